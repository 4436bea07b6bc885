package io.github.shgrotate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The text of `--help`: short enough for one screen, or everything. Made from the tables of
/// options and from [Manual].
final class Help {
  private static final int NARROWEST = 60;
  private static final int WIDEST = 100;
  private static final int LONGEST_FLAGS = 32;
  private static final String PROGRAM = "apim-shg-rotate ";

  private final Command command;
  private final Manual manual;
  private final int width;
  private final StringBuilder text = new StringBuilder();

  private Help(Command command, int columns) {
    this.command = command;
    this.manual = Manual.of(command);
    this.width = Math.clamp(columns, NARROWEST, WIDEST);
  }

  /// What fits a screen; for `help` itself, which commands there are.
  static String brief(Command command, int columns) {
    Help help = new Help(command, columns);
    help.head();
    switch (command) {
      case HELP -> help.commands();
      case DOCTOR ->
          help.paragraph(
              "",
              "\nThe options are those of rotate that tell what it needs (not --hold, --probe-url,"
                  + " --concurrency and the like): apim-shg-rotate rotate --help.");
      case PLAN, REVOKE ->
          help.paragraph("", "\nThe options are those of rotate: apim-shg-rotate rotate --help.");
      case ROTATE, STATUS -> help.options(command.options());
      case MANIFESTS -> {
        help.options(List.of(ManifestsOption.values()));
        help.paragraph(
            "", "What is to be rotated: the options of rotate: apim-shg-rotate rotate --help.");
      }
      case COMPLETION -> {
        // It has none.
      }
    }
    help.examples();
    help.exitWords();
    help.whereToReadOn();
    return help.text.toString();
  }

  /// Every option with its variables and limits, and every exit code.
  static String full(Command command, int columns) {
    Help help = new Help(command, columns);
    help.head();
    if (command == Command.HELP) {
      help.commands();
    }
    help.optionsInFull();
    help.examples();
    help.exits();
    return help.text.toString();
  }

  private void head() {
    paragraph("Usage: ", PROGRAM + manual.synopsis());
    line("");
    paragraph("", manual.description());
  }

  private void commands() {
    heading("Commands");
    for (Command each : Command.values()) {
      columns("  " + each.word(), 14, each.purpose());
    }
  }

  private void options(List<CommandOption> table) {
    List<CommandOption> shown = table.stream().filter(option -> !option.flags().isEmpty()).toList();
    int column =
        shown.stream()
                .filter(option -> option.group() != OptionGroup.SELDOM)
                .mapToInt(option -> flags(option).length())
                .filter(length -> length <= LONGEST_FLAGS)
                .max()
                .orElse(0)
            + 2;
    line("");
    for (OptionGroup group : OptionGroup.values()) {
      List<CommandOption> members =
          shown.stream().filter(option -> option.group() == group).toList();
      if (members.isEmpty()) {
        continue;
      }
      if (group == OptionGroup.SELDOM) {
        paragraph(
            "",
            group.title()
                + ": "
                + members.stream()
                    .map(option -> option.flags().getLast() + glued(option))
                    .collect(Collectors.joining(", ")));
      } else {
        line(group.title() + ":");
        members.forEach(option -> columns(flags(option), column, option.meaning()));
      }
    }
  }

  private void optionsInFull() {
    if (command.options().isEmpty()) {
      return;
    }
    line("");
    paragraph(
        "",
        "Every option may be given as a flag or as the environment variable in brackets; the flag"
            + " wins.");
    for (OptionGroup group : OptionGroup.values()) {
      List<CommandOption> members =
          command.options().stream().filter(option -> option.group() == group).toList();
      if (!members.isEmpty()) {
        heading(group.title());
        members.forEach(this::inFull);
      }
    }
  }

  private void inFull(CommandOption option) {
    List<String> meaning = new ArrayList<>(List.of(option.meaning()));
    if (!option.details().isEmpty()) {
      meaning.add(option.details());
    }
    String variables = String.join(", ", option.variables());
    if (!option.flags().isEmpty()) {
      line(flags(option));
    } else {
      line("      " + variables);
    }
    paragraph(
        " ".repeat(10),
        String.join("; ", meaning)
            + (option.flags().isEmpty() || variables.isEmpty() ? "" : " [" + variables + "]"));
  }

  private static String flags(CommandOption option) {
    String indent = option.flags().getFirst().startsWith("--") ? "      " : "  ";
    String value = option.isSwitch() ? "" : " " + option.label();
    return indent + String.join(", ", option.flags()) + value;
  }

  /// A value that stays on one line with its flag.
  private static String glued(CommandOption option) {
    return option.isSwitch() ? "" : "\u00A0" + option.label();
  }

  private void examples() {
    heading("Examples");
    for (Manual.Example example : manual.examples()) {
      paragraph("  ", example.why() + ":");
      // In lines that a shell takes as one, never between a flag and its value.
      List<String> words = List.of(example.command().split(" (?=-)", -1));
      List<String> lines = Printable.wrapped(words, width - 6, " \\");
      for (int i = 0; i < lines.size(); i++) {
        line((i == 0 ? "    " : "      ") + lines.get(i));
      }
    }
  }

  private void exitWords() {
    line("");
    for (Manual.ExitTable table : manual.exits()) {
      paragraph(
          "",
          table.rows().stream()
              .map(row -> (row.number() + " " + row.word()).replace(' ', '\u00A0'))
              .collect(Collectors.joining(", ", table.title() + ": ", ".")));
    }
  }

  private void exits() {
    for (Manual.ExitTable table : manual.exits()) {
      heading(table.title());
      table.rows().forEach(row -> paragraph("  " + row.number() + "  ", row.meaning()));
    }
  }

  private void whereToReadOn() {
    paragraph(
        "",
        switch (command) {
          case HELP ->
              "The options of a command: apim-shg-rotate COMMAND --help. The version: --version.";
          case COMPLETION -> "The archive holds the same files below share/.";
          case PLAN, REVOKE, DOCTOR ->
              "Variables, defaults, limits: apim-shg-rotate help rotate --all.";
          case ROTATE, STATUS, MANIFESTS ->
              "Variables, defaults, limits: apim-shg-rotate help %s --all."
                  .formatted(command.word());
        });
  }

  private void heading(String title) {
    line("");
    line(title + ":");
  }

  private void columns(String left, int column, String right) {
    if (left.length() + 2 > column) {
      line(left);
      paragraph(" ".repeat(column), right);
    } else {
      paragraph(left + " ".repeat(column - left.length()), right);
    }
  }

  /// A paragraph whose first line begins with that, and the others below it.
  private void paragraph(String first, String words) {
    String indent = " ".repeat(first.length());
    List<String> lines = Printable.wrapped(words, width - first.length());
    for (int i = 0; i < lines.size(); i++) {
      line((i == 0 ? first : indent) + lines.get(i));
    }
  }

  private void line(String line) {
    text.append(line.replace('\u00A0', ' ')).append('\n');
  }
}
