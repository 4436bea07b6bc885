package io.github.shgrotate.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a shell can propose, as all of them need it; taken from the tables.
final class Completions {
  /// Options that several commands share, such as those of rotate, plan and revoke.
  ///
  /// @param words what may stand behind the command beside flags
  record Group(List<Command> commands, List<CommandOption> options, List<String> words) {
    List<String> commandWords() {
      return commands.stream().map(Command::word).toList();
    }
  }

  /// An option that is in no table, as every command has it.
  record General(String flag, String meaning) {}

  private Completions() {}

  static List<Group> groups() {
    Map<List<CommandOption>, List<Command>> sharing = new LinkedHashMap<>();
    List<Group> groups = new ArrayList<>();
    for (Command command : Command.values()) {
      List<CommandOption> options =
          command.options().stream().filter(option -> !option.flags().isEmpty()).toList();
      if (words(command).isEmpty()) {
        sharing.computeIfAbsent(options, _ -> new ArrayList<>()).add(command);
      } else {
        groups.add(new Group(List.of(command), options, words(command)));
      }
    }
    sharing.forEach((options, commands) -> groups.add(new Group(commands, options, List.of())));
    return groups;
  }

  static List<General> general(Group group) {
    List<General> all = new ArrayList<>();
    all.add(new General("--help", "tell the options"));
    if (group.commands().contains(Command.HELP)) {
      all.add(new General("--all", "tell everything"));
      all.add(new General("--man", "print the man page"));
    }
    return all;
  }

  private static List<String> words(Command command) {
    return switch (command) {
      case HELP -> Command.words();
      case COMPLETION -> Shell.words();
      case ROTATE, PLAN, REVOKE, STATUS, DOCTOR, MANIFESTS -> List.of();
    };
  }

  /// Whether the value is a file's name.
  static boolean isFile(CommandOption option) {
    return option.label().equals("FILE");
  }
}
