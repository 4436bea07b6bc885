package io.github.shgrotate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The completion of bash; needs nothing but bash itself.
final class BashCompletion {
  private BashCompletion() {}

  static String script() {
    StringBuilder cases = new StringBuilder();
    for (Completions.Group group : Completions.groups()) {
      cases.append("    %s)\n".formatted(String.join(" | ", group.commandWords())));
      cases.append("      case $previous in\n");
      values(cases, group);
      cases.append("        *) words='%s' ;;\n".formatted(words(group)));
      cases.append("      esac\n      ;;\n");
    }
    return """
    # bash completion of apim-shg-rotate; made by: apim-shg-rotate completion bash
    _apim_shg_rotate() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=rotate words=
      # bash takes --flag=value for three words.
      if [[ $current == = ]]; then
        current=
      elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
      fi
      COMPREPLY=()
      if ((COMP_CWORD > 1)) && [[ ${COMP_WORDS[1]} != -* ]]; then command=${COMP_WORDS[1]}; fi
      case $command in
    %s  esac
      if ((COMP_CWORD == 1)); then words="%s $words --version"; fi
      mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    }
    complete -F _apim_shg_rotate apim-shg-rotate
    """
        .formatted(cases, String.join(" ", Command.words()));
  }

  private static void values(StringBuilder cases, Completions.Group group) {
    List<CommandOption> free = new ArrayList<>();
    List<CommandOption> files = new ArrayList<>();
    for (CommandOption option : group.options()) {
      if (!option.choices().isEmpty()) {
        cases.append(
            "        %s) words='%s' ;;\n"
                .formatted(flags(List.of(option)), String.join(" ", option.choices())));
      } else if (Completions.isFile(option)) {
        files.add(option);
      } else if (!option.isSwitch()) {
        free.add(option);
      }
    }
    if (!files.isEmpty()) {
      cases.append(
          """
                  %s)
                    compopt -o filenames 2>/dev/null
                    mapfile -t COMPREPLY < <(compgen -f -- "$current")
                    return
                    ;;
          """
              .formatted(flags(files)));
    }
    if (!free.isEmpty()) {
      cases.append("        %s) return ;;\n".formatted(flags(free)));
    }
  }

  private static String flags(List<CommandOption> options) {
    return options.stream()
        .flatMap(option -> option.flags().stream())
        .collect(Collectors.joining(" | "));
  }

  private static String words(Completions.Group group) {
    return Stream.of(
            group.words().stream(),
            group.options().stream().flatMap(option -> option.flags().stream()),
            Completions.general(group).stream().map(Completions.General::flag))
        .flatMap(each -> each)
        .collect(Collectors.joining(" "));
  }
}
