package io.github.shgrotate.azure;

import java.time.Duration;
import java.time.Instant;

/// One of ARM's token buckets as its client keeps books of it: never more tokens than ARM's own
/// bucket has, as long as nobody else draws from that, however long requests are on their way.
///
/// The trick is that a request takes room in the bucket until it is answered: while it travels, ARM
/// may still have the token that is gone here, and an ARM whose bucket is full does not refill it.
///
/// @param left how many may still be sent at once; below zero, that many are waiting for their
///   moment
/// @param underWay how many are sent or waiting, and not answered
/// @param at when `left` was right
/// @param hold while it lasts, nothing is sent
record RequestBucket(Limit limit, double left, int underWay, Instant at, Hold hold) {

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
  /// @param after how long it has to wait
  record Reserved(RequestBucket bucket, Duration after) {}

  static RequestBucket full(Limit limit, Instant now) {
    return new RequestBucket(limit, limit.size(), 0, now, new Hold(now, Duration.ZERO));
  }

  /// Takes a token, in advance if need be: those who ask first go first.
  Reserved reserve(Instant now) {
    RequestBucket filled = filled(now);
    RequestBucket taken = filled.with(filled.left - 1, underWay + 1);
    double missing = Math.max(0, -taken.left) / limit.perSecond();
    Duration owed = Duration.ofNanos((long) Math.ceil(missing * 1e9));
    return new Reserved(taken, longer(owed, taken.held(now)));
  }

  /// How long nothing may be sent from now on.
  Duration held(Instant now) {
    return hold.left(now);
  }

  /// An answer has come, or none will.
  RequestBucket answered(Instant now) {
    RequestBucket filled = filled(now);
    return filled.with(filled.left, Math.max(0, underWay - 1));
  }

  /// ARM has told how many it would still take: others may draw from the same bucket.
  RequestBucket told(int remaining) {
    return with(Math.min(left, remaining), underWay);
  }

  /// ARM has refused one, and wants to be left alone for so long.
  RequestBucket refused(Instant now, Duration wait) {
    Hold longest = wait.compareTo(held(now)) > 0 ? new Hold(now, wait) : hold;
    return new RequestBucket(limit, Math.min(left, 0), underWay, at, longest);
  }

  private RequestBucket filled(Instant now) {
    // A clock that was put back gives nothing, and takes nothing.
    double seconds = Math.max(0, Duration.between(at, now).toNanos() / 1e9);
    double room = limit.size() - underWay;
    return new RequestBucket(
        limit,
        Math.max(left, Math.min(room, left + seconds * limit.perSecond())),
        underWay,
        now,
        hold);
  }

  private RequestBucket with(double newLeft, int newUnderWay) {
    return new RequestBucket(limit, newLeft, newUnderWay, at, hold);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
