package io.github.shgrotate.simulation;

import java.time.Duration;

/// How often the adapters send a request that may be sent again.
public enum Patience {
  /// As the product's adapters do.
  INSISTING(5),
  /// Not at all: the core sees every fault.
  NONE(1);

  private final int attempts;

  Patience(int attempts) {
    this.attempts = attempts;
  }

  boolean allows(int attempt) {
    return attempt < attempts;
  }

  Duration before(int attempt) {
    return Duration.ofMillis(500L << (attempt - 1));
  }
}
