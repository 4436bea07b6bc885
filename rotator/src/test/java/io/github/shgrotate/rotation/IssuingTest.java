package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuingTest {
  private static final Instant END =
      Samples.NOW.plus(Duration.ofDays(29)).truncatedTo(ChronoUnit.MINUTES);

  private final InMemoryWorld world = new InMemoryWorld();
  private final Issuing issuing = new Issuing(Samples.request(Samples.tenDaysBefore()), world);

  @Test
  void azure_is_asked_once_until_the_token_is_stored() {
    GatewayToken first = issuing.token(seen(), renew(KeySlot.PRIMARY, END));
    assertThat(issuing.token(seen(), renew(KeySlot.PRIMARY, END))).isSameAs(first);
    assertThat(world.count("issue")).isEqualTo(1);

    issuing.stored();
    var _ = issuing.token(seen(), renew(KeySlot.PRIMARY, END));

    assertThat(world.count("issue")).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0} key, {1} later")
  @CsvSource({"SECONDARY, PT0S", "PRIMARY, PT1M"})
  void a_token_in_hand_is_no_answer_to_another_question(KeySlot key, Duration later) {
    var _ = issuing.token(seen(), renew(KeySlot.PRIMARY, END));

    GatewayToken other = issuing.token(seen(), renew(key, END.plus(later)));

    assertThat(other.facts())
        .isEqualTo(Samples.token("edge-eu", END.plus(later), world.signature(key)).facts());
  }

  @Test
  void goes_back_minute_by_minute_to_one_that_no_template_is_stamped_with() {
    Fingerprint atOnce = fingerprint(END);
    Fingerprint aMinuteEarlier = fingerprint(END.minusSeconds(60));

    GatewayToken token = issuing.token(seen(atOnce, aMinuteEarlier), renew(KeySlot.PRIMARY, END));

    assertThat(token.facts().expiresAt()).isEqualTo(END.minusSeconds(120));
  }

  @ParameterizedTest(name = "signed by {0}")
  @CsvSource({
    "SECONDARY, the secondary key signed it",
    ",          neither key of the gateway signed it"
  })
  void a_token_of_another_key_is_refused_where_that_can_be_seen(KeySlot signer, String why) {
    ProofPolicy proof = new ProofPolicy(Duration.ZERO, List.of(), Optional.empty(), true);
    Issuing seeing = new Issuing(Samples.request(Samples.tenDaysBefore(), proof), world);
    world.signers.put(fingerprint(END), Optional.ofNullable(signer));

    assertThatThrownBy(() -> seeing.token(seen(), renew(KeySlot.PRIMARY, END)))
        .isInstanceOfSatisfying(
            RotationFailed.class,
            failed -> {
              assertThat(failed.failure().reason()).isEqualTo(Reason.TOKEN_REJECTED);
              assertThat(failed.failure().why()).isEqualTo(why);
            });
  }

  private Fingerprint fingerprint(Instant end) {
    return Samples.token("edge-eu", end, world.signature(KeySlot.PRIMARY)).facts().fingerprint();
  }

  private static Step.Renew renew(KeySlot key, Instant expiry) {
    return new Step.Renew(
        key, expiry, "value", new Renewal(Renewal.Check.ASKED_FOR, ""), Optional.empty());
  }

  private static Observation seen(Fingerprint... stamps) {
    return Observation.of(
        new GatewayFacts(Samples.NOW, Duration.ZERO),
        Samples.secret(Optional.empty(), Map.of()),
        "value",
        Optional.empty(),
        Optional.empty(),
        Arrays.stream(stamps)
            .map(stamp -> Samples.deployment(Samples.DEPLOYMENT, Optional.of(stamp), List.of()))
            .toList());
  }
}
