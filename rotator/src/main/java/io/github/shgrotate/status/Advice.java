package io.github.shgrotate.status;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The next thing to do.
///
/// @param sentence in words, without a full stop
/// @param command the command that does it, word by word; empty when there is none. Words in
///   capitals are to be filled in
public record Advice(String sentence, List<String> command) {
  private static final Pattern PLAIN = Pattern.compile("[-A-Za-z0-9_./:=@,+]+");

  public Advice {
    command = List.copyOf(command);
  }

  public static Advice of(String sentence) {
    return new Advice(sentence, List.of());
  }

  public static Advice of(String sentence, String... command) {
    return new Advice(sentence, List.of(command));
  }

  /// The command as a shell takes it.
  public String commandLine() {
    return String.join(" ", groups());
  }

  /// The same in pieces that are read as one: a flag and its value, or a word.
  public List<String> groups() {
    List<String> groups = new ArrayList<>();
    String flag = "";
    for (String word : command) {
      if (!flag.isEmpty() && !word.startsWith("-")) {
        groups.add(flag + " " + quoted(word));
        flag = "";
        continue;
      }
      if (!flag.isEmpty()) {
        groups.add(flag);
      }
      boolean takesValue = word.startsWith("-") && !word.contains("=");
      flag = takesValue ? word : "";
      if (!takesValue) {
        groups.add(quoted(word));
      }
    }
    if (!flag.isEmpty()) {
      groups.add(flag);
    }
    return groups;
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
