package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// From words to an exit code: chooses the command, and tells whatever went wrong.
final class Program {
  private static final Set<String> STAYS_ON_A_KEY = Set.of("primary", "secondary");

  private Program() {}

  static Exit run(List<String> arguments, Surroundings surroundings) {
    // No subcommand, or options only, means rotate: a CronJob made for the script works with a new
    // image.
    boolean named = !arguments.isEmpty() && !arguments.getFirst().startsWith("-");
    List<String> rest = named ? arguments.subList(1, arguments.size()) : arguments;
    Optional<Command> command =
        named ? Command.of(arguments.getFirst()) : Optional.of(Command.ROTATE);
    if (command.isEmpty()) {
      return noCommand(arguments.getFirst(), rest, surroundings);
    }
    if (rest.contains("-h") || rest.contains("--help")) {
      return help(named ? command.get() : Command.HELP, rest, surroundings);
    }
    if (rest.contains("--version")) {
      surroundings.out().print(Version.text());
      return ExitCode.NOTHING_OWED;
    }
    return run(command.get(), rest, surroundings);
  }

  private static Exit run(Command command, List<String> rest, Surroundings surroundings) {
    Given given = Arguments.read(command.accepted(), rest, surroundings.environment());
    try {
      return run(command, given, rest, surroundings);
    } catch (RotationFailed e) {
      return failed(command, e.failure(), given, surroundings);
    } catch (RuntimeException e) {
      return broken(command, e, given, surroundings);
    }
  }

  /// A failure that the command itself did not tell.
  private static Exit failed(
      Command command, Failure failure, Given given, Surroundings surroundings) {
    return switch (command) {
      case STATUS -> StatusCommand.failed(failure, given, surroundings);
      case DOCTOR -> DoctorCommand.failed(failure, given, surroundings);
      case ROTATE, PLAN, REVOKE, MANIFESTS, COMPLETION, HELP ->
          Report.withoutSettings(Formats.asked(given), surroundings)
              .failed(failure, "nothing was changed", Optional.empty());
    };
  }

  /// A mistake of ours. Whoever waits for a document or an exit code of some form gets it.
  private static Exit broken(
      Command command, RuntimeException mistake, Given given, Surroundings surroundings) {
    return switch (command) {
      case STATUS -> {
        new TextReport(surroundings).broken(mistake);
        yield failed(command, OwnMistake.of(mistake), given, surroundings);
      }
      case DOCTOR -> {
        DoctorCommand.words(Formats.asked(given), surroundings).broken(mistake);
        yield failed(command, OwnMistake.of(mistake), given, surroundings);
      }
      case ROTATE, PLAN, REVOKE, MANIFESTS, COMPLETION, HELP ->
          Report.withoutSettings(Formats.asked(given), surroundings).broken(mistake);
    };
  }

  private static Exit run(
      Command command, Given given, List<String> rest, Surroundings surroundings) {
    return switch (command) {
      case ROTATE -> rotate(given, surroundings);
      case PLAN -> {
        given.flag(Option.DRY_RUN, List.of("true"));
        yield rotate(given, surroundings);
      }
      case REVOKE -> {
        if (given.text(Option.FILE).isPresent()) {
          given.mistake(
              Option.FILE.named()
                  + ": revoke is for one gateway; a document may say spec.revokeOldKey");
          yield rotate(given, surroundings);
        }
        // A leaked token does not wait until it is due, and its key is not the one to stay on,
        // whatever the environment of a CronJob says.
        given.flag(Option.REVOKE_OLD_KEY, List.of("true"));
        given.forget(Option.RENEW_BEFORE);
        if (given.isFlag(Option.TOKEN_KEY)
            && given.text(Option.TOKEN_KEY).filter(STAYS_ON_A_KEY::contains).isPresent()) {
          given.mistake(
              Option.TOKEN_KEY.named() + ": revoke moves to the other key by itself; leave it out");
        }
        given.flag(Option.TOKEN_KEY, List.of("rotate"));
        yield rotate(given, surroundings);
      }
      case STATUS -> StatusCommand.run(given, surroundings);
      case DOCTOR -> DoctorCommand.run(given, surroundings);
      case MANIFESTS -> ManifestsCommand.run(given, surroundings);
      case COMPLETION -> completion(rest, surroundings);
      case HELP -> helpAbout(rest, surroundings);
    };
  }

