package io.github.shgrotate.azure;

import java.time.Duration;
import java.time.Instant;

/// One of ARM's token buckets as its client keeps books of it: never more tokens than ARM's own
/// bucket has, as long as nobody else draws from that, however long requests are on their way.
///
/// The trick is that a request takes room in the bucket until it is answered: while it travels, ARM
/// may still have the token that is gone here, and an ARM whose bucket is full does not refill it.
///
/// Others may draw from the same bucket, and ARM tells how many are left only by whole numbers. So
/// after a refusal half the pace is left to them, and taken back in a minute.
///
/// @param left how many may still be sent at once
/// @param underWay how many are sent and not answered
/// @param share of the refill that is ours, above 0 and at most 1
/// @param at when `left` and `share` were right
/// @param hold while it lasts, nothing is sent
record RequestBucket(Limit limit, double left, int underWay, double share, Instant at, Hold hold) {
  private static final double LEAST_SHARE = 1 / 16.0;
  private static final double SECONDS_TO_A_WHOLE_SHARE = 60;

  /// How many requests at once, and how many come back a second.
  record Limit(int size, double perSecond) {}

  /// Nothing is sent for that long.
  record Hold(Instant from, Duration length) {
    Duration left(Instant now) {
      // A clock that was put back does not make it longer.
      return longer(
          Duration.ZERO, length.minus(longer(Duration.ZERO, Duration.between(from, now))));
    }
  }

  /// What came of asking for a request.
  ///
  /// @param after how long to wait before asking again; zero: it may be sent now
  record Asked(RequestBucket bucket, Duration after) {}

  static RequestBucket full(Limit limit, Instant now) {
    return new RequestBucket(limit, limit.size(), 0, 1, now, new Hold(now, Duration.ZERO));
  }

  /// Takes a token, if there is one.
  Asked take(Instant now) {
    RequestBucket filled = filled(now);
    Duration after = filled.untilOne(now);
    return after.isPositive()
        ? new Asked(filled, after)
        : new Asked(filled.with(filled.left - 1, underWay + 1), Duration.ZERO);
  }

  private Duration untilOne(Instant now) {
    Duration filling = Duration.ofNanos((long) Math.ceil((1 - left) / pace() * 1e9));
    return longer(Duration.ZERO, filling).plus(hold.left(now));
  }

  private double pace() {
    return limit.perSecond() * share;
  }

  /// The least time in which so many more can be sent.
  Duration leastTime(int requests, Instant now) {
    RequestBucket filled = filled(now);
    double seconds = Math.max(0, requests - filled.left) / limit.perSecond();
    return Duration.ofMillis((long) (seconds * 1000)).plus(hold.left(now));
  }

  /// An answer has come, or none will.
  RequestBucket answered(Instant now) {
    RequestBucket filled = filled(now);
    return filled.with(filled.left, Math.max(0, underWay - 1));
  }

  /// ARM has told how many it would still take. That is news only when it is less than can be
  /// explained by what has filled since the question was sent, and by a rest of less than one that
  /// it does not tell. Those under way may still have to come out of it.
  RequestBucket told(int remaining, Duration since) {
    double explained = remaining + 1 + since.toNanos() / 1e9 * pace();
    return left > explained ? with(remaining - underWay, underWay) : this;
  }

  /// ARM has refused one, and will have one when the wait is over.
  RequestBucket refused(Instant now, Duration wait) {
    RequestBucket filled = filled(now);
    // Of several that were refused together only the first says something new.
    double less = held(now).isPositive() ? filled.share : Math.max(LEAST_SHARE, filled.share / 2);
    Hold longest = wait.compareTo(held(now)) > 0 ? new Hold(now, wait) : hold;
    double then = longest.left(now).isPositive() ? 1 : Math.min(0, filled.left);
    return new RequestBucket(limit, then, underWay, less, now, longest);
  }

  /// How long nothing may be sent from now on.
  Duration held(Instant now) {
    return hold.left(now);
  }

  private RequestBucket filled(Instant now) {
    // While it is held, ARM's refill is for others. A clock that was put back gives nothing, and
    // takes nothing.
    Instant from = at.plus(hold.left(at));
    double seconds = Math.max(0, Duration.between(from, now).toNanos() / 1e9);
    double room = limit.size() - underWay;
    return new RequestBucket(
        limit,
        Math.max(left, Math.min(room, left + seconds * pace())),
        underWay,
        Math.min(1, share + seconds / SECONDS_TO_A_WHOLE_SHARE),
        now,
        hold);
  }

  private RequestBucket with(double newLeft, int newUnderWay) {
    return new RequestBucket(limit, newLeft, newUnderWay, share, at, hold);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
