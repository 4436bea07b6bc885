package io.github.shgrotate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Reads the flags. picocli's programmatic model, as its annotations cost three times its start-up.
final class Arguments {
  private Arguments() {}

  private static CommandSpec spec(List<CommandOption> options) {
    CommandSpec spec = CommandSpec.create();
    for (CommandOption option : options) {
      if (option.flags().isEmpty()) {
        continue;
      }
      OptionSpec.Builder builder = OptionSpec.builder(option.flags().toArray(String[]::new));
      if (option.isSwitch()) {
        builder.type(boolean.class).arity("0");
      } else {
        builder.type(String[].class).arity("1").paramLabel(option.label());
      }
      spec.addOption(builder.build());
    }
    return spec;
  }

  /// Reads flags and environment together.
  static Given read(
      List<CommandOption> options, List<String> arguments, Map<String, String> environment) {
    CommandSpec spec = spec(options);
    List<String> longFlags = longFlags(options);
    // All mistakes are told at once, so none may end the parsing.
    spec.parser()
        .collectErrors(true)
        .unmatchedArgumentsAllowed(true)
        .overwrittenOptionsAllowed(true);
    ParseResult parsed =
        new CommandLine(spec)
            // A secret may begin with an @; and no file adds flags behind anybody's back.
            .setExpandAtFiles(false)
            .parseArgs(withTwoDashes(arguments, longFlags).toArray(String[]::new));
    Given given = new Given(options, environment);
    for (CommandOption option : options) {
      if (option.flags().isEmpty() || !parsed.hasMatchedOption(option.flags().getLast())) {
        continue;
      }
      given.flag(
          option,
          option.isSwitch()
              ? List.of("true")
              : parsed.matchedOption(option.flags().getLast()).originalStringValues());
    }
    for (Exception error : parsed.errors()) {
      given.mistake(firstLine(error));
    }
    parsed.unmatched().stream()
        .map(word -> unknown(word, longFlags))
        .distinct()
        .forEach(given::mistake);
    return given;
  }

  /// The script's getopt took long flags with one dash too (`-subscription-id`).
  private static List<String> withTwoDashes(List<String> arguments, List<String> longFlags) {
    List<String> all = new ArrayList<>();
    for (String argument : arguments) {
      String name =
          argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
      boolean oneDash = name.length() > 2 && name.startsWith("-") && !name.startsWith("--");
      all.add(oneDash && longFlags.contains("-" + name) ? "-" + argument : argument);
    }
    return all;
  }

  private static List<String> longFlags(List<CommandOption> options) {
    List<String> all = new ArrayList<>();
    for (CommandOption option : options) {
      option.flags().stream().filter(flag -> flag.startsWith("--")).forEach(all::add);
    }
    return all;
  }

  private static String firstLine(Exception error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("unreadable arguments");
  }

  /// Behind a mistyped flag stands its value, which may be a secret: only what looks like a flag is
  /// quoted.
  private static String unknown(String argument, List<String> longFlags) {
    String whole = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
    // A short flag takes its value without a space too: what follows the letter may be one.
    String name = whole.matches("-[a-zA-Z].+") ? whole.substring(0, 2) : whole;
    if (!name.matches("--[a-zA-Z][-a-zA-Z0-9]*|-[a-zA-Z]")) {
      return "there are words that are neither a flag nor the value of one (not shown, as they may"
          + " be secret)";
    }
    return Nearest.of(whole, longFlags)
        .map(near -> "%s is no flag; did you mean %s?".formatted(name, near))
        .orElse("%s is no flag; see --help".formatted(name));
  }
}
