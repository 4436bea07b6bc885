package io.github.shgrotate.status;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    return words().stream().collect(Collectors.joining(" "));
  }

  /// The words of the command, each as a shell takes it.
  public List<String> words() {
    return command.stream().map(Advice::quoted).toList();
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
