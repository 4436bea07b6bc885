package io.github.shgrotate.cli;

/// The completion of fish.
final class FishCompletion {
  private FishCompletion() {}

  static String script() {
    StringBuilder lines = new StringBuilder();
    for (Command command : Command.values()) {
      line(lines, "__apim_shg_rotate_first", "-a " + command.word(), command.purpose());
    }
    line(lines, "__apim_shg_rotate_first", "-l version", "tell the version");
    for (Completions.Group group : Completions.groups()) {
      String condition = "__apim_shg_rotate_is " + String.join(" ", group.commandWords());
      for (CommandOption option : group.options()) {
        line(lines, condition, flags(option) + value(option), option.meaning());
      }
      for (Completions.General general : Completions.general(group)) {
        line(lines, condition, "-l " + general.flag().substring(2), general.meaning());
      }
      if (!group.words().isEmpty()) {
        line(lines, condition, "-a " + quoted(String.join(" ", group.words())), "");
      }
    }
    return """
    # fish completion of apim-shg-rotate; made by: apim-shg-rotate completion fish
    function __apim_shg_rotate_first
        test (count (commandline -opc)) -eq 1
    end
    function __apim_shg_rotate_is
        set -l words (commandline -opc)
        set -l command rotate
        if test (count $words) -gt 1; and not string match -q -- '-*' $words[2]
            set command $words[2]
        end
        contains -- $command $argv
    end
    complete -c apim-shg-rotate -f
    %s\
    """
        .formatted(lines);
  }

  private static void line(StringBuilder lines, String condition, String what, String meaning) {
    lines.append("complete -c apim-shg-rotate -n %s %s".formatted(quoted(condition), what));
    lines.append(meaning.isEmpty() ? "\n" : " -d %s\n".formatted(quoted(meaning)));
  }

  private static String flags(CommandOption option) {
    StringBuilder flags = new StringBuilder();
    for (String flag : option.flags()) {
      flags.append(flags.isEmpty() ? "" : " ");
      flags.append(flag.startsWith("--") ? "-l " + flag.substring(2) : "-s " + flag.substring(1));
    }
    return flags.toString();
  }

  private static String value(CommandOption option) {
    if (option.isSwitch()) {
      return "";
    }
    if (Completions.isFile(option)) {
      return " -r -F";
    }
    return option.choices().isEmpty()
        ? " -x"
        : " -x -a " + quoted(String.join(" ", option.choices()));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
