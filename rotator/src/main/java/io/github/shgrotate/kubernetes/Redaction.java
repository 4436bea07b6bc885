package io.github.shgrotate.kubernetes;

import java.util.regex.Pattern;

/// Makes a foreign text fit to be shown.
final class Redaction {
  private static final int LONGEST = 300;
  private static final Pattern TOKEN =
      Pattern.compile("(GatewayKey\\s+\\S+)|([^\\s\"'&]+&\\d{12}&[A-Za-z0-9+/=]+)");

  private Redaction() {}

  /// On one line, not too long, and without anything that looks like a gateway token.
  static String shown(String text) {
    String line = TOKEN.matcher(text).replaceAll("(a token)").replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
