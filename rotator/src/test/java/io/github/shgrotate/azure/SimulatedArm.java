package io.github.shgrotate.azure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/// ARM's bucket for writes as documented, drawn from when a request arrives, and clients of it that
/// each have a [RequestBucket] of their own. Requests are on their way for times that nobody can
/// foresee.
final class SimulatedArm {
  static final RequestBucket.Limit PUBLISHED = new RequestBucket.Limit(200, 10);
  private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");
  // A rounded nanosecond is nobody's fault.
  private static final double ROUNDING = 1e-6;

  private final Random random;
  private final int longestWayMillis;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingInt(Event::number));
  private final List<Client> clients = new ArrayList<>();
  private double left = PUBLISHED.size();
  private Instant at = START;
  private int number;

  private record Event(Instant at, int number, Runnable what) {}

  SimulatedArm(int longestWayMillis, int seed) {
    this.longestWayMillis = longestWayMillis;
    this.random = new Random(seed);
  }

  /// Somebody else has taken that many.
  SimulatedArm drawn(int tokens) {
    left -= tokens;
    return this;
  }

  /// A client that wants to send so many, so many of them at a time.
  Client client(int requests, int atATime, RequestBucket.Limit imagined) {
    Client client = new Client(requests, RequestBucket.full(imagined, START));
    clients.add(client);
    for (int i = 0; i < atATime; i++) {
      in(Duration.ZERO, client::begin);
    }
    return client;
  }

  /// Until every client is done.
  void run() {
    while (!events.isEmpty()) {
      Event event = events.remove();
      fill(event.at());
      event.what().run();
    }
  }

  private void fill(Instant now) {
    double seconds = Duration.between(at, now).toNanos() / 1e9;
    left = Math.min(PUBLISHED.size(), left + seconds * PUBLISHED.perSecond());
    at = now;
  }

  private void in(Duration after, Runnable what) {
    events.add(new Event(at.plus(after), number++, what));
  }

  private Duration way() {
    return Duration.ofNanos(random.nextLong(longestWayMillis * 1_000_000L));
  }

  /// One process.
  final class Client {
    private RequestBucket bucket;
    private int toBegin;
    private int accepted;
    private int refused;
    private Instant end = START;
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private boolean sleeps;

    private Client(int requests, RequestBucket bucket) {
      this.toBegin = requests;
      this.bucket = bucket;
    }

    int accepted() {
      return accepted;
    }

    int refused() {
      return refused;
    }

    /// From the beginning to its last answer.
    double seconds() {
      return Duration.between(START, end).toMillis() / 1000.0;
    }

    private void begin() {
      if (toBegin > 0) {
        toBegin--;
        ask();
      }
    }

    private void ask() {
      queue.add(
          () -> {
            Instant sent = at;
            in(way(), () -> arrives(sent));
          });
      advance();
    }

    private void advance() {
      while (!queue.isEmpty() && !sleeps) {
        RequestBucket.Asked asked = bucket.take(at);
        bucket = asked.bucket();
        if (asked.after().isPositive()) {
          sleeps = true;
          in(
              asked.after(),
              () -> {
                sleeps = false;
                advance();
              });
          return;
        }
        queue.remove().run();
      }
    }

    private void arrives(Instant sent) {
      if (left < 1 - ROUNDING) {
        long seconds = Math.max(1, (long) Math.ceil((1 - left) / PUBLISHED.perSecond()));
        in(way(), () -> isRefused(Duration.ofSeconds(seconds)));
        return;
      }
      left -= 1;
      int remaining = (int) Math.max(0, left);
      in(way(), () -> isAccepted(remaining, Duration.between(sent, at)));
    }

    private void isAccepted(int remaining, Duration since) {
      bucket = bucket.answered(at).told(remaining, since);
      accepted++;
      end = at;
      begin();
    }

    private void isRefused(Duration wait) {
      bucket = bucket.answered(at).refused(at, wait);
      refused++;
      in(wait, this::ask);
    }
  }
}
