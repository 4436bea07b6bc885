package io.github.shgrotate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Does things in their order, so many at a time: as many virtual threads take one after the other.
final class AtATime {
  private AtATime() {}

  /// Returns when all are done.
  static <T> void run(int number, List<T> things, Consumer<T> each) {
    Queue<T> waiting = new ConcurrentLinkedQueue<>(things);
    List<Future<?>> workers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < Math.min(number, things.size()); i++) {
        workers.add(
            threads.submit(
                () -> {
                  for (T next = waiting.poll(); next != null; next = waiting.poll()) {
                    each.accept(next);
                  }
                }));
      }
    }
    workers.forEach(AtATime::check);
  }

  private static void check(Future<?> ended) {
    try {
      ended.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker has ended early", e.getCause());
    }
  }
}
