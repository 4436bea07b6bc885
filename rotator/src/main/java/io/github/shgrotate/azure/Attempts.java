package io.github.shgrotate.azure;

import io.github.shgrotate.rotation.Pause;
import io.github.shgrotate.rotation.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;

/// Sends a request as often as its policy says, and tells of every repetition.
///
/// @param random numbers in [0, 1)
/// @param notices told of each repetition, for the user to see
record Attempts(
    RetryPolicy policy, Clock clock, Pause pause, DoubleSupplier random, Consumer<String> notices) {

  /// How it ended.
  ///
  /// @param sent what came of the last attempt
  /// @param attempts how many were made
  /// @param took from the first to the last, without the time in which it was not yet its turn
  /// @param gaveUp present when another attempt might have helped
  record Ending(Sent sent, int attempts, Duration took, Optional<Verdict.GiveUp> gaveUp) {}

  /// Sends it until an answer stands or the bounds are reached.
  ///
  /// @param send sends it once; gets the number of the attempt, counted from 1
  Ending make(Party party, IntFunction<Sent> send) {
    return make(party, () -> {}, send);
  }

  /// The same, where each attempt has its turn. Waiting for that is nobody's failure, and so takes
  /// nothing from the time in which it is insisted.
  ///
  /// @param turn returns when it may be sent
  Ending make(Party party, Runnable turn, IntFunction<Sent> send) {
    Instant begun = clock.instant();
    Duration queued = Duration.ZERO;
    for (int attempt = 1; ; attempt++) {
      Instant asked = clock.instant();
      turn.run();
      queued = queued.plus(Duration.between(asked, clock.instant()));
      Sent sent = send.apply(attempt);
      Duration elapsed = Duration.between(begun, clock.instant()).minus(queued);
      switch (policy.judge(party, attempt, elapsed, sent, random.getAsDouble())) {
        case Verdict.Final _ -> {
          return new Ending(sent, attempt, elapsed, Optional.empty());
        }
        case Verdict.GiveUp gaveUp -> {
          return new Ending(sent, attempt, elapsed, Optional.of(gaveUp));
        }
        case Verdict.Again again -> {
          notices.accept(
              "%s: %s. Trying again in %s (attempt %d of %d)."
                  .formatted(
                      party.words(),
                      again.why(),
                      // Rounded up: half a second is not 0 s.
                      Words.duration(again.after().plusMillis(999)),
                      attempt + 1,
                      Math.min(policy.maxAttempts(), limit(party, sent))));
          pause.pause(again.after());
        }
      }
    }
  }

  private static int limit(Party party, Sent sent) {
    return switch (sent) {
      case Sent.Broken _ -> party.brokenAttempts();
      case Answer _ -> Integer.MAX_VALUE;
    };
  }
}
