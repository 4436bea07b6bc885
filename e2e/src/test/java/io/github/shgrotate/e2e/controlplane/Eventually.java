package io.github.shgrotate.e2e.controlplane;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what comes by itself. How long it takes is no part of any test: the limit is there
/// only so that a run ends.
public final class Eventually {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration BEFORE_NEXT_LOOK = Duration.ofMillis(20);

  private Eventually() {}

  /// Returns when it is so.
  ///
  /// @param what told when it never comes
  public static void is(String what, BooleanSupplier so) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!so.getAsBoolean()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("not there after %s: %s".formatted(LIMIT, what));
        }
        Thread.sleep(BEFORE_NEXT_LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + what, e);
    }
  }
}
