package io.github.shgrotate.azure;

import io.github.shgrotate.rotation.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
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

  private record Key(String subscription, Kind kind) {
    static Key of(String subscription, ArmOperation operation) {
      return new Key(subscription.toLowerCase(Locale.ROOT), Kind.of(operation));
    }
  }

  // ARM names a time with every refusal; the published refill makes a second a good guess.
  private static final Duration WHEN_NOT_TOLD = Duration.ofSeconds(1);
  // Whoever is sent away for longer gives up, and so shall all others, instead of waiting.
  private static final Duration LONGEST_HOLD = RetryPolicy.STANDARD.totalTime();
  private static final String REMAINING = "x-ms-ratelimit-remaining-subscription-";

  private final Clock clock;
  private final Pause pause;
  private final Map<Key, RequestBucket> buckets = new ConcurrentHashMap<>();
  private final Map<Key, ReentrantLock> queues = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();

  ArmPace(Clock clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /// How many requests are held back now.
  int waiting() {
    return waiting.get();
  }

  /// The least time in which so many tokens can be asked for.
  Duration leastTime(int tokens) {
    List<RequestBucket> writes =
        buckets.entrySet().stream()
            .filter(entry -> entry.getKey().kind() == Kind.WRITES)
            .map(Map.Entry::getValue)
            .toList();
    Instant now = clock.instant();
    return writes.isEmpty()
        ? RequestBucket.full(Kind.WRITES.limit(), now).leastTime(tokens, now)
        // Which subscription the next ones are of is not known here: of each the same part.
        : writes.stream()
            .map(bucket -> bucket.leastTime(tokens / writes.size(), now))
            .max(Comparator.naturalOrder())
            .get();
  }

  /// Returns when it is time to send; those who ask first go first.
  void awaitTurn(String subscription, ArmOperation operation) {
    await(Key.of(subscription, operation));
  }

  /// Sends, and takes note of what ARM says of its limits. To be called once after each turn.
  Sent send(String subscription, ArmOperation operation, Supplier<Sent> send) {
    Key key = Key.of(subscription, operation);
    Instant begun = clock.instant();
    Sent sent = null;
    try {
      sent = send.get();
      return sent;
    } finally {
      keepBooks(key, begun, sent);
    }
  }

  private void await(Key key) {
    ReentrantLock queue = queues.computeIfAbsent(key, _ -> new ReentrantLock(true));
    waiting.incrementAndGet();
    queue.lock();
    try {
      // Asked again after each pause: others may have drawn from the bucket, or been refused.
      for (Duration after = take(key); after.isPositive() && !interrupted(); after = take(key)) {
        pause.pause(after);
      }
    } finally {
      queue.unlock();
      waiting.decrementAndGet();
    }
  }

  private Duration take(Key key) {
    Duration[] after = {Duration.ZERO};
    buckets.compute(
        key,
        (_, bucket) -> {
          RequestBucket.Asked asked = at(key, bucket).take(clock.instant());
          after[0] = asked.after();
          return asked.bucket();
        });
    return after[0];
  }

  private void keepBooks(Key key, Instant begun, @Nullable Sent sent) {
    Instant now = clock.instant();
    buckets.compute(
        key,
        (_, bucket) -> {
          RequestBucket answered = at(key, bucket).answered(now);
          return sent instanceof Answer answer ? told(answered, key, answer, begun, now) : answered;
        });
  }

  private static RequestBucket told(
      RequestBucket bucket, Key key, Answer answer, Instant begun, Instant now) {
    if (answer.status() == 429) {
      Duration wait = RetryAfter.of(answer).orElse(WHEN_NOT_TOLD);
      return bucket.refused(now, wait.compareTo(LONGEST_HOLD) > 0 ? Duration.ZERO : wait);
    }
    RequestBucket told = bucket;
    // Its own bucket, and the one that all principals share.
    for (String header : new String[] {key.kind().word(), "global-" + key.kind().word()}) {
      String remaining = answer.header(REMAINING + header).orElse("");
      if (remaining.matches("\\d{1,6}")) {
        told = told.told(Integer.parseInt(remaining), Duration.between(begun, now));
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
