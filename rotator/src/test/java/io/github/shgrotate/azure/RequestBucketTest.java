package io.github.shgrotate.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    RequestBucket sent = full.take(START).bucket();

    assertThat(sent.take(after(60)).bucket().left()).isEqualTo(0);
    assertThat(sent.answered(after(60)).take(after(120)).bucket().left()).isEqualTo(1);
  }

  @Test
  void what_arm_says_counts_when_it_is_less() {
    assertThat(full.told(0, Duration.ZERO).take(START).after()).isEqualTo(Duration.ofSeconds(1));
    assertThat(full.told(100, Duration.ZERO).take(START).bucket().left()).isEqualTo(1);
  }

  @Test
  void what_fills_while_an_answer_travels_is_not_lost_nor_a_rest_that_arm_does_not_tell() {
    RequestBucket one = full.take(START).bucket();

    assertThat(one.told(0, Duration.ZERO)).isEqualTo(one);
    assertThat(full.told(0, Duration.ofSeconds(1))).isEqualTo(full);
  }

  @Test
  void those_under_way_come_out_of_what_arm_says() {
    RequestBucket.Limit hundred = new RequestBucket.Limit(100, 1);
    RequestBucket two =
        RequestBucket.full(hundred, START).take(START).bucket().take(START).bucket();

    assertThat(two.told(10, Duration.ZERO).left()).isEqualTo(8);
  }

  @Test
  void after_a_refusal_nothing_is_sent_for_as_long_as_arm_wants() {
    RequestBucket refused = full.refused(START, Duration.ofSeconds(17));

    assertThat(refused.take(after(2)).after()).isEqualTo(Duration.ofSeconds(15));
    assertThat(refused.held(after(17))).isEqualTo(Duration.ZERO);
    assertThat(refused.refused(START, Duration.ofSeconds(3)).held(START))
        .isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  void a_clock_that_is_put_back_gives_nothing_and_takes_nothing() {
    RequestBucket used = full.take(START).bucket().take(START).bucket();
    Instant earlier = START.minusSeconds(3600);

    assertThat(used.take(earlier).after()).isEqualTo(Duration.ofSeconds(1));
    assertThat(used.refused(START, Duration.ofSeconds(5)).held(earlier))
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void what_fills_while_arm_wants_to_be_left_alone_is_for_others() {
    RequestBucket refused = full.refused(START, Duration.ofSeconds(17));

    assertThat(refused.take(after(17)).bucket().left()).isEqualTo(0);
  }

  @Test
  void a_refusal_halves_the_pace_for_a_while() {
    RequestBucket refused = full.refused(START, Duration.ofSeconds(1));
    RequestBucket empty = refused.take(after(1)).bucket();

    assertThat(empty.take(after(1)).after()).isEqualTo(Duration.ofSeconds(2));
    assertThat(empty.take(after(61)).bucket().share()).isEqualTo(1);
  }

  @Test
  void several_that_are_refused_together_count_once() {
    RequestBucket refused = full.refused(START, Duration.ofSeconds(1));

    assertThat(refused.refused(START, Duration.ofSeconds(1))).isEqualTo(refused);
  }

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
    SimulatedArm arm = new SimulatedArm(longestWay, seed);
    SimulatedArm.Client client = arm.client(requests, atATime, SimulatedArm.PUBLISHED);

    arm.run();

    assertThat(client.refused()).isZero();
    double allowed = (requests - 200) / 10.0;
    double pipe = requests * longestWay * 2 / 1000.0 / atATime;
    assertThat(client.seconds()).isLessThan(Math.max(allowed, pipe) + longestWay * 2 / 1000.0 + 2);
  }

  @Test
  void the_server_of_these_tests_does_refuse_whoever_sends_too_much() {
    SimulatedArm arm = new SimulatedArm(5, 1);
    SimulatedArm.Client client = arm.client(1000, 8, new RequestBucket.Limit(220, 12));

    arm.run();

    assertThat(client.refused()).isPositive();
    assertThat(client.accepted()).isEqualTo(1000);
  }

  @Test
  void whoever_is_told_that_others_have_drawn_gives_way() {
    SimulatedArm arm = new SimulatedArm(5, 1).drawn(100);
    SimulatedArm.Client client = arm.client(500, 8, SimulatedArm.PUBLISHED);

    arm.run();

    assertThat(client.refused()).isZero();
    assertThat(client.seconds()).isCloseTo(40, within(1.5));
  }

  /// Two runs at once with the same account.
  @ParameterizedTest(name = "{0} at a time, each way up to {1} ms, seed {2}")
  @CsvSource({"8, 5, 1", "64, 5, 2", "64, 200, 3"})
  void two_that_draw_from_one_bucket_share_it(int atATime, int longestWay, int seed) {
    SimulatedArm arm = new SimulatedArm(longestWay, seed);
    SimulatedArm.Client one = arm.client(1000, atATime, SimulatedArm.PUBLISHED);
    SimulatedArm.Client other = arm.client(1000, atATime, SimulatedArm.PUBLISHED);

    arm.run();

    assertThat(one.accepted() + other.accepted()).isEqualTo(2000);
    assertThat(one.refused() + other.refused()).isLessThan(100);
    assertThat(Math.max(one.seconds(), other.seconds())).isLessThan(180 * 1.1);
  }

  private static List<Duration> waits(RequestBucket bucket, int times) {
    List<Duration> waits = new ArrayList<>();
    RequestBucket left = bucket;
    Duration waited = Duration.ZERO;
    while (waits.size() < times) {
      RequestBucket.Asked asked = left.take(START.plus(waited));
      waited = waited.plus(asked.after());
      left = asked.bucket();
      if (asked.after().isZero()) {
        left = left.answered(START.plus(waited));
        waits.add(waited);
      }
    }
    return waits;
  }

  private static Instant after(int seconds) {
    return START.plusSeconds(seconds);
  }
}
