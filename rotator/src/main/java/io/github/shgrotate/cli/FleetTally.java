package io.github.shgrotate.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Counts what came of the gateways of a file.
final class FleetTally {
  /// What can come of one.
  enum Outcome {
    ROTATED("rotated"),
    FINISHED("finished"),
    NOTHING_OWED("nothing owed"),
    PLANNED("planned"),
    FAILED("failed");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private static final int MOST_NAMED = 20;

  private final int total;
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final Set<ExitCode> failures = EnumSet.noneOf(ExitCode.class);
  private final List<String> failed = new ArrayList<>();

  FleetTally(int total) {
    this.total = total;
  }

  synchronized void add(Wanted one, Outcome outcome, ExitCode code) {
    counts.merge(outcome, 1, Integer::sum);
    if (outcome == Outcome.FAILED) {
      failures.add(code);
      if (failed.size() < MOST_NAMED) {
        failed.add(one.path());
      }
    }
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
    if (done() < total) {
      return ExitCode.FAILED;
    }
    if (failures == 0) {
      return ExitCode.NOTHING_OWED;
    }
    return failures == total && this.failures.size() == 1
        ? this.failures.iterator().next()
        : ExitCode.SOME_FAILED;
  }

  /// All of it in one sentence.
  synchronized String summary() {
    List<String> parts = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      if (count(outcome) > 0) {
        parts.add("%d %s".formatted(count(outcome), outcome.words()));
      }
    }
    int unnamed = count(Outcome.FAILED) - failed.size();
    String names =
        String.join(", ", failed) + (unnamed == 0 ? "" : " and %d more".formatted(unnamed));
    return "%d %s: %s%s"
        .formatted(
            total,
            total == 1 ? "gateway" : "gateways",
            parts.isEmpty() ? "none was begun" : String.join(", ", parts),
            failed.isEmpty() ? "" : " (" + names + ")");
  }
}
