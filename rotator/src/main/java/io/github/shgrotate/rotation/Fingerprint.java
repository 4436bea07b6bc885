package io.github.shgrotate.rotation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names a token without telling it: the first 12 hex digits of the SHA-256 of the token (without
/// the word `GatewayKey`). This is the `token-id` on the Secret and on pod templates.
///
/// @param hex 12 lower-case hex digits
public record Fingerprint(String hex) {
  private static final int HEX_DIGITS = 12;

  static Fingerprint ofToken(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return new Fingerprint(HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
