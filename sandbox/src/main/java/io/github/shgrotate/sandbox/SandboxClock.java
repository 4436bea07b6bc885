package io.github.shgrotate.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The sandbox's time: the machine's, moved by an offset. Every server and simulated gateway of one
/// sandbox reads this one, so moving it ages tokens, certificates and sign-ins alike.
public final class SandboxClock extends Clock {
  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
  private final List<Alarms> alarms = new CopyOnWriteArrayList<>();

  /// Moves the clock forward, or back when negative.
  public void advance(Duration by) {
    offset.updateAndGet(present -> present.plus(by));
    alarms.forEach(Alarms::wake);
  }

  /// How far this clock is ahead of the machine's; negative when behind.
  public Duration offset() {
    return offset.get();
  }

  /// Things to do at moments of this clock; a moved clock makes them due at once.
  public Alarms alarms(String threadName) {
    Alarms added = new Alarms(this);
    alarms.add(added);
    added.thread.setName(threadName);
    added.thread.start();
    return added;
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

  /// Runs each task once, at or soon after its moment, on a virtual thread of its own.
  public static final class Alarms implements AutoCloseable {
    private record Alarm(Instant at, Runnable task) {}

    private final SandboxClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Alarm> waiting =
        new PriorityQueue<>(Comparator.comparing(Alarm::at));
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);
    private boolean closed;

    private Alarms(SandboxClock clock) {
      this.clock = clock;
    }

    /// Does the task at that moment of the clock; at once when it has passed.
    public void at(Instant moment, Runnable task) {
      lock.lock();
      try {
        waiting.add(new Alarm(moment, task));
        changed.signal();
      } finally {
        lock.unlock();
      }
    }

    private void wake() {
      lock.lock();
      try {
        changed.signal();
      } finally {
        lock.unlock();
      }
    }

    private void run() {
      try {
        while (true) {
          List<Alarm> due = nextDue();
          if (due.isEmpty()) {
            return;
          }
          due.forEach(alarm -> Thread.ofVirtual().name("alarm").start(alarm.task()));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /// The alarms that are due now, waited for; none when closed.
    private List<Alarm> nextDue() throws InterruptedException {
      lock.lock();
      try {
        List<Alarm> due = new ArrayList<>();
        while (!closed) {
          Instant now = clock.instant();
          while (!waiting.isEmpty() && !waiting.element().at().isAfter(now)) {
            due.add(waiting.remove());
          }
          if (!due.isEmpty()) {
            return due;
          }
          if (waiting.isEmpty()) {
            changed.await();
          } else {
            // A millisecond more, so that rounding never wakes it just before the moment.
            long wait = Duration.between(now, waiting.element().at()).toMillis() + 1;
            changed.await(wait, TimeUnit.MILLISECONDS);
          }
        }
        return List.of();
      } finally {
        lock.unlock();
      }
    }

    /// Forgets what is not due yet.
    @Override
    public void close() {
      clock.alarms.remove(this);
      lock.lock();
      try {
        closed = true;
        waiting.clear();
        changed.signal();
      } finally {
        lock.unlock();
      }
    }
  }
}
