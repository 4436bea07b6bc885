package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Pause;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// Shows how far a run over many gateways is: on a terminal in a line that is rewritten, else in a
/// new line every ten seconds, as long as something changes.
final class FleetProgress implements AutoCloseable {
  private static final Duration REWRITTEN = Duration.ofMillis(250);
  private static final Duration NEW_LINE = Duration.ofSeconds(10);

  private final FleetTally tally;
  private final FleetConsole console;
  private final AzureLimits azure;
  private final Clock clock;
  private final FleetPace pace = new FleetPace();
  private final AtomicInteger secretsRead = new AtomicInteger();
  private final Thread thread;
  private volatile boolean isRotating;

  /// What Azure's limits mean for this run.
  interface AzureLimits {
    /// How many requests are held back now.
    int heldBack();

    /// The least time in which so many more tokens are made.
    Duration leastTime(int tokens);
  }

  FleetProgress(
      FleetTally tally, FleetConsole console, AzureLimits azure, Clock clock, Pause pause) {
    this.tally = tally;
    this.console = console;
    this.azure = azure;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("progress").unstarted(() -> show(pause));
  }

  /// Shows it from now on.
  FleetProgress begin() {
    thread.start();
    return this;
  }

  void secretRead() {
    secretsRead.incrementAndGet();
  }

  /// The Secrets have been read.
  void rotating() {
    isRotating = true;
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
        console.log().progress(now);
        before = now;
      }
    }
  }

  /// How far it is, in one line that fits 79 columns.
  String sentence() {
    if (!isRotating) {
      return "reading Secrets: %d of %d".formatted(secretsRead.get(), tally.total());
    }
    FleetTally.Counts counts = tally.counts();
    int done = counts.done();
    pace.at(clock.instant(), done);
    List<String> parts = new ArrayList<>();
    int failed = counts.of(Outcome.FAILED);
    parts.add(
        "%d of %d done%s"
            .formatted(done, tally.total(), failed == 0 ? "" : ", %d failed".formatted(failed)));
    parts.add(waitedFor(counts));
    pace.perSecond()
        .ifPresent(
            perSecond ->
                parts.add(
                    String.format(Locale.ROOT, "%.1f/s, %s", perSecond, left(counts, perSecond))));
    return String.join("; ", parts);
  }

  /// What those at work wait for; the others are at their requests, which take moments.
  private String waitedFor(FleetTally.Counts counts) {
    int rollingOut = tally.rollingOut();
    int heldBack = azure.heldBack();
    List<String> parts = new ArrayList<>();
    if (rollingOut > 0) {
      parts.add(rollingOut + " rolling out");
    }
    if (heldBack > 0) {
      parts.add(heldBack + " await Azure");
    }
    return parts.isEmpty() ? counts.underWay() + " at work" : String.join(", ", parts);
  }

  private String left(FleetTally.Counts counts, double perSecond) {
    int more = counts.total() - counts.done();
    // Of those to come as many need a token as of those that were.
    int tokens = (int) ((long) more * counts.of(Outcome.ROTATED) / Math.max(1, counts.done()));
    Duration left = FleetPace.left(more, perSecond, azure.leastTime(tokens));
    return left.toSeconds() < 100
        ? left.toSeconds() + " s left"
        : "%d min left".formatted(left.plusSeconds(30).toMinutes());
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
