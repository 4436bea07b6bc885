package io.github.shgrotate.sandbox.azure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// A bucket of requests that fills up again with time.
final class TokenBucket {
  private final int size;
  private final double perSecond;
  private final Clock clock;
  private double left;
  private Instant filled;

  TokenBucket(int size, double perSecond, Clock clock) {
    this.size = size;
    this.perSecond = perSecond;
    this.clock = clock;
    this.left = size;
    this.filled = clock.instant();
  }

  /// Whether one is left to take now.
  synchronized boolean hasOne() {
    fill();
    return left >= 1;
  }

  synchronized void takeOne() {
    fill();
    left -= 1;
  }

  synchronized void drain() {
    fill();
    left = 0;
  }

  synchronized int left() {
    fill();
    return (int) left;
  }

  /// How long until one is there, in whole seconds.
  synchronized long secondsToNext() {
    fill();
    return perSecond <= 0 ? 3600 : Math.max(1, (long) Math.ceil((1 - left) / perSecond));
  }

  private void fill() {
    Instant now = clock.instant();
    // A clock that went back gives nothing, and takes nothing.
    double seconds = Math.max(0, Duration.between(filled, now).toNanos() / 1e9);
    left = Math.min(size, left + seconds * perSecond);
    filled = now;
  }
}