  private static ExitCode completion(List<String> rest, Surroundings surroundings) {
    Optional<Shell> shell = rest.size() == 1 ? Shell.of(rest.getFirst()) : Optional.empty();
    if (shell.isEmpty()) {
      return new TextReport(surroundings)
          .failed(
              mistakes(
                  List.of("completion is of one shell: " + String.join(", ", Shell.words())),
                  "apim-shg-rotate completion --help"),
              "nothing was changed",
              Optional.empty());
    }
    surroundings.out().print(shell.get().script());
    return ExitCode.NOTHING_OWED;
  }

  private static ExitCode helpAbout(List<String> rest, Surroundings surroundings) {
    if (rest.contains("--man")) {
      surroundings.out().print(ManPage.text());
      return ExitCode.NOTHING_OWED;
    }
    String word =
        rest.stream().filter(each -> !each.startsWith("-")).findFirst().orElse(Command.HELP.word());
    return Command.of(word)
        .map(about -> help(about, rest, surroundings))
        .orElseGet(() -> noCommand(word, List.of(), surroundings));
  }

  private static ExitCode help(Command command, List<String> rest, Surroundings surroundings) {
    int columns = surroundings.columns();
    surroundings
        .out()
        .print(rest.contains("--all") ? Help.full(command, columns) : Help.brief(command, columns));
    return ExitCode.NOTHING_OWED;
  }

  private static ExitCode noCommand(String word, List<String> rest, Surroundings surroundings) {
    String near =
        Nearest.of(word, Command.words()).map(name -> ": did you mean " + name + "?").orElse("");
    return wrongOptions(
        List.of("\"%s\" is no command%s".formatted(word, near)),
        Arguments.read(Command.ROTATE.options(), rest, surroundings.environment()),
        surroundings);
  }

  private static ExitCode rotate(Given given, Surroundings surroundings) {
    if (given.text(Option.FILE).isPresent()) {
      return FleetCommand.run(given, surroundings);
    }
    return switch (SettingsReader.read(checkedForFile(given), surroundings)) {
      case Checked.Good<Settings>(Settings settings) ->
          withReport(settings, surroundings, Report.of(settings, surroundings));
      case Checked.Bad<Settings>(var sentences) -> wrongOptions(sentences, given, surroundings);
    };
  }

  private static Given checkedForFile(Given given) {
    if (given.text(Option.FILE).isEmpty() && given.text(Option.CONCURRENCY).isPresent()) {
      given.mistake(
          "%s: says nothing without %s".formatted(Option.CONCURRENCY.named(), Option.FILE.named()));
    }
    return given;
  }

  private static ExitCode wrongOptions(
      List<String> sentences, Given given, Surroundings surroundings) {
    Report report = Report.withoutSettings(Formats.asked(given), surroundings);
    return report.failed(
        mistakes(sentences, "apim-shg-rotate rotate --help"),
        "nothing was changed",
        Optional.empty());
  }

  /// All mistakes of a command line as one failure.
  ///
  /// @param help the command that tells the options
  static Failure mistakes(List<String> sentences, String help) {
    return new Failure(
        Reason.OPTIONS_INVALID,
        sentences.size() == 1
            ? "One of the options is wrong"
            : "%d of the options are wrong".formatted(sentences.size()),
        "flags and environment variables",
        String.join("\n", sentences),
        "correct them; %s tells the options".formatted(help));
  }

  private static ExitCode withReport(Settings settings, Surroundings surroundings, Report report) {
    Log log =
        settings.formats().jsonLog()
            ? JsonLog.about(settings, surroundings)
            : new TextLog(surroundings.err()::println);
    try (Assembly assembly = Assembly.open(settings.access(), surroundings, log);
        Ports ports = assembly.ports(settings.request())) {
      return RotateCommand.run(settings, ports, surroundings.clock(), report);
    } catch (RotationFailed e) {
      return report.failed(e.failure(), "nothing was changed", Optional.empty());
    } catch (RuntimeException e) {
      return report.broken(e);
    }
  }
}
