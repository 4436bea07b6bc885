package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalChecksTest {
  // Tokens end at whole minutes.
  private static final Instant NOW = Samples.NOW.truncatedTo(ChronoUnit.MINUTES);

  @ParameterizedTest(name = "{0} left of a margin of 10 days: due is {1}")
  @CsvSource({
    "P29D,        ",
    "P10DT1M,     ",
    "P10D,        ",
    "P9DT23H59M,  EXPIRES_SOON",
    "PT1M,        EXPIRES_SOON",
    "PT0S,        TOKEN_EXPIRED",
    "-P1D,        TOKEN_EXPIRED",
  })
  void renews_when_less_than_the_margin_is_left(Duration left, Renewal.Check expected) {
    assertThat(due(Samples.tenDaysBefore(), whole("edge-eu", NOW.plus(left))))
        .isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void without_a_margin_every_run_renews() {
    assertThat(due(Samples.always(KeyPolicy.LAST), whole("edge-eu", NOW.plusSeconds(999999))))
        .contains(Renewal.Check.ASKED_FOR);
  }

  @Test
  void somebody_elses_renewal_during_the_run_is_enough() {
    TokenText stored = whole("edge-eu", NOW.plus(Duration.ofDays(29)));

    assertThat(
            RenewalChecks.due(
                new RenewalChecks.Facts(
                    Samples.GATEWAY,
                    Samples.always(KeyPolicy.LAST),
                    NOW,
                    secret(stored, "000000000000", SecretNotes.NONE),
                    stored,
                    Optional.of(new Fingerprint("000000000000")),
                    Optional.empty(),
                    Optional.empty())))
        .isEmpty();
  }

  @Test
  void renews_what_is_missing_or_no_token_or_another_gateways() {
    Instant later = NOW.plus(Duration.ofDays(20));
    assertThat(due(Samples.tenDaysBefore(), new TokenText.Absent()))
        .contains(Renewal.Check.TOKEN_MISSING);
    assertThat(due(Samples.tenDaysBefore(), new TokenText.Unreadable("cut")))
        .contains(Renewal.Check.TOKEN_MALFORMED);
    assertThat(due(Samples.tenDaysBefore(), whole("edge-us", later)))
        .contains(Renewal.Check.TOKEN_OF_ANOTHER_GATEWAY);
    assertThat(due(Samples.tenDaysBefore(), whole("EDGE-EU", later))).isEmpty();
  }

  @Test
  void an_older_token_that_somebody_put_back_is_renewed_and_a_newer_one_is_kept() {
    Instant recorded = NOW.plus(Duration.ofDays(25));

    assertThat(dueAfterRecord(whole("edge-eu", recorded.minusSeconds(60)), recorded))
        .contains(Renewal.Check.TOKEN_PUT_BACK);
    assertThat(dueAfterRecord(whole("edge-eu", recorded.plusSeconds(60)), recorded)).isEmpty();
  }

  private static Optional<Renewal.Check> dueAfterRecord(TokenText stored, Instant recordedEnd) {
    return RenewalChecks.due(
            new RenewalChecks.Facts(
                Samples.GATEWAY,
                Samples.tenDaysBefore(),
                NOW,
                secret(
                    stored,
                    "abcdefabcdef",
                    new SecretNotes(Optional.of(recordedEnd), Optional.empty(), Optional.empty())),
                stored,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .map(Renewal::check);
  }

  @Test
  void a_token_of_a_key_that_is_to_be_revoked_is_renewed() {
    TokenText stored = whole("edge-eu", NOW.plus(Duration.ofDays(25)));

    assertThat(dueWhenToRevoke(stored, KeySlot.PRIMARY, Optional.of(KeySlot.PRIMARY)))
        .contains(Renewal.Check.KEY_TO_BE_REVOKED);
    assertThat(dueWhenToRevoke(stored, KeySlot.SECONDARY, Optional.of(KeySlot.PRIMARY))).isEmpty();
  }

  @Test
  void nobody_guesses_which_key_signed_a_token() {
    TokenText stored = whole("edge-eu", NOW.plus(Duration.ofDays(25)));

    assertThat(dueWhenToRevoke(stored, KeySlot.PRIMARY, Optional.empty())).isEmpty();
  }

  private static Optional<Renewal.Check> dueWhenToRevoke(
      TokenText stored, KeySlot toRevoke, Optional<KeySlot> signer) {
    return RenewalChecks.due(
            new RenewalChecks.Facts(
                Samples.GATEWAY,
                Samples.tenDaysBefore(),
                NOW,
                secret(
                    stored,
                    "abcdefabcdef",
                    new SecretNotes(Optional.empty(), Optional.empty(), Optional.of(toRevoke))),
                stored,
                Optional.empty(),
                Optional.empty(),
                signer))
        .map(Renewal::check);
  }

  private static SecretFacts secret(TokenText stored, String recorded, SecretNotes notes) {
    return new SecretFacts(
        "1",
        "Opaque",
        false,
        Map.of("value", stored),
        Optional.of("primary"),
        Optional.of(new Fingerprint(recorded)),
        notes,
        List.of());
  }

  private static TokenText whole(String gateway, Instant expiry) {
    return new TokenText.Whole(Samples.token(gateway, expiry, "AAAA").facts());
  }

  private static Optional<Renewal.Check> due(RenewalPolicy policy, TokenText stored) {
    Optional<Fingerprint> atStart =
        stored instanceof TokenText.Whole(TokenFacts facts)
            ? Optional.of(facts.fingerprint())
            : Optional.empty();
    return RenewalChecks.due(
            new RenewalChecks.Facts(
                Samples.GATEWAY,
                policy,
                NOW,
                secret(stored, atStart.map(Fingerprint::hex).orElse("0"), SecretNotes.NONE),
                stored,
                atStart,
                Optional.empty(),
                Optional.empty()))
        .map(Renewal::check);
  }
}
