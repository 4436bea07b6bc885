package io.github.shgrotate.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a document tells a reader to type into a shell: one of its indented blocks.
///
/// @param document its path in the repository
/// @param line where the block begins
/// @param text without the indentation
public record Instruction(String document, int line, String text) {
  private static final String PROGRAMS =
      "apim-shg-rotate|az|docker|helm|kubectl|mvn|printf|promtool|read";

  private static final Pattern COMMAND =
      Pattern.compile(
          "(?:(?:\\./|bin/|e2e/)\\S+|" + PROGRAMS + ")\\b.*|[A-Z_]+=\\$\\(.*|\\{ .*",
          Pattern.DOTALL);

  /// `COMMAND [OPTIONS]` tells of a form, and is nothing to be typed.
  private static final Pattern FORM =
      Pattern.compile(".* (?:\\[[-A-Z][^\\]]*]|OPTIONS)(?: .*)?", Pattern.DOTALL);

  private static final int INDENTED = 4;

  /// All of a document, in order.
  public static List<Instruction> of(String document) throws IOException {
    List<String> lines = Checkout.text(document).lines().toList();
    List<Instruction> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!isIndented(lines.get(i)) || (i > 0 && !lines.get(i - 1).isBlank())) {
        continue;
      }
      int begin = i;
      while (i + 1 < lines.size() && isIndented(lines.get(i + 1))) {
        i++;
      }
      String text = String.join("\n", lines.subList(begin, i + 1)).stripIndent();
      if (COMMAND.matcher(text).matches() && !FORM.matcher(text).matches()) {
        found.add(new Instruction(document, begin + 1, text));
      }
    }
    return found;
  }

  private static boolean isIndented(String line) {
    return !line.isBlank() && line.indent(-INDENTED).length() == line.length() - INDENTED + 1;
  }

  @Override
  public String toString() {
    return "%s:%d: %s".formatted(document, line, text);
  }
}
