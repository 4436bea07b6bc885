package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// From words to an exit code: chooses the command, and tells whatever went wrong.
final class Program {
  private static final List<String> COMMANDS = List.of("rotate", "plan", "revoke", "help");

  private Program() {}

  static ExitCode run(List<String> arguments, Surroundings surroundings) {
    // No subcommand, or options only, means rotate: a CronJob made for the script works with a new
    // image.
    boolean named = !arguments.isEmpty() && !arguments.getFirst().startsWith("-");
    String command = named ? arguments.getFirst() : "rotate";
    List<String> rest = named ? arguments.subList(1, arguments.size()) : arguments;
    if (command.equals("help") || rest.contains("-h") || rest.contains("--help")) {
      surroundings.out().print(Help.text());
      return ExitCode.NOTHING_OWED;
    }
    if (rest.contains("--version")) {
      surroundings.out().println(Version.line());
      return ExitCode.NOTHING_OWED;
    }
    return switch (command) {
      case "rotate" -> rotate(Arguments.read(rest, surroundings.environment()), surroundings);
      case "plan" -> {
        Given given = Arguments.read(rest, surroundings.environment());
        given.flag(Option.DRY_RUN, List.of("true"));
        yield rotate(given, surroundings);
      }
      case "revoke" -> {
        Given given = Arguments.read(rest, surroundings.environment());
        if (given.text(Option.FILE).isPresent()) {
          given.mistake(
              Option.FILE.named()
                  + ": revoke is for one gateway; a document may say spec.revokeOldKey");
          yield rotate(given, surroundings);
        }
        // A leaked token does not wait until it is due, and its key is not the one to stay on.
        given.flag(Option.REVOKE_OLD_KEY, List.of("true"));
        given.forget(Option.RENEW_BEFORE);
        if (given.text(Option.TOKEN_KEY).filter(key -> !key.equals("last")).isEmpty()) {
          given.flag(Option.TOKEN_KEY, List.of("rotate"));
        }
        yield rotate(given, surroundings);
      }
      default -> {
        Given given = Arguments.read(rest, surroundings.environment());
        yield wrongOptions(List.of(noCommand(command)), given, surroundings);
      }
    };
  }

  private static String noCommand(String word) {
    return "\"%s\" is no command%s"
        .formatted(
            word,
            Nearest.of(word, COMMANDS).map(near -> ": did you mean " + near + "?").orElse(""));
  }

  private static ExitCode rotate(Given given, Surroundings surroundings) {
    if (given.text(Option.FILE).isPresent()) {
      return FleetCommand.run(given, surroundings);
    }
    if (given.text(Option.CONCURRENCY).isPresent()) {
      given.mistake(
          "%s: says nothing without %s".formatted(Option.CONCURRENCY.named(), Option.FILE.named()));
    }
    return switch (SettingsReader.read(given, surroundings)) {
      case SettingsReader.Read.Good(Settings settings) ->
          withReport(settings, surroundings, Report.of(settings, surroundings));
      case SettingsReader.Read.Bad(var sentences) -> wrongOptions(sentences, given, surroundings);
    };
  }

  private static ExitCode wrongOptions(
      List<String> sentences, Given given, Surroundings surroundings) {
    Failure failure =
        new Failure(
            Reason.OPTIONS_INVALID,
            sentences.size() == 1
                ? "One of the options is wrong"
                : "%d of the options are wrong".formatted(sentences.size()),
            "flags and environment variables",
            String.join("\n", sentences),
            "correct them; apim-shg-rotate --help tells the options");
    boolean json =
        given
            .text(Option.OUTPUT)
            .filter(text -> text.toLowerCase(Locale.ROOT).equals("json"))
            .isPresent();
    Report report = json ? JsonReport.withoutSettings(surroundings) : new TextReport(surroundings);
    return report.failed(failure, "nothing was changed", Optional.empty());
  }

  private static ExitCode withReport(Settings settings, Surroundings surroundings, Report report) {
    try (Assembly assembly = Assembly.open(settings.access(), surroundings);
        Ports ports = assembly.ports(settings.request())) {
      return RotateCommand.run(settings, ports, surroundings.clock(), report);
    } catch (RotationFailed e) {
      return report.failed(e.failure(), "nothing was changed", Optional.empty());
    } catch (RuntimeException e) {
      return report.broken(e);
    }
  }
}
