package io.github.shgrotate.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Does things in their order, as many at a time as there is room for, each on a virtual thread.
final class AtATime<T> {
  private final Function<T, Room.Ended> each;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Room room;
  private int underWay;
  private Optional<Throwable> mistake = Optional.empty();

  private AtATime(Room room, Function<T, Room.Ended> each) {
    this.room = room;
    this.each = each;
  }

  /// Returns when all that were begun are done.
  ///
  /// @param goesOn asked before each one; when it says no, no other is begun
  static <T> void run(
      Room room, List<T> things, BooleanSupplier goesOn, Function<T, Room.Ended> each) {
    AtATime<T> all = new AtATime<>(room, each);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (T thing : things) {
        if (!all.takesRoom() || !goesOn.getAsBoolean()) {
          break;
        }
        threads.execute(() -> all.work(thing));
      }
    }
    all.mistake.ifPresent(
        it -> {
          throw new IllegalStateException("one has ended early", it);
        });
  }

  private boolean takesRoom() {
    lock.lock();
    try {
      while (underWay >= room.now() && mistake.isEmpty()) {
        changed.await();
      }
      underWay++;
      return mistake.isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void work(T thing) {
    Room.Ended ended = Room.Ended.OTHERWISE;
    try {
      ended = each.apply(thing);
    } catch (RuntimeException | Error e) {
      noteMistake(e);
    } finally {
      lock.lock();
      try {
        underWay--;
        room = room.after(ended);
        changed.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  private void noteMistake(Throwable thrown) {
    lock.lock();
    try {
      mistake = mistake.or(() -> Optional.of(thrown));
    } finally {
      lock.unlock();
    }
  }
}
