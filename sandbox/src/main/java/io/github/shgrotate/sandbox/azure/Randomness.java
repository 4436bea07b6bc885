package io.github.shgrotate.sandbox.azure;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;

/// Everything the sandbox invents (keys, request ids) comes from here, so a seed replays it.
final class Randomness {
  private final Random random;

  Randomness(long seed) {
    this.random = new Random(seed);
  }

  String uuid() {
    byte[] bytes = bytes(16);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    ByteBuffer both = ByteBuffer.wrap(bytes);
    return new UUID(both.getLong(), both.getLong()).toString();
  }

  /// As API Management makes its gateways' keys: 64 bytes, 88 characters of base64.
  String gatewayKey() {
    return Base64.getEncoder().encodeToString(bytes(64));
  }

  /// As Entra makes client secrets: 40 characters, of which none needs quotes in a shell.
  String clientSecret() {
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(26));
    return ("Sbx8Q~" + text.replace('-', '.')).substring(0, 40);
  }

  private synchronized byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
