package io.github.shgrotate.azure;

import static io.github.shgrotate.azure.Answers.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.shgrotate.azure.Sent.Broken;
import io.github.shgrotate.azure.Sent.Broken.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RetryPolicyTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(4, Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(100));

  static Stream<Arguments> first_attempts() {
    String locked = Answers.armBody("ServiceLocked", "busy");
    String conflict = Answers.armBody("PessimisticConcurrencyConflict", "no");
    String scopeLocked = Answers.armBody("ScopeLocked", "no");
    String busy = Answers.entraBody(90033, "temporarily_unavailable", "A transient error.");
    String wrong = Answers.entraBody(7000215, "invalid_client", "Wrong secret.");
    return Stream.of(
        arguments("success stands", Party.ARM, answer(200, "{}"), false),
        arguments("a request timeout passes", Party.ARM, answer(408, ""), true),
        arguments("throttling passes", Party.ARM, answer(429, ""), true),
        arguments("a server's trouble passes", Party.ARM, answer(500, ""), true),
        arguments("a gateway's trouble passes", Party.ARM, answer(502, ""), true),
        arguments("unavailability passes", Party.ARM, answer(503, ""), true),
        arguments("a gateway's timeout passes", Party.ARM, answer(504, ""), true),
        arguments("a locked service passes", Party.ARM, answer(409, locked), true),
        arguments("any conflict of ARM's passes", Party.ARM, answer(409, conflict), true),
        arguments("a conflict of somebody else stands", Party.ARM, answer(409, "busy"), false),
        arguments("a lock stands", Party.ARM, answer(409, scopeLocked), false),
        arguments("a bad request stands", Party.ARM, answer(400, ""), false),
        arguments("a refused sign-in stands", Party.ARM, answer(401, ""), false),
        arguments("a missing permission stands", Party.ARM, answer(403, ""), false),
        arguments("a missing thing stands", Party.ARM, answer(404, ""), false),
        arguments("a failed condition stands", Party.ARM, answer(412, ""), false),
        arguments("what ARM cannot do at all (501) stands", Party.ARM, answer(501, ""), false),
        arguments(
            "Entra's passing trouble passes, even as 400", Party.ENTRA, answer(400, busy), true),
        arguments("Entra's refusal stands", Party.ENTRA, answer(401, wrong), false),
        arguments("Entra's throttling passes", Party.ENTRA, answer(429, ""), true),
        arguments("IMDS not yet there passes", Party.IMDS, answer(404, ""), true),
        arguments("IMDS being updated passes", Party.IMDS, answer(410, ""), true),
        arguments("any trouble of IMDS passes", Party.IMDS, answer(501, ""), true),
        arguments("IMDS without that identity stands", Party.IMDS, answer(400, ""), false),
        arguments("a lost connection passes", Party.ARM, new Broken(Kind.CONNECTION, ""), true),
        arguments("a timeout passes", Party.ENTRA, new Broken(Kind.TIMEOUT, ""), true),
        arguments("distrust stands", Party.ARM, new Broken(Kind.UNTRUSTED, ""), false),
        arguments("being stopped stands", Party.ARM, new Broken(Kind.INTERRUPTED, ""), false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("first_attempts")
  void only_what_may_pass_is_tried_again(String name, Party party, Sent sent, boolean again) {
    Verdict verdict = POLICY.judge(party, 1, Duration.ZERO, sent, 0.5);

    assertThat(verdict).isInstanceOf(again ? Verdict.Again.class : Verdict.Final.class);
  }

  @ParameterizedTest(name = "after attempt {0} with random {1}: {2} ms")
  @CsvSource({"1, 0, 1000", "1, 0.999999, 1999", "2, 0, 2000", "3, 0, 4000", "3, 0.5, 6000"})
  void the_pause_doubles_and_is_spread_over_its_upper_half(
      int attempt, double random, long millis) {
    assertThat(POLICY.judge(Party.ARM, attempt, Duration.ZERO, answer(503, ""), random))
        .isEqualTo(new Verdict.Again(Duration.ofMillis(millis), "it answered 503"));
  }

  @Test
  void the_pause_is_capped() {
    RetryPolicy patient =
        new RetryPolicy(50, Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofHours(1));

    assertThat(patient.judge(Party.ARM, 40, Duration.ZERO, answer(503, ""), 0))
        .isEqualTo(new Verdict.Again(Duration.ofSeconds(5), "it answered 503"));
  }

  @Test
  void retry_after_is_obeyed_even_beyond_the_cap() {
    Answer throttled = answer(429, Answers.armBody("TooManyRequests", "x"), "Retry-After: 70");

    assertThat(POLICY.judge(Party.ARM, 1, Duration.ZERO, throttled, 0.5))
        .isEqualTo(new Verdict.Again(Duration.ofSeconds(71), "it answered 429 (TooManyRequests)"));
  }

  @Test
  void retry_after_that_just_fits_is_obeyed_to_the_second() {
    Answer throttled = answer(429, "", "Retry-After: 100");

    assertThat(POLICY.judge(Party.ARM, 1, Duration.ZERO, throttled, 0.9))
        .isEqualTo(new Verdict.Again(Duration.ofSeconds(100), "it answered 429"));
  }

  @Test
  void retry_after_longer_than_the_time_left_ends_it_at_once() {
    Answer throttled = answer(429, "", "Retry-After: 70");

    Verdict verdict = POLICY.judge(Party.ARM, 1, Duration.ofSeconds(40), throttled, 0);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.GiveUp.class,
            it -> assertThat(it.comeBackAfter()).isEqualTo(Optional.of(Duration.ofSeconds(70))));
  }

  @Test
  void the_last_attempt_is_the_last() {
    assertThat(POLICY.judge(Party.ARM, 4, Duration.ZERO, answer(503, ""), 0))
        .isEqualTo(new Verdict.GiveUp("", Optional.empty()));
  }

  @Test
  void no_attempt_begins_after_the_total_time() {
    assertThat(POLICY.judge(Party.ARM, 2, Duration.ofSeconds(99), answer(503, ""), 0))
        .isEqualTo(new Verdict.GiveUp("", Optional.empty()));
  }

  @Test
  void a_machine_without_managed_identity_is_not_asked_for_long() {
    Broken silence = new Broken(Kind.TIMEOUT, "");

    assertThat(RetryPolicy.MANAGED_IDENTITY.judge(Party.IMDS, 1, Duration.ZERO, silence, 0))
        .isInstanceOf(Verdict.Again.class);
    assertThat(RetryPolicy.MANAGED_IDENTITY.judge(Party.IMDS, 2, Duration.ZERO, silence, 0))
        .isInstanceOf(Verdict.GiveUp.class);
  }

  @Test
  void imds_is_given_seventy_seconds_to_be_updated() {
    Duration waited = Duration.ZERO;
    for (int attempt = 1; attempt < 5; attempt++) {
      Verdict verdict =
          RetryPolicy.MANAGED_IDENTITY.judge(Party.IMDS, attempt, waited, answer(410, ""), 0);
      waited = waited.plus(((Verdict.Again) verdict).after());
    }

    assertThat(waited).isGreaterThan(Duration.ofSeconds(70));
  }
}
