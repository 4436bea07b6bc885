package io.github.shgrotate.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// How fast a run over many gateways comes on, from how many were done when.
final class FleetPace {
  private static final Duration LOOKS_BACK = Duration.ofSeconds(20);
  private static final Duration NOTHING_KNOWN_BEFORE = Duration.ofSeconds(2);

  private final Deque<Seen> seen = new ArrayDeque<>();

  private record Seen(Instant at, int done) {}

  /// Notes how many are done.
  void at(Instant now, int done) {
    seen.addLast(new Seen(now, done));
    while (Duration.between(seen.getFirst().at(), now).compareTo(LOOKS_BACK) > 0) {
      seen.removeFirst();
    }
  }

  /// How many are done a second; empty while nobody can know.
  Optional<Double> perSecond() {
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    Duration time = Duration.between(seen.getFirst().at(), seen.getLast().at());
    int done = seen.getLast().done() - seen.getFirst().done();
    return time.compareTo(NOTHING_KNOWN_BEFORE) < 0 || done <= 0
        ? Optional.empty()
        : Optional.of(done * 1000.0 / time.toMillis());
  }

  /// How long so many more take: as they have come, but no less than Azure needs for them.
  static Duration left(int more, double perSecond, Duration leastByAzure) {
    Duration asBefore = Duration.ofMillis((long) (more * 1000 / perSecond));
    return asBefore.compareTo(leastByAzure) > 0 ? asBefore : leastByAzure;
  }
}
