package io.github.shgrotate.simulation.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// Time that passes only when somebody waits; what is due meanwhile happens in order.
public final class Timeline {
  private record Due(Instant at, long order, Runnable what) {}

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private Instant now;
  private long order;

  public Timeline(Instant start) {
    now = start;
  }

  public Instant now() {
    return now;
  }

  /// Has something happen then; at once when that is past.
  public void at(Instant when, Runnable what) {
    due.add(new Due(when.isBefore(now) ? now : when, order++, what));
  }

  public void in(Duration duration, Runnable what) {
    at(now.plus(duration), what);
  }

  public void pass(Duration duration) {
    passUntil(now.plus(duration));
  }

  public void passUntil(Instant end) {
    passUntil(() -> false, end);
  }

  /// Lets time pass until the condition holds, or that moment has come.
  public void passUntil(BooleanSupplier condition, Instant end) {
    while (!condition.getAsBoolean()) {
      Due next = due.peek();
      if (next == null || next.at().isAfter(end)) {
        now = end.isAfter(now) ? end : now;
        return;
      }
      due.remove();
      now = next.at();
      next.what().run();
    }
  }
}
