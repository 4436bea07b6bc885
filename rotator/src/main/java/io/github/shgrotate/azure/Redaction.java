package io.github.shgrotate.azure;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Cleans texts that come from outside before people see them: no known secret, no control
/// characters, not endless.
final class Redaction {
  private static final int LONGEST = 1000;
  // Anything shorter is no secret worth the name, and hiding it would garble the text.
  private static final int SHORTEST_SECRET = 8;

  private final Queue<String> secrets = new ConcurrentLinkedQueue<>();

  /// Remembers a secret, so that nobody can send it back to us in an error message.
  void learn(String secret) {
    if (secret.length() >= SHORTEST_SECRET && !secrets.contains(secret)) {
      secrets.add(secret);
    }
  }

  String clean(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, "[secret]");
    }
    StringBuilder printable = new StringBuilder(Math.min(clean.length(), LONGEST));
    for (int i = 0; i < clean.length() && printable.length() < LONGEST; i++) {
      char each = clean.charAt(i);
      printable.append(Character.isISOControl(each) ? ' ' : each);
    }
    return printable.length() < LONGEST ? printable.toString().trim() : printable + "…";
  }
}
