package io.github.shgrotate.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the program can be asked to do. Each command has its own options; a table is only touched
/// when its command is asked for, as classes that are not loaded cost nothing.
enum Command {
  ROTATE("rotate", "renew the token, restart the gateway, prove every pod; the default"),
  PLAN("plan", "say what rotate would do, and change nothing"),
  REVOKE("revoke", "for a leaked token: move to the other key at once, make the old key anew"),
  STATUS(
      "status", "show every gateway of a namespace or cluster, and what is wrong with its token"),
  DOCTOR("doctor", "check everything that a rotation needs, and tell what mends it"),
  MANIFESTS(
      "manifests",
      "print what Kubernetes and Azure need for a rotation that runs by itself, ready to apply"),
  COMPLETION("completion", "print what a shell needs to complete commands and flags"),
  HELP("help", "tell the options of a command: help status");

  private final String word;
  private final String purpose;

  Command(String word, String purpose) {
    this.word = word;
    this.purpose = purpose;
  }

  String word() {
    return word;
  }

  /// In a few words, for the list of commands.
  String purpose() {
    return purpose;
  }

  List<CommandOption> options() {
    return switch (this) {
      case ROTATE, PLAN, REVOKE -> List.of(Option.values());
      case DOCTOR -> DoctorCommand.options();
      case STATUS -> StatusOption.table();
      case MANIFESTS -> ManifestsOption.table();
      case COMPLETION, HELP -> List.of();
    };
  }

  /// Those, and what may stand beside them: `doctor` goes in front of the words of a rotation as
  /// they are, also of those that tell it nothing.
  List<CommandOption> accepted() {
    return this == DOCTOR ? ROTATE.options() : options();
  }

  static Optional<Command> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Command::word).toList();
  }
}
