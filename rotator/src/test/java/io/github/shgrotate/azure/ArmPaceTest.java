package io.github.shgrotate.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArmPaceTest {
  private static final String SUBSCRIPTION = "2006d617-bee2-430e-8239-c83634af2fef";

  private final FakeTime time = FakeTime.now();
  private final ArmPace pace = new ArmPace(time, time);

  @ParameterizedTest(name = "{0}: {1} at once, then every {2} ms")
  @CsvSource({"READ_GATEWAY, 250, 40", "GENERATE_TOKEN, 200, 100", "REGENERATE_KEY, 200, 100"})
  void a_bucketful_is_sent_at_once_and_then_as_fast_as_it_fills(
      ArmOperation operation, int atOnce, int millis) {
    send(atOnce, operation, SUBSCRIPTION);
    assertThat(time.pauses()).isEmpty();

    send(2, operation, SUBSCRIPTION);

    assertThat(time.pauses()).containsExactly(Duration.ofMillis(millis), Duration.ofMillis(millis));
    assertThat(pace.waiting()).isZero();
  }

  @Test
  void subscriptions_and_kinds_of_requests_are_counted_apart() {
    send(200, ArmOperation.GENERATE_TOKEN, SUBSCRIPTION);

    send(1, ArmOperation.READ_GATEWAY, SUBSCRIPTION);
    send(1, ArmOperation.GENERATE_TOKEN, "00000000-0000-0000-0000-000000000001");
    assertThat(time.pauses()).isEmpty();

    send(1, ArmOperation.REGENERATE_KEY, SUBSCRIPTION.toUpperCase(java.util.Locale.ROOT));
    assertThat(time.pauses()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reads", "global-reads"})
  void a_bucket_that_others_have_emptied_is_left_to_fill(String which) {
    answered(200, "x-ms-ratelimit-remaining-subscription-" + which + ": 0");

    send(1, ArmOperation.READ_GATEWAY, SUBSCRIPTION);

    assertThat(time.pauses()).containsExactly(Duration.ofMillis(40));
  }

  @Test
  void one_refusal_holds_all_others_back() {
    answered(429, "Retry-After: 17");

    send(1, ArmOperation.READ_GATEWAY, SUBSCRIPTION);

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(17));
  }

  @Test
  void a_refusal_during_the_wait_makes_it_longer() {
    ArmPace[] refused = new ArmPace[1];
    refused[0] =
        new ArmPace(
            time,
            duration -> {
              time.pause(duration);
              if (time.pauses().size() == 1) {
                // Its turn was before.
                refused[0].send(
                    SUBSCRIPTION,
                    ArmOperation.READ_GATEWAY,
                    () -> Answers.answer(429, "", "Retry-After: 5"));
              }
            });
    for (int i = 0; i < 251; i++) {
      send(refused[0], SUBSCRIPTION, ArmOperation.READ_GATEWAY, Answers.answer(200, ""));
    }

    assertThat(time.pauses()).contains(Duration.ofSeconds(5));
  }

  @Test
  void nobody_waits_when_arm_wants_to_be_left_alone_for_too_long() {
    answered(429, "Retry-After: 600");

    send(1, ArmOperation.READ_GATEWAY, SUBSCRIPTION);

    assertThat(time.pauses()).containsExactly(Duration.ofMillis(80));
  }

  @Test
  void a_request_without_an_answer_gives_its_room_back() {
    for (int i = 0; i < 250; i++) {
      send(
          pace,
          SUBSCRIPTION,
          ArmOperation.READ_GATEWAY,
          new Sent.Broken(Sent.Broken.Kind.CONNECTION, "gone"));
    }
    time.advance(Duration.ofSeconds(10));

    send(250, ArmOperation.READ_GATEWAY, SUBSCRIPTION);

    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void what_is_left_to_do_takes_at_least_what_the_bucket_takes_to_fill() {
    assertThat(pace.leastTime(1000)).isEqualTo(Duration.ofSeconds(80));

    send(150, ArmOperation.GENERATE_TOKEN, SUBSCRIPTION);

    assertThat(pace.leastTime(50)).isEqualTo(Duration.ZERO);
    assertThat(pace.leastTime(150)).isEqualTo(Duration.ofSeconds(10));
  }

  private void send(int times, ArmOperation operation, String subscription) {
    for (int i = 0; i < times; i++) {
      send(pace, subscription, operation, Answers.answer(200, ""));
    }
  }

  private void answered(int status, String header) {
    send(pace, SUBSCRIPTION, ArmOperation.READ_GATEWAY, Answers.answer(status, "", header));
  }

  private static void send(
      ArmPace pace, String subscription, ArmOperation operation, Sent answered) {
    pace.awaitTurn(subscription, operation);
    pace.send(subscription, operation, () -> answered);
  }
}
