package io.github.shgrotate.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/// Commands as a user copies them from a document, and fills them in.
record DocumentedCommands(String lines) {
  /// The whole [Instruction] of a document that has a line which begins so.
  static DocumentedCommands block(String file, String beginning) throws IOException {
    return only(
        Instruction.of(file).stream()
            .map(Instruction::text)
            .filter(text -> text.lines().anyMatch(line -> line.strip().startsWith(beginning)))
            .toList(),
        file + ": " + beginning);
  }

  /// One command, with the lines on which it goes on.
  static DocumentedCommands command(String file, String beginning) throws IOException {
    List<String> lines = Checkout.text(file).lines().map(String::strip).toList();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(beginning)) {
        int end = i;
        while (lines.get(end).endsWith("\\")) {
          end++;
        }
        found.add(String.join("\n", lines.subList(i, end + 1)));
      }
    }
    return only(found, file + ": " + beginning);
  }

  /// One that stands in a sentence; it ends before a comma, a bracket, or the end of the sentence
  /// or line.
  static DocumentedCommands quoted(String text, String beginning) {
    return only(
        text.lines()
            .filter(line -> line.contains(beginning))
            .map(line -> line.substring(line.indexOf(beginning)))
            .map(line -> line.replaceAll("(, | \\(|\\. |\\.$).*", ""))
            .toList(),
        beginning);
  }

  /// What the comment at the head of a manifest holds, without its first line.
  static DocumentedCommands headOf(String manifests) {
    return new DocumentedCommands(
        manifests
            .lines()
            .takeWhile(line -> line.startsWith("# "))
            .skip(1)
            .map(line -> line.substring(2))
            .collect(Collectors.joining("\n")));
  }

  /// With a value in the place of a word.
  DocumentedCommands with(String placeholder, String value) {
    String filled =
        lines.replaceAll("(?<![\\w$])" + placeholder + "(?!\\w)", Matcher.quoteReplacement(value));
    if (filled.equals(lines)) {
      throw new IllegalArgumentException("no " + placeholder + " in " + lines);
    }
    return new DocumentedCommands(filled);
  }

  DocumentedCommands without(Predicate<String> line) {
    return new DocumentedCommands(
        lines.lines().filter(line.negate()).collect(Collectors.joining("\n")));
  }

  private static DocumentedCommands only(List<String> found, String what) {
    if (found.size() != 1) {
      throw new IllegalArgumentException(what + " is there " + found.size() + " times");
    }
    return new DocumentedCommands(found.getFirst());
  }
}
