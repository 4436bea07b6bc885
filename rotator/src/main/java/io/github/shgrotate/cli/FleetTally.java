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
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final Set<ExitCode> failures = EnumSet.noneOf(ExitCode.class);
  private final List<String> failed = new ArrayList<>();
  private final Set<Integer> rollingOut = new HashSet<>();
  private final Map<Failure, String> told = new HashMap<>();

  FleetTally(int total) {
    this.total = total;
  }

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

  synchronized int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  synchronized int done() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// The exit code of them all: when every gateway has failed in the same way, that way's.
  synchronized ExitCode exitCode() {
    int failures = count(Outcome.FAILED);
    int notBegun = total - done();
    if (failures + notBegun == 0) {
      return ExitCode.NOTHING_OWED;
    }
    return failures + notBegun == total && this.failures.size() == 1
        ? this.failures.iterator().next()
        : ExitCode.SOME_FAILED;
  }

  /// All of it in one sentence; who is neither done nor at work was not begun.
  ///
  /// @param atWork how many are under way and will not come to an end any more
  synchronized String summary(int atWork) {
    List<String> parts = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      if (count(outcome) > 0) {
        parts.add("%d %s".formatted(count(outcome), outcome.words()));
      }
    }
    if (atWork > 0) {
      parts.add(atWork + " under way");
    }
    int notBegun = total - done() - atWork;
    if (notBegun > 0) {
      parts.add(notBegun + " not begun");
    }
    int unnamed = count(Outcome.FAILED) - failed.size();
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
