package io.github.shgrotate.azure;

import java.time.Duration;
import java.util.Optional;

/// How long a request is insisted on.
///
/// @param maxAttempts how often it is sent at most, the first time included
/// @param firstDelay the pause before the second attempt; each further one is twice as long
/// @param cap no pause is longer, except when the other side says so (`Retry-After`)
/// @param totalTime from the first attempt; no attempt begins later
public record RetryPolicy(int maxAttempts, Duration firstDelay, Duration cap, Duration totalTime) {
  public static final RetryPolicy STANDARD =
      new RetryPolicy(6, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(4));

  /// For somebody who sits and waits, and can ask again.
  public static final RetryPolicy BRIEF =
      new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30));

  // Microsoft's table for IMDS: five attempts, about 0, 2, 6, 14 and 30 s after the first.
  static final RetryPolicy MANAGED_IDENTITY =
      new RetryPolicy(5, Duration.ofSeconds(2), Duration.ofSeconds(16), Duration.ofMinutes(3));

  // While IMDS answers 410 it is being updated, which takes up to 70 s.
  private static final Duration WHILE_UPDATED = Duration.ofSeconds(18);
  private static final int GONE = 410;

  /// Decides what follows an attempt. Pure.
  ///
  /// @param attempt which attempt it was, counted from 1
  /// @param elapsed since the first attempt began
  /// @param random in [0, 1): spreads the attempts of many that failed together
  Verdict judge(Party party, int attempt, Duration elapsed, Sent sent, double random) {
    return switch (sent) {
      case Sent.Broken broken when !broken.kind().passes() -> new Verdict.Final();
      case Sent.Broken broken ->
          attempt >= party.brokenAttempts()
              ? new Verdict.GiveUp("", Optional.empty())
              : next(attempt, elapsed, broken.why(), Optional.empty(), random);
      case Answer answer ->
          party.retries(answer)
              ? next(
                  attempt,
                  elapsed,
                  "it answered " + party.described(answer),
                  asked(party, answer),
                  random)
              : new Verdict.Final();
    };
  }

  private static Optional<Duration> asked(Party party, Answer answer) {
    Optional<Duration> told = RetryAfter.of(answer);
    return told.isEmpty() && party == Party.IMDS && answer.status() == GONE
        ? Optional.of(WHILE_UPDATED)
        : told;
  }

  private Verdict next(
      int attempt, Duration elapsed, String why, Optional<Duration> asked, double random) {
    Duration left = totalTime.minus(elapsed);
    if (asked.isPresent() && asked.get().compareTo(left) > 0) {
      return new Verdict.GiveUp("it asks to be left alone for longer than that", asked);
    }
    if (attempt >= maxAttempts) {
      return new Verdict.GiveUp("", asked);
    }
    Duration pause = asked.isPresent() ? after(asked.get(), random) : backOff(attempt, random);
    // The little that was added to a Retry-After must not cost the attempt.
    Duration after = asked.isPresent() && pause.compareTo(left) > 0 ? asked.get() : pause;
    return after.compareTo(left) > 0
        ? new Verdict.GiveUp("", asked)
        : new Verdict.Again(after, why);
  }

  // Never earlier than asked: ARM refuses an early request and counts it.
  private Duration after(Duration asked, double random) {
    return asked.plusMillis((long) (firstDelay.toMillis() * random));
  }

  // Between half and the whole of the doubled delay.
  private Duration backOff(int attempt, double random) {
    double doubled = firstDelay.toMillis() * Math.pow(2, attempt - 1);
    double whole = Math.min(doubled, (double) cap.toMillis());
    return Duration.ofMillis((long) (whole / 2 + whole / 2 * random));
  }
}
