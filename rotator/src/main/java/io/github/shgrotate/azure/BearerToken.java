package io.github.shgrotate.azure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What ARM is shown. A class and not a record, so that nothing prints it.
final class BearerToken {
  // Enough for a request. Should it end while that is repeated, ARM says so, and a new one is got.
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private final String value;
  private final Instant expiresAt;

  private BearerToken(String value, Instant expiresAt) {
    this.value = value;
    this.expiresAt = expiresAt;
  }

  /// Takes over what a sign-in answered.
  ///
  /// @param expiresAt by this machine's clock
  /// @return empty when that text cannot stand in a header
  static Optional<BearerToken> of(String value, Instant expiresAt) {
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      if (each <= ' ' || each > '~') {
        return Optional.empty();
      }
    }
    return value.isEmpty() ? Optional.empty() : Optional.of(new BearerToken(value, expiresAt));
  }

  /// Whether it is good for some time yet.
  boolean goodAt(Instant now) {
    return now.isBefore(expiresAt.minus(MARGIN));
  }

  /// The header `Authorization`.
  String header() {
    return "Bearer " + value;
  }

  String value() {
    return value;
  }

  /// Tells the end, never the token.
  @Override
  public String toString() {
    return "BearerToken[until " + expiresAt + "]";
  }
}
