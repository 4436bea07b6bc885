package io.github.shgrotate.sandbox.kubelet;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A container that does nothing until it is told to end: sidecars and whatever no runtime claims.
final class IdleContainer implements RunningContainer {
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  @Override
  public CompletableFuture<Integer> exited() {
    return exit;
  }

  @Override
  public void readinessChanged(boolean ready) {}

  @Override
  public void stop(Duration grace) {
    exit.complete(0);
  }

  @Override
  public void kill() {
    exit.complete(137);
  }

  @Override
  public String log() {
    return "";
  }
}
