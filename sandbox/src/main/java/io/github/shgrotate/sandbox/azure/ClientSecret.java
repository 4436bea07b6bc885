package io.github.shgrotate.sandbox.azure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/// A client secret. Not a record: a record would print it.
final class ClientSecret {
  private final byte[] value;
  private final Instant expires;

  ClientSecret(String value, Instant expires) {
    this.value = value.getBytes(StandardCharsets.UTF_8);
    this.expires = expires;
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
