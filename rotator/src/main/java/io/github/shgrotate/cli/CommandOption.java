package io.github.shgrotate.cli;

import java.util.List;

/// An option of a command. Every command has a table of its own (an enum), in which rows of another
/// table may stand too; parser, help, completion, man page and reference are made from the tables.
interface CommandOption {
  /// What an option is.
  ///
  /// @param group where it stands in the help
  /// @param flags short ones first; empty for one that is given by the environment only
  /// @param variables the environment variables that stand in for it
  /// @param label what stands for the value in the help; empty for a switch
  /// @param choices all words that the value may be; empty when it is free
  /// @param meaning in so few words that it fits beside the flag on a narrow screen
  /// @param details the rest: the default, limits, what it needs; may be empty
  record Row(
      OptionGroup group,
      List<String> flags,
      List<String> variables,
      String label,
      List<String> choices,
      String meaning,
      String details) {
    public Row {
      flags = List.copyOf(flags);
      variables = List.copyOf(variables);
      choices = List.copyOf(choices);
    }

    /// A switch without variables; the methods below add what it is more than that.
    static Row of(OptionGroup group, String... flags) {
      return new Row(group, List.of(flags), List.of(), "", List.of(), "", "");
    }

    Row orVariable(String... names) {
      return new Row(group, flags, List.of(names), label, choices, meaning, details);
    }

    Row value(String name) {
      return new Row(group, flags, variables, name, choices, meaning, details);
    }

    Row oneOf(String name, List<String> words) {
      return new Row(group, flags, variables, name, words, meaning, details);
    }

    Row means(String brief) {
      return means(brief, "");
    }

    Row means(String brief, String rest) {
      return new Row(group, flags, variables, label, choices, brief, rest);
    }
  }

  Row row();

  default OptionGroup group() {
    return row().group();
  }

  default List<String> flags() {
    return row().flags();
  }

  default List<String> variables() {
    return row().variables();
  }

  default String label() {
    return row().label();
  }

  default List<String> choices() {
    return row().choices();
  }

  default String meaning() {
    return row().meaning();
  }

  default String details() {
    return row().details();
  }

  default boolean isSwitch() {
    return label().isEmpty();
  }

  /// How to name it to a user: its long flag and its first variable.
  default String named() {
    String flag = flags().isEmpty() ? "" : flags().getLast();
    String variable = variables().isEmpty() ? "" : variables().getFirst();
    if (flag.isEmpty()) {
      return variable;
    }
    return variable.isEmpty() ? flag : flag + " (" + variable + ")";
  }
}
