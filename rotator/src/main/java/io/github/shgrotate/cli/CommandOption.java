package io.github.shgrotate.cli;

import java.util.List;

/// An option of a command. Every command has a table of its own (an enum), in which rows of another
/// table may stand too; parser, help and reference are made from the tables.
interface CommandOption {
  /// What an option is.
  ///
  /// @param flags short ones first; empty for one that is given by the environment only
  /// @param variables the environment variables that stand in for it
  /// @param label what stands for the value in the help; empty for a switch
  /// @param meaning in a few words
  record Row(List<String> flags, List<String> variables, String label, String meaning) {
    public Row {
      flags = List.copyOf(flags);
      variables = List.copyOf(variables);
    }
  }

  Row row();

  default List<String> flags() {
    return row().flags();
  }

  default List<String> variables() {
    return row().variables();
  }

  default String label() {
    return row().label();
  }

  default String meaning() {
    return row().meaning();
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
