package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Failure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Counts what came of the gateways of a file.
final class FleetTally {
  private static final int MOST_NAMED = 20;
  private static final int MOST_TOLD = 100;

  private final int total;
  private int begun;
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final Set<ExitCode> failures = EnumSet.noneOf(ExitCode.class);
  private final List<String> failed = new ArrayList<>();
  private final Set<Integer> rollingOut = new HashSet<>();
  private final Map<Failure, String> told = new HashMap<>();

  FleetTally(int total) {
    this.total = total;
  }

  /// What has come of them so far, as of one moment.
  ///
  /// @param of how many came to what
  /// @param begun of which not all need be over
  /// @param failed some of those that failed, by their paths
  record Counts(int total, Map<Outcome, Integer> of, int begun, List<String> failed) {
    Counts {
      of = Map.copyOf(of);
      failed = List.copyOf(failed);
    }

    int of(Outcome outcome) {
      return of.getOrDefault(outcome, 0);
    }

    int done() {
      return of.values().stream().mapToInt(Integer::intValue).sum();
    }

    int underWay() {
      return begun - done();
    }

    int notBegun() {
      return total - begun;
    }

    /// All of it in one sentence, without its full stop.
    String summary() {
      List<String> parts = new ArrayList<>();
      for (Outcome outcome : Outcome.values()) {
        if (of(outcome) > 0) {
          parts.add("%d %s".formatted(of(outcome), outcome.words()));
        }
      }
      if (underWay() > 0) {
        parts.add(underWay() + " under way");
      }
      if (notBegun() > 0) {
        parts.add(notBegun() + " not begun");
      }
      int unnamed = of(Outcome.FAILED) - failed.size();
      String names =
          String.join(", ", failed) + (unnamed == 0 ? "" : " and %d more".formatted(unnamed));
      return "%d %s: %s%s"
          .formatted(
              total,
              total == 1 ? "gateway" : "gateways",
              String.join(", ", parts),
              failed.isEmpty() ? "" : " (" + names + ")");
    }
  }

  /// Why some are left out that nobody has begun.
  static String whyNotAll(Counts counts, Failure failure) {
    return "%d not begun, as they would have met the same [%s]; %s"
        .formatted(counts.notBegun(), failure.reason().code(), failure.next());
  }

  /// One is being worked on from now on.
  synchronized void begins() {
    begun++;
  }

  synchronized Counts counts() {
    return new Counts(total, counts, begun, failed);
  }

  /// One is over.
  synchronized void add(Wanted one, Outcome outcome, ExitCode code) {
    counts.merge(outcome, 1, Integer::sum);
    rollingOut.remove(one.document());
    if (outcome == Outcome.FAILED) {
      failures.add(code);
      if (failed.size() < MOST_NAMED) {
        failed.add(one.path());
      }
    }
  }

  /// One waits until its pods are replaced.
  synchronized void rollsOut(Wanted one) {
    rollingOut.add(one.document());
  }

  synchronized int rollingOut() {
    return rollingOut.size();
  }

  /// The path of the first one that has failed in exactly this way, when that was another one.
  synchronized Optional<String> firstWith(Wanted one, Failure failure) {
    Failure its =
        new Failure(
            failure.reason(), failure.what(), failure.where(), failure.why(), failure.next());
    if (told.size() >= MOST_TOLD && !told.containsKey(its)) {
      return Optional.empty();
    }
    return Optional.ofNullable(told.putIfAbsent(its, one.path()));
  }

  int total() {
    return total;
  }

  /// The exit code of them all: when every gateway has failed in the same way, that way's.
  synchronized ExitCode exitCode() {
    Counts now = counts();
    int failures = now.of(Outcome.FAILED);
    int notDone = total - now.done();
    if (failures + notDone == 0) {
      return ExitCode.NOTHING_OWED;
    }
    return failures + notDone == total && this.failures.size() == 1
        ? this.failures.iterator().next()
        : ExitCode.SOME_FAILED;
  }
}
