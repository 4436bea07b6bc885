package io.github.shgrotate.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// The sandbox's time: the machine's, moved by an offset. Every server and simulated gateway of one
/// sandbox reads this one, so moving it ages tokens, certificates and sign-ins alike.
public final class SandboxClock extends Clock {
  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

  /// Moves the clock forward, or back when negative.
  public void advance(Duration by) {
    offset.updateAndGet(present -> present.plus(by));
  }

  /// How far this clock is ahead of the machine's; negative when behind.
  public Duration offset() {
    return offset.get();
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(offset.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new IllegalArgumentException("the sandbox lives in UTC");
  }
}
