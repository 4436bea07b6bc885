package io.github.shgrotate.manifests;

import java.util.regex.Pattern;

/// A text as one word of a command line of bash, which also a comment can hold: no line ends in it.
final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[-A-Za-z0-9_./:=@,+]+");

  private ShellWord() {}

  static String of(String text) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    return text.codePoints().allMatch(YamlScalar::isPlain)
        ? "'" + text.replace("'", "'\\''") + "'"
        : escaped(text);
  }

  private static String escaped(String text) {
    StringBuilder word = new StringBuilder("$'");
    text.codePoints()
        .forEach(
            each -> {
              if (each == '\'' || each == '\\') {
                word.append('\\').appendCodePoint(each);
              } else if (YamlScalar.isPlain(each)) {
                word.appendCodePoint(each);
              } else {
                word.append("\\U%08X".formatted(each));
              }
            });
    return word.append('\'').toString();
  }
}
