package io.github.shgrotate.cli;

import java.util.stream.Collectors;

/// The completion of zsh: to be read by `compinit` from a folder of `fpath`, or sourced after it.
final class ZshCompletion {
  private ZshCompletion() {}

  static String script() {
    StringBuilder commands = new StringBuilder();
    for (Command command : Command.values()) {
      commands.append("    %s\n".formatted(quoted(command.word() + ":" + command.purpose())));
    }
    StringBuilder cases = new StringBuilder();
    for (Completions.Group group : Completions.groups()) {
      cases.append("    %s)\n".formatted(String.join("|", group.commandWords())));
      cases.append("      _arguments -S");
      group.options().forEach(option -> cases.append(" \\\n        ").append(rule(option)));
      for (Completions.General general : Completions.general(group)) {
        cases.append(
            " \\\n        %s"
                .formatted(quoted(general.flag() + "[" + explained(general.meaning()) + "]")));
      }
      if (!group.words().isEmpty()) {
        cases.append(
            " \\\n        %s"
                .formatted(quoted("1:word:(" + String.join(" ", group.words()) + ")")));
      }
      cases.append("\n      ;;\n");
    }
    return """
    #compdef apim-shg-rotate
    # zsh completion of apim-shg-rotate; made by: apim-shg-rotate completion zsh
    _apim_shg_rotate() {
      local command=rotate
      local -a commands
      commands=(
    %s  )
      if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
        _describe -t commands command commands
        return
      fi
      if [[ $words[2] != -* ]]; then
        command=$words[2]
        shift words
        (( CURRENT-- ))
      fi
      case $command in
    %s  esac
    }
    if [[ $funcstack[1] == _apim-shg-rotate ]]; then
      _apim_shg_rotate "$@"
    else
      compdef _apim_shg_rotate apim-shg-rotate
    fi
    """
        .formatted(commands, cases);
  }

  /// `'*'{-k,--token-key}'[meaning]:KEY:(last rotate)'`: it may be there already, as a flag may
  /// repeat.
  private static String rule(CommandOption option) {
    String flags =
        option.flags().size() == 1
            ? option.flags().getFirst()
            : "'{" + String.join(",", option.flags()) + "}'";
    String value = option.isSwitch() ? "" : ":" + option.label() + ":" + proposals(option);
    return "'*"
        + flags
        + "["
        + explained(option.meaning()).replace("'", "'\\''")
        + "]"
        + value
        + "'";
  }

  private static String proposals(CommandOption option) {
    if (Completions.isFile(option)) {
      return "_files";
    }
    return option.choices().isEmpty()
        ? " "
        : option.choices().stream().collect(Collectors.joining(" ", "(", ")"));
  }

  private static String explained(String text) {
    return text.replaceAll("([\\[\\]:\\\\])", "\\\\$1");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
