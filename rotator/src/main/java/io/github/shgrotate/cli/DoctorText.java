package io.github.shgrotate.cli;

import io.github.shgrotate.doctor.Check;
import io.github.shgrotate.doctor.Diagnosis;
import io.github.shgrotate.doctor.Finding;
import io.github.shgrotate.doctor.Level;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.status.Advice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `doctor` found, for people: by what it is about, each with what mends it.
final class DoctorText {
  private final TerminalText text;

  private DoctorText(TerminalText text) {
    this.text = text;
  }

  static String of(List<Diagnosis> all, int width, boolean colours) {
    TerminalText text = new TerminalText(width, colours);
    DoctorText doctor = new DoctorText(text);
    all.forEach(doctor::gateway);
    return text.toString();
  }

  private void gateway(Diagnosis diagnosis) {
    RotationRequest request = diagnosis.request();
    text.wrapped(
        "",
        "Gateway %s of %s, %s (nothing was changed)"
            .formatted(
                request.gateway().name(), request.gateway().serviceName(), request.secretPath()));
    Optional<Check.Section> last = Optional.empty();
    for (Finding finding : diagnosis.findings()) {
      Check.Section section = finding.check().section();
      if (!last.equals(Optional.of(section))) {
        text.line("");
        text.line(text.bold(section.title()));
        last = Optional.of(section);
      }
      finding(finding);
    }
    text.line("");
    text.wrapped("", summary(diagnosis));
  }

  private void finding(Finding finding) {
    String mark = TerminalText.INDENT + mark(finding.level()) + " ";
    text.wrapped(text.coloured(mark, colour(finding.level())), mark.length(), finding.what());
    for (Advice next : finding.next()) {
      boolean withCommand = !next.command().isEmpty();
      text.wrapped(
          TerminalText.INDENT.repeat(2) + "→ ", next.sentence() + (withCommand ? ":" : ""));
      if (withCommand) {
        text.command(next);
      }
    }
  }

  private static String summary(Diagnosis diagnosis) {
    List<String> counts = new ArrayList<>();
    for (Level level : List.of(Level.ERROR, Level.WARNING, Level.UNKNOWN, Level.NOTE, Level.OK)) {
      long count = diagnosis.count(level);
      if (count > 0) {
        boolean isCountable =
            switch (level) {
              case ERROR, WARNING, NOTE -> count != 1;
              case OK, UNKNOWN -> false;
            };
        counts.add("%d %s%s".formatted(count, level.word(), isCountable ? "s" : ""));
      }
    }
    ExitCode exit = DoctorCommand.exitCode(diagnosis);
    return String.join(", ", counts)
        + ". "
        + (exit == ExitCode.NOTHING_OWED
            ? "Nothing that was seen stands in the way of a rotation."
            : "A rotation would end with exit code %d: %s."
                .formatted(exit.number(), diagnosis.failure().orElseThrow().what()));
  }

  private static String mark(Level level) {
    return switch (level) {
      case OK -> "✓";
      case NOTE -> "·";
      case WARNING -> "!";
      case ERROR -> "✗";
      case UNKNOWN -> "?";
    };
  }

  private static String colour(Level level) {
    return switch (level) {
      case OK -> "32";
      case NOTE -> "2";
      case WARNING -> "33";
      case ERROR -> "1;31";
      case UNKNOWN -> "35";
    };
  }
}
