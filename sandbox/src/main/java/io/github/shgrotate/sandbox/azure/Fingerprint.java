package io.github.shgrotate.sandbox.azure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A name for a token that does not tell the token: the first 12 hex digits of its SHA-256.
public final class Fingerprint {
  private static final String WORD = "GatewayKey ";

  private Fingerprint() {}

  /// The fingerprint of a gateway token, with or without the word `GatewayKey` in front.
  public static String of(String token) {
    String bare = token.startsWith(WORD) ? token.substring(WORD.length()) : token;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(bare.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
