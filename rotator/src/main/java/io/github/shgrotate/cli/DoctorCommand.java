package io.github.shgrotate.cli;

import io.github.shgrotate.doctor.Diagnosis;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.RotationRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// `doctor`: looks at everything that a rotation with the same options would need, changes nothing,
/// and tells what it found. A gateway of a file is looked at after the other.
final class DoctorCommand {
  private static final Set<Option> SAYS_NOTHING =
      EnumSet.of(
          Option.ROLLOUT_TIMEOUT,
          Option.HOLD,
          Option.PROBE_URL,
          Option.REFUSAL_PATTERN,
          Option.DRY_RUN,
          Option.CONCURRENCY);

  private DoctorCommand() {}

  static ExitCode run(Given given, Surroundings surroundings) {
    if (given.text(Option.FILE).isPresent()) {
      return switch (FleetReader.read(given, surroundings)) {
        case FleetReader.Read.Good(FleetSettings settings, _) ->
            run(
                settings.access(),
                settings.all().stream().map(Wanted::request).toList(),
                settings.formats(),
                because(given, surroundings),
                surroundings);
        case FleetReader.Read.Bad(Failure failure, Formats formats) ->
            failed(failure, formats, surroundings);
      };
    }
    return switch (SettingsReader.read(given, surroundings)) {
      case Checked.Good<Settings>(Settings settings) ->
          run(
              settings.access(),
              List.of(settings.request()),
              settings.formats(),
              because(given, surroundings),
              surroundings);
      case Checked.Bad<Settings>(var sentences) ->
          failed(Program.mistakes(sentences, "apim-shg-rotate doctor --help"), given, surroundings);
    };
  }

  /// Of the options of a rotation those that tell what it needs. The others may be given, too, and
  /// say nothing.
  static List<CommandOption> options() {
    return Arrays.stream(Option.values())
        .filter(option -> !SAYS_NOTHING.contains(option))
        .map(CommandOption.class::cast)
        .toList();
  }

  /// How it speaks on standard error, whatever the result is.
  static Report words(Formats formats, Surroundings surroundings) {
    return Report.withoutSettings(new Formats(false, formats.jsonLog()), surroundings);
  }

  private static Log log(Formats formats, Surroundings surroundings) {
    return formats.jsonLog() ? JsonLog.of(surroundings) : new TextLog(surroundings.err()::println);
  }

  /// What decided how it is signed in.
  private static String because(Given given, Surroundings surroundings) {
    Login asked =
        given
            .text(Option.LOGIN_METHOD)
            .flatMap(word -> Login.of(word.toLowerCase(Locale.ROOT)))
            .orElse(Login.AUTO);
    return LoginChoice.of(asked, given, surroundings).because();
  }

  private static ExitCode run(
      Access access,
      List<RotationRequest> requests,
      Formats formats,
      String because,
      Surroundings surroundings) {
    try (DoctorSides sides = new DoctorSides(access, surroundings, log(formats, surroundings))) {
      List<Diagnosis> all = new ArrayList<>();
      for (RotationRequest request : requests) {
        all.add(Diagnosis.of(sides.examine(request, because)));
      }
      return told(all, formats.jsonResult(), surroundings);
    } catch (RotationFailed e) {
      return failed(e.failure(), formats, surroundings);
    }
  }

  private static ExitCode told(List<Diagnosis> all, boolean json, Surroundings surroundings) {
    ExitCode exit = exitCode(all);
    surroundings
        .out()
        .print(
            json
                ? DoctorJson.of(all, exit)
                : DoctorText.of(all, surroundings.columns(), surroundings.colours()));
    return exit;
  }

  static ExitCode exitCode(Diagnosis diagnosis) {
    return diagnosis
        .failure()
        .map(failure -> ExitCode.of(failure.reason()))
        .orElse(ExitCode.NOTHING_OWED);
  }

  /// As of rotations: when all would fail in the same way, that way's.
  static ExitCode exitCode(List<Diagnosis> all) {
    Set<ExitCode> codes = EnumSet.noneOf(ExitCode.class);
    all.forEach(each -> codes.add(exitCode(each)));
    return codes.size() == 1 ? codes.iterator().next() : ExitCode.SOME_FAILED;
  }

  /// A failure before or beside what was asked for.
  static ExitCode failed(Failure failure, Given given, Surroundings surroundings) {
    return failed(failure, Formats.asked(given), surroundings);
  }

  private static ExitCode failed(Failure failure, Formats formats, Surroundings surroundings) {
    ExitCode exit =
        words(formats, surroundings).failed(failure, "nothing was changed", Optional.empty());
    if (formats.jsonResult()) {
      surroundings.out().print(DoctorJson.of(failure, exit));
    }
    return exit;
  }
}
