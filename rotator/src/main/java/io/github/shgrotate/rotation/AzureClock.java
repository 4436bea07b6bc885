package io.github.shgrotate.rotation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Azure's time between two looks at Azure: what it said last, and what has passed since by the
/// local clock, which may be as wrong as it likes as long as it goes.
final class AzureClock {
  private final InstantSource local;
  private Instant told;
  private Instant toldAt;

  /// Until Azure has been asked, the local clock is all there is.
  AzureClock(InstantSource local) {
    this.local = local;
    this.told = local.instant();
    this.toldAt = told;
  }

  void told(GatewayFacts gateway) {
    told = gateway.azureTime();
    toldAt = local.instant();
  }

  Instant now() {
    return told.plus(Duration.between(toldAt, local.instant()));
  }
}
