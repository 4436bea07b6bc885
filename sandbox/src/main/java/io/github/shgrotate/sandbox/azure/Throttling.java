package io.github.shgrotate.sandbox.azure;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// ARM's throttling as published: a token bucket per subscription, principal and kind of request,
/// and one fifteen times as large for all principals of a subscription together.
///
/// Unkind: [#limit] shrinks the buckets, [#drain] empties them. Kind: [#off].
public final class Throttling {
  /// Kinds of requests, counted apart.
  public enum Kind {
    READS("read", 250, 25),
    /// Also every POST: listKeys, generateToken and regenerateKey count as writes.
    WRITES("write", 200, 10),
    DELETES("delete", 200, 10);

    private final String word;
    private final int size;
    private final double perSecond;

    Kind(String word, int size, double perSecond) {
      this.word = word;
      this.size = size;
      this.perSecond = perSecond;
    }

    Limit published() {
      return new Limit(size, perSecond);
    }

    static Kind of(String method) {
      return switch (method) {
        case "GET", "HEAD" -> READS;
        case "DELETE" -> DELETES;
        default -> WRITES;
      };
    }

    String word() {
      return word;
    }
  }

  /// A bucket's size and how much comes back a second.
  record Limit(int size, double perSecond) {}

  /// Whether a request may pass.
  sealed interface Admission {
    record Admitted(int left, int leftForAll) implements Admission {}

    record Refused(long retryAfterSeconds) implements Admission {}
  }

  private record Bucket(String subscription, String principal, Kind kind) {}

  private static final int ALL_PRINCIPALS = 15;
  private static final String EVERYBODY = "*";

  private final Clock clock;
  private final AtomicBoolean on = new AtomicBoolean(true);
  private final Map<Kind, Limit> limits = new EnumMap<>(Kind.class);
  private final Map<Bucket, TokenBucket> buckets = new ConcurrentHashMap<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final Map<Kind, AtomicInteger> admitted = new EnumMap<>(Kind.class);

  Throttling(Clock clock) {
    this.clock = clock;
    for (Kind kind : Kind.values()) {
      limits.put(kind, kind.published());
      admitted.put(kind, new AtomicInteger());
    }
  }

  /// Lets everything pass.
  public void off() {
    on.set(false);
  }

  public void on() {
    on.set(true);
  }

  /// Sets the bucket's size and refill for each principal; all buckets start full again.
  public synchronized void limit(Kind kind, int size, double perSecond) {
    limits.put(kind, new Limit(size, perSecond));
    buckets.clear();
  }

  /// Empties all buckets of a kind that are in use.
  public synchronized void drain(Kind kind) {
    buckets.forEach(
        (bucket, tokens) -> {
          if (bucket.kind() == kind) {
            tokens.drain();
          }
        });
  }

  /// How many requests were refused with 429 so far.
  public int refusals() {
    return refused.get();
  }

  /// How many requests of a kind passed so far.
  public int admissions(Kind kind) {
    return count(kind).get();
  }

  synchronized Admission admit(String subscription, String principal, Kind kind) {
    TokenBucket own = bucket(new Bucket(subscription, principal, kind), 1);
    TokenBucket everybody = bucket(new Bucket(subscription, EVERYBODY, kind), ALL_PRINCIPALS);
    if (on.get() && !(own.hasOne() && everybody.hasOne())) {
      refused.incrementAndGet();
      return new Admission.Refused(Math.max(own.secondsToNext(), everybody.secondsToNext()));
    }
    if (on.get()) {
      own.takeOne();
      everybody.takeOne();
    }
    count(kind).incrementAndGet();
    return new Admission.Admitted(own.left(), everybody.left());
  }

  private TokenBucket bucket(Bucket key, int times) {
    Limit limit = limits.getOrDefault(key.kind(), key.kind().published());
    return buckets.computeIfAbsent(
        key, _ -> new TokenBucket(limit.size() * times, limit.perSecond() * times, clock));
  }

  private AtomicInteger count(Kind kind) {
    return admitted.getOrDefault(kind, new AtomicInteger());
  }
}
