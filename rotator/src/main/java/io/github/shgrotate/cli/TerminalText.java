package io.github.shgrotate.cli;

import io.github.shgrotate.status.Advice;
import java.util.List;

/// A text in lines of a terminal's width.
final class TerminalText {
  static final String INDENT = "  ";
  private static final int NARROWEST = 40;

  private final int width;
  private final boolean colours;
  private final StringBuilder text = new StringBuilder();

  TerminalText(int width, boolean colours) {
    this.width = Math.max(NARROWEST, width);
    this.colours = colours;
  }

  int width() {
    return width;
  }

  void line(String line) {
    text.append(line).append('\n');
  }

  /// A paragraph whose first line begins with that, and the others below it.
  void wrapped(String first, String paragraph) {
    wrapped(first, first.length(), paragraph);
  }

  /// The same when the beginning is coloured, so that it has more characters than places.
  void wrapped(String first, int places, String paragraph) {
    String indent = " ".repeat(places);
    List<String> lines = Printable.wrapped(Printable.of(paragraph), width - places);
    for (int i = 0; i < lines.size(); i++) {
      line((i == 0 ? first : indent) + lines.get(i));
    }
  }

  /// A command in lines that a shell takes as one.
  void command(Advice next) {
    String indent = INDENT.repeat(3);
    List<String> lines =
        Printable.wrapped(next.groups(), width - indent.length() - INDENT.length(), " \\");
    for (int i = 0; i < lines.size(); i++) {
      line(indent + (i == 0 ? "" : INDENT) + Printable.of(lines.get(i)));
    }
  }

  String bold(String words) {
    return coloured(words, "1");
  }

  String dim(String words) {
    return coloured(words, "2");
  }

  /// @param code of ECMA-48: `33`, `1;31`
  String coloured(String words, String code) {
    return colours ? "\033[" + code + "m" + words + "\033[0m" : words;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
