package io.github.shgrotate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Makes a text fit for a terminal. A gateway's name comes out of a Secret, and could tell the
/// terminal to do something.
final class Printable {
  /// For a class of characters: what controls a terminal, or cannot be seen. Not `\\p{Cntrl}`,
  /// which means ASCII's alone.
  static final String UNPRINTABLE = "\\p{Cc}\\p{Cf}";

  private Printable() {}

  static String of(String text) {
    return text.replaceAll("[" + UNPRINTABLE + "]", "\uFFFD");
  }

  /// With a capital at its beginning.
  static String sentenceCase(String text) {
    int first = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
    return text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
  }

  /// Words in lines of at most that width; a word that is longer has a line of its own.
  static List<String> wrapped(List<String> words, int width, String end) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      if (!line.isEmpty() && line.length() + 1 + word.length() + end.length() > width) {
        lines.add(line + end);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  static List<String> wrapped(String text, int width) {
    return wrapped(List.of(text.split(" ", -1)), width, "");
  }
}
