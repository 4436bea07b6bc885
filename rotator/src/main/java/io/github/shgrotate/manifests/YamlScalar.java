package io.github.shgrotate.manifests;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A text as one line of YAML, such that every reader, of YAML 1.1 or 1.2, reads that text again:
/// as it is where nobody can take it for anything else, in double quotes otherwise.
final class YamlScalar {
  /// Begins with a letter or as a path; a colon only inside.
  private static final Pattern WORD =
      Pattern.compile("[A-Za-z/][A-Za-z0-9_./@-]*(:[A-Za-z0-9_./@-]+)*");

  /// A GUID or a duration: neither is a number or a date to YAML.
  private static final Pattern HARMLESS_DIGITS =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]{1,6}[smhd]");

  private static final Set<String> TAKEN =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private YamlScalar() {}

  static String of(String text) {
    boolean isWord = WORD.matcher(text).matches() && !TAKEN.contains(text.toLowerCase(Locale.ROOT));
    return isWord || HARMLESS_DIGITS.matcher(text).matches() ? text : quoted(text);
  }

  /// In double quotes, whatever it is.
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(each -> quoted.append(escaped(each)));
    return quoted.append('"').toString();
  }

  /// Not in pairs of surrogates as in JSON: some readers of YAML refuse those.
  private static String escaped(int character) {
    if (character == '"' || character == '\\') {
      return "\\" + Character.toString(character);
    }
    if (isPlain(character)) {
      return Character.toString(character);
    }
    return character > 0xFFFF ? "\\U%08X".formatted(character) : "\\u%04X".formatted(character);
  }

  /// Whether it shows as itself: neither a break of a line, to whomever, nor invisible.
  static boolean isPlain(int character) {
    return character < 0x80
        ? character >= ' ' && character != 0x7F
        : Character.isLetterOrDigit(character);
  }
}
