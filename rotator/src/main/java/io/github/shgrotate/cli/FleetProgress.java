package io.github.shgrotate.cli;

import io.github.shgrotate.cli.FleetTally.Outcome;
import io.github.shgrotate.rotation.Pause;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/// Shows how far a run over many gateways is: on a terminal in a line that is rewritten, else in a
/// new line every ten seconds, as long as something changes.
final class FleetProgress implements AutoCloseable {
  private static final Duration REWRITTEN = Duration.ofMillis(250);
  private static final Duration NEW_LINE = Duration.ofSeconds(10);

  private final FleetTally tally;
  private final FleetConsole console;
  private final IntSupplier heldBackByAzure;
  private final AtomicInteger secretsRead = new AtomicInteger();
  private final AtomicInteger atWork = new AtomicInteger();
  private final Thread thread;
  private volatile boolean isRotating;

  private FleetProgress(
      FleetTally tally, FleetConsole console, Pause pause, IntSupplier heldBackByAzure) {
    this.tally = tally;
    this.console = console;
    this.heldBackByAzure = heldBackByAzure;
    this.thread = Thread.ofVirtual().name("progress").unstarted(() -> show(pause));
  }

  static FleetProgress begin(
      FleetTally tally, FleetConsole console, Pause pause, IntSupplier heldBackByAzure) {
    FleetProgress progress = new FleetProgress(tally, console, pause, heldBackByAzure);
    progress.thread.start();
    return progress;
  }

  void secretRead() {
    secretsRead.incrementAndGet();
  }

  /// The Secrets have been read.
  void rotating() {
    isRotating = true;
  }

  /// Counts a gateway as being worked on.
  void during(Runnable work) {
    atWork.incrementAndGet();
    try {
      work.run();
    } finally {
      atWork.decrementAndGet();
    }
  }

  private void show(Pause pause) {
    String before = sentence();
    while (!Thread.currentThread().isInterrupted()) {
      if (console.rewrites()) {
        console.last(sentence());
        pause.pause(REWRITTEN);
        continue;
      }
      pause.pause(NEW_LINE);
      String now = sentence();
      if (!Thread.currentThread().isInterrupted() && !now.equals(before)) {
        console.words("progress " + now);
        before = now;
      }
    }
  }

  /// How far it is, in one line.
  String sentence() {
    if (!isRotating) {
      return "reading Secrets: %d of %d".formatted(secretsRead.get(), tally.total());
    }
    int failed = tally.count(Outcome.FAILED);
    return "%d of %d done%s, %d at work%s"
        .formatted(
            tally.done(),
            tally.total(),
            failed == 0 ? "" : ", %d failed".formatted(failed),
            atWork.get(),
            heldBackByAzure.getAsInt() == 0 ? "" : ", waiting until Azure takes more");
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    console.last("");
  }
}
