package io.github.shgrotate.sandbox.azure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/// A client secret. Not a record: a record would print it.
final class ClientSecret {
  private final String keyId;
  private final String name;
  private final byte[] value;
  private final Instant expires;

  ClientSecret(String keyId, String name, String value, Instant expires) {
    this.keyId = keyId;
    this.name = name;
    this.value = value.getBytes(StandardCharsets.UTF_8);
    this.expires = expires;
  }

  /// What it is called by, being secret itself.
  String keyId() {
    return keyId;
  }

  /// As whoever made it called it; may be empty.
  String name() {
    return name;
  }

  Instant expires() {
    return expires;
  }

  boolean is(String offered) {
    return MessageDigest.isEqual(value, offered.getBytes(StandardCharsets.UTF_8));
  }

  boolean expiredAt(Instant now) {
    return !now.isBefore(expires);
  }

  @Override
  public String toString() {
    return "ClientSecret[redacted, until " + expires + "]";
  }
}
