package io.github.shgrotate.kubernetes;

import java.util.regex.Pattern;

/// Makes a foreign text fit to be shown.
final class Redaction {
  private static final int LONGEST = 300;

  /// The sign between the parts of a token, also as JSON and addresses may write it.
  private static final String AND = "(?:&(?:amp;)?|\\\\u0026|%26)";

  /// A character of a signature, in the same ways of writing.
  private static final String BASE64 =
      "(?:[A-Za-z0-9+/=]|\\\\u00(?:2[BbFf]|3[Dd])|%(?:2[BbFf]|3[Dd]))";

  /// A signature without its head is 88 characters long; an image's digest is no secret.
  private static final String SIGNATURE =
      "(?<![A-Za-z0-9+/=])(?!\\p{XDigit}{64}(?![A-Za-z0-9+/=]))" + BASE64 + "{60,}+";

  private static final Pattern TOKEN =
      Pattern.compile(
          "GatewayKey(?:\\s|%20|\\+)+[^\\s\"']+"
              + "|[^\\s\"'&]{1,100}"
              + AND
              + "\\d{12}"
              + AND
              + BASE64
              + "++|"
              + SIGNATURE);

  private Redaction() {}

  /// On one line, and without anything that looks like a gateway token. To be done before a text is
  /// cut: half a token does not look like one.
  static String redacted(String text) {
    return TOKEN.matcher(text).replaceAll("(a token)").replaceAll("\\s+", " ").strip();
  }

  /// That, and not too long.
  static String shown(String text) {
    return shown(text, LONGEST);
  }

  /// That, and cut after so many characters.
  static String shown(String text, int longest) {
    String line = redacted(text);
    return line.length() <= longest ? line : line.substring(0, longest) + "…";
  }
}
