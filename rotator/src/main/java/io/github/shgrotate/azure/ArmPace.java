package io.github.shgrotate.azure;

import io.github.shgrotate.rotation.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Holds this process's requests back to what ARM takes, so that ARM need not refuse any: its
/// limits are per subscription, principal and kind of request (Microsoft's page "Understand how
/// Azure Resource Manager throttles requests"), and a process is one principal.
final class ArmPace {
  /// What ARM counts apart. A POST is a write, also one that only makes a token.
  enum Kind {
    READS(250, 25),
    WRITES(200, 10);

    private final int size;
    private final double perSecond;

    Kind(int size, double perSecond) {
      this.size = size;
      this.perSecond = perSecond;
    }

    RequestBucket.Limit limit() {
      return new RequestBucket.Limit(size, perSecond);
    }

    static Kind of(ArmOperation operation) {
      return operation.method().equals("GET") ? READS : WRITES;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Key(String subscription, Kind kind) {}

  // ARM names a time with every refusal; the published refill makes a second a good guess.
  private static final Duration WHEN_NOT_TOLD = Duration.ofSeconds(1);
  // Whoever is sent away for longer gives up, and so shall all others, instead of waiting.
  private static final Duration LONGEST_HOLD = RetryPolicy.STANDARD.totalTime();
  private static final String REMAINING = "x-ms-ratelimit-remaining-subscription-";

  private final Clock clock;
  private final Pause pause;
  private final Map<Key, RequestBucket> buckets = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();

  ArmPace(Clock clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /// How many requests are held back now.
  int waiting() {
    return waiting.get();
  }

  /// Sends when it is time.
  Sent send(String subscription, ArmOperation operation, Supplier<Sent> send) {
    Key key = new Key(subscription.toLowerCase(Locale.ROOT), Kind.of(operation));
    await(key, reserve(key));
    Sent sent = null;
    try {
      sent = send.get();
      return sent;
    } finally {
      keepBooks(key, sent);
    }
  }

  private Duration reserve(Key key) {
    Duration[] after = {Duration.ZERO};
    buckets.compute(
        key,
        (_, bucket) -> {
          RequestBucket.Reserved reserved = at(key, bucket).reserve(clock.instant());
          after[0] = reserved.after();
          return reserved.bucket();
        });
    return after[0];
  }

  private void await(Key key, Duration first) {
    if (!first.isPositive()) {
      return;
    }
    waiting.incrementAndGet();
    try {
      // Another request may be refused meanwhile: then this one waits, too.
      for (Duration after = first; after.isPositive() && !interrupted(); after = held(key)) {
        pause.pause(after);
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  private Duration held(Key key) {
    RequestBucket bucket = buckets.get(key);
    return bucket == null ? Duration.ZERO : bucket.held(clock.instant());
  }

  private void keepBooks(Key key, @Nullable Sent sent) {
    Instant now = clock.instant();
    buckets.compute(
        key,
        (_, bucket) -> {
          RequestBucket answered = at(key, bucket).answered(now);
          return sent instanceof Answer answer ? told(answered, key, answer, now) : answered;
        });
  }

  private static RequestBucket told(RequestBucket bucket, Key key, Answer answer, Instant now) {
    if (answer.status() == 429) {
      Duration wait = RetryAfter.of(answer).orElse(WHEN_NOT_TOLD);
      return bucket.refused(now, wait.compareTo(LONGEST_HOLD) > 0 ? Duration.ZERO : wait);
    }
    RequestBucket told = bucket;
    // Its own bucket, and the one that all principals share.
    for (String header : new String[] {key.kind().word(), "global-" + key.kind().word()}) {
      String remaining = answer.header(REMAINING + header).orElse("");
      if (remaining.matches("\\d{1,6}")) {
        told = told.told(Integer.parseInt(remaining));
      }
    }
    return told;
  }

  private RequestBucket at(Key key, @Nullable RequestBucket bucket) {
    return bucket == null ? RequestBucket.full(key.kind().limit(), clock.instant()) : bucket;
  }

  private static boolean interrupted() {
    return Thread.currentThread().isInterrupted();
  }
}
