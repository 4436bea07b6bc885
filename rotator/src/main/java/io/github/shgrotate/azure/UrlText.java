package io.github.shgrotate.azure;

import java.nio.charset.StandardCharsets;

/// Text as part of a URL.
final class UrlText {
  private static final String UNRESERVED = "-._~";

  private UrlText() {}

  /// Encodes everything but letters, digits and `-._~` (RFC 3986): good for a path segment and for
  /// a query's value alike.
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (each & 0xff);
      boolean plain =
          (letter >= 'a' && letter <= 'z')
              || (letter >= 'A' && letter <= 'Z')
              || (letter >= '0' && letter <= '9')
              || UNRESERVED.indexOf(letter) >= 0;
      if (plain) {
        encoded.append(letter);
      } else {
        encoded.append('%').append("%02X".formatted((int) letter));
      }
    }
    return encoded.toString();
  }
}
