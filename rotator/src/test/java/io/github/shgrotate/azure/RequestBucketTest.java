package io.github.shgrotate.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBucketTest {
  private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");
  private static final RequestBucket.Limit TWO_AND_ONE_A_SECOND = new RequestBucket.Limit(2, 1);

  private final RequestBucket full = RequestBucket.full(TWO_AND_ONE_A_SECOND, START);

  @Test
  void the_whole_bucket_may_be_sent_at_once_and_then_one_after_the_other() {
    assertThat(waits(full, 5))
        .containsExactly(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3));
  }

  @Test
  void a_request_takes_room_until_it_is_answered() {
    RequestBucket sent = full.reserve(START).bucket();

    assertThat(sent.reserve(after(60)).bucket().left()).isEqualTo(0);
    assertThat(sent.answered(after(60)).reserve(after(120)).bucket().left()).isEqualTo(1);
  }

  @Test
  void what_arm_says_counts_when_it_is_less() {
    assertThat(full.told(0).reserve(START).after()).isEqualTo(Duration.ofSeconds(1));
    assertThat(full.told(100).reserve(START).bucket().left()).isEqualTo(1);
  }

  @Test
  void after_a_refusal_nothing_is_sent_for_as_long_as_arm_wants() {
    RequestBucket refused = full.refused(START, Duration.ofSeconds(17));

    assertThat(refused.reserve(after(2)).after()).isEqualTo(Duration.ofSeconds(15));
    assertThat(refused.held(after(17))).isEqualTo(Duration.ZERO);
    assertThat(refused.refused(START, Duration.ofSeconds(3)).held(START))
        .isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  void a_clock_that_is_put_back_gives_nothing_and_takes_nothing() {
    RequestBucket used = full.reserve(START).bucket().reserve(START).bucket();
    Instant earlier = START.minusSeconds(3600);

    assertThat(used.reserve(earlier).after()).isEqualTo(Duration.ofSeconds(1));
    assertThat(used.refused(START, Duration.ofSeconds(5)).held(earlier))
        .isEqualTo(Duration.ofSeconds(5));
  }

  /// The server is ARM as documented: a bucket that is drawn from when a request arrives. The
  /// requests are on their way for times that nobody can foresee.
  @ParameterizedTest(name = "{0} requests, {1} at a time, each way up to {2} ms, seed {3}")
  @CsvSource({
    "1000, 8, 5, 1",
    "1000, 8, 400, 2",
    "1000, 64, 400, 3",
    "1000, 64, 3000, 4",
    "1000, 1, 50, 5",
    "300, 8, 5, 6",
  })
  void no_request_is_refused_and_none_waits_longer_than_it_must(
      int requests, int atATime, int longestWay, int seed) {
    RequestBucket.Limit limit = new RequestBucket.Limit(200, 10);
    Run run = run(limit, requests, atATime, longestWay, new Random(seed));

    assertThat(run.refused).isZero();
    double allowed = (requests - 200) / 10.0;
    double pipe = requests * longestWay * 2 / 1000.0 / atATime;
    assertThat(run.seconds).isLessThan(Math.max(allowed, pipe) + longestWay * 2 / 1000.0 + 2);
  }

  @Test
  void the_server_of_these_tests_does_refuse_whoever_sends_too_much() {
    RequestBucket.Limit imagined = new RequestBucket.Limit(220, 10);

    assertThat(run(imagined, 1000, 8, 5, new Random(1)).refused).isGreaterThan(0);
  }

  @Test
  void whoever_is_told_that_others_draw_too_gives_way() {
    // Half of ARM's bucket is gone before the first request.
    double left = 100;
    RequestBucket bucket = RequestBucket.full(new RequestBucket.Limit(200, 10), START);
    int refused = 0;
    Instant now = START;
    for (int i = 0; i < 500; i++) {
      RequestBucket.Reserved reserved = bucket.reserve(now);
      now = now.plus(reserved.after());
      left = Math.min(200, left + reserved.after().toNanos() / 1e9 * 10);
      refused += left < 1 ? 1 : 0;
      left -= 1;
      bucket = reserved.bucket().answered(now).told((int) Math.max(0, left));
    }

    assertThat(refused).isZero();
    assertThat(Duration.between(START, now).toMillis() / 1000.0).isCloseTo(40, within(1.5));
  }

  private record Run(int refused, double seconds) {}

  private record Event(long at, boolean arrives, long way) {}

  private static Run run(
      RequestBucket.Limit imagined, int requests, int atATime, int longestWay, Random random) {
    PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));
    RequestBucket bucket = RequestBucket.full(imagined, START);
    double server = 200;
    long serverAt = 0;
    int sent = 0;
    int refused = 0;
    long now = 0;
    for (; sent < Math.min(atATime, requests); sent++) {
      RequestBucket.Reserved reserved = bucket.reserve(START);
      bucket = reserved.bucket();
      events.add(arrival(reserved.after().toNanos(), longestWay, random));
    }
    while (!events.isEmpty()) {
      Event event = events.remove();
      now = event.at();
      if (event.arrives()) {
        server = Math.min(200, server + (now - serverAt) / 1e9 * 10);
        serverAt = now;
        // A rounded nanosecond is nobody's fault.
        refused += server < 1 - 1e-6 ? 1 : 0;
        server -= 1;
        events.add(new Event(now + event.way(), false, 0));
        continue;
      }
      bucket = bucket.answered(START.plusNanos(now));
      if (sent < requests) {
        RequestBucket.Reserved reserved = bucket.reserve(START.plusNanos(now));
        bucket = reserved.bucket();
        events.add(arrival(now + reserved.after().toNanos(), longestWay, random));
        sent++;
      }
    }
    return new Run(refused, now / 1e9);
  }

  private static Event arrival(long sentAt, int longestWay, Random random) {
    return new Event(
        sentAt + random.nextLong(longestWay * 1_000_000L),
        true,
        random.nextLong(longestWay * 1_000_000L));
  }

  private static List<Duration> waits(RequestBucket bucket, int times) {
    List<Duration> waits = new ArrayList<>();
    RequestBucket now = bucket;
    for (int i = 0; i < times; i++) {
      RequestBucket.Reserved reserved = now.reserve(START);
      waits.add(reserved.after());
      now = reserved.bucket();
    }
    return waits;
  }

  private static Instant after(int seconds) {
    return START.plusSeconds(seconds);
  }
}
