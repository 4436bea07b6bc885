package io.github.shgrotate.sandbox.kubelet;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A container that was started.
public interface RunningContainer {
  /// Completes with the exit code when it ends, by itself or because it was told to.
  CompletableFuture<Integer> exited();

  /// Tells it what its readiness probe says; only a ready one gets requests.
  void readinessChanged(boolean ready);

  /// SIGTERM: it finishes what it does and ends; killed when the grace is over.
  void stop(Duration grace);

  /// SIGKILL.
  void kill();

  /// What it has written so far.
  String log();
}
