package io.github.shgrotate.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/// Says at first what another clock says, and goes on from there by a ticker that nobody sets: how
/// long a run has waited is no matter of when somebody corrects the time of day. A token's times
/// are Azure's in any case.
final class SteadyClock extends Clock {
  private final Clock first;
  private final Instant start;
  private final LongSupplier ticker;
  private final long startTick;

  private SteadyClock(Clock first, Instant start, LongSupplier ticker, long startTick) {
    this.first = first;
    this.start = start;
    this.ticker = ticker;
    this.startTick = startTick;
  }

  /// @param ticker nanoseconds since whenever, such as [System#nanoTime]
  static SteadyClock from(Clock first, LongSupplier ticker) {
    return new SteadyClock(first, first.instant(), ticker, ticker.getAsLong());
  }

  @Override
  public Instant instant() {
    return start.plus(Duration.ofNanos(ticker.getAsLong() - startTick));
  }

  @Override
  public ZoneId getZone() {
    return first.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SteadyClock(first.withZone(zone), start, ticker, startTick);
  }
}
