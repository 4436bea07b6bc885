package io.github.shgrotate.kubernetes;

import java.time.Duration;
import java.util.Optional;

/// How long a request is insisted on.
///
/// @param attempts how often it is sent at most
/// @param budget the longest that all pauses together may take
record Patience(int attempts, Duration budget) {
  /// For what the rotation needs.
  static final Patience NEEDED = new Patience(5, Duration.ofMinutes(1));

  /// For what is good to have.
  static final Patience BRIEF = new Patience(2, Duration.ofSeconds(5));

  private static final Duration FIRST = Duration.ofMillis(500);

  /// The pause before the next attempt; empty to give up.
  ///
  /// @param attempt which attempt has failed, counted from 1
  /// @param paused how long all pauses took so far
  /// @param asked what `Retry-After` says
  /// @param random in [0, 1): spreads the attempts of many that failed together
  Optional<Duration> next(int attempt, Duration paused, Optional<Duration> asked, double random) {
    if (attempt >= attempts) {
      return Optional.empty();
    }
    long doubled = FIRST.toMillis() << (attempt - 1);
    Duration backOff = Duration.ofMillis((long) (doubled * (0.5 + random / 2)));
    Duration pause = asked.filter(least -> least.compareTo(backOff) > 0).orElse(backOff);
    return paused.plus(pause).compareTo(budget) > 0 ? Optional.empty() : Optional.of(pause);
  }
}
