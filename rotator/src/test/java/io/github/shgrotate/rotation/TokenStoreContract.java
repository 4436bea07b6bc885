package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the core relies on in a [TokenStore]. The tests of the core run against one in memory, the
/// program against Kubernetes: both keep this contract, so the first cannot drift from the second.
public abstract class TokenStoreContract {
  protected static final String DATA_KEY = "value";
  private static final String OTHER_KEY = "other";
  private static final Instant SOON = Instant.parse("2030-01-31T12:34:00Z");

  /// A store whose Secret holds the whole token of [#former] under [#DATA_KEY] and the record that
  /// it was made with the primary key.
  protected abstract TokenStore store();

  /// The token that the Secret holds at first.
  protected abstract TokenFacts former();

  /// Somebody else changes something of the Secret that is none of our business.
  protected abstract void somebodyElseEdits();

  @Test
  void a_read_judges_the_data_and_tells_the_key_record() {
    SecretFacts secret = store().secret();

    assertThat(secret.text(DATA_KEY)).isEqualTo(new TokenText.Whole(former()));
    assertThat(secret.text("nothing")).isEqualTo(new TokenText.Absent());
    assertThat(secret.lastUsedKey()).contains("primary");
    assertThat(secret.type()).isEqualTo("Opaque");
    assertThat(secret.immutable()).isFalse();
  }

  @Test
  void a_stored_token_and_its_record_are_in_the_answer_and_in_the_next_read() {
    SecretFacts seen = store().secret();
    GatewayToken token = token("NEW0");

    SecretFacts now = stored(store().store(seen, token, record(DATA_KEY, token)));

    assertThat(now.text(DATA_KEY)).isEqualTo(new TokenText.Whole(token.facts()));
    assertThat(now.lastUsedKey()).contains("secondary");
    assertThat(now.recordedToken()).contains(token.facts().fingerprint());
    assertThat(now.resourceVersion()).isNotEqualTo(seen.resourceVersion());
    assertThat(store().secret()).isEqualTo(now);
  }

  @Test
  void what_is_noted_with_a_token_is_read_again_until_its_key_is_revoked() {
    GatewayToken first = token("NEW0");
    FormerToken former =
        new FormerToken(former().fingerprint(), Optional.of(KeySlot.PRIMARY), former().expiresAt());
    SecretFacts noted =
        stored(
            store()
                .store(
                    store().secret(),
                    first,
                    new TokenRecord(
                        DATA_KEY,
                        Samples.GATEWAY,
                        KeySlot.SECONDARY,
                        first.facts(),
                        SOON.minus(Duration.ofDays(29)),
                        Optional.of(former),
                        Optional.of(KeySlot.PRIMARY))));
    assertThat(noted.notes())
        .isEqualTo(
            new SecretNotes(Optional.of(SOON), Optional.of(former), Optional.of(KeySlot.PRIMARY)));

    SecretFacts revoked = stored(store().revoked(noted));
    assertThat(revoked.notes().keyToRevoke()).isEmpty();
    // Azure cannot sign it any more.
    assertThat(revoked.notes().former()).isEmpty();
    assertThat(revoked.notes().expiresAt()).contains(SOON);
    assertThat(store().revoked(noted)).isEqualTo(new TokenStore.Written.Conflict());
  }

  @Test
  void what_was_noted_with_a_token_goes_with_the_next_one() {
    GatewayToken first = token("NEW0");
    TokenRecord plain = record(DATA_KEY, first);
    SecretFacts noted =
        stored(
            store()
                .store(
                    store().secret(),
                    first,
                    new TokenRecord(
                        plain.dataKey(),
                        plain.gateway(),
                        plain.key(),
                        plain.token(),
                        plain.issuedAt(),
                        Optional.of(
                            new FormerToken(
                                former().fingerprint(), Optional.empty(), former().expiresAt())),
                        Optional.of(KeySlot.PRIMARY))));
    GatewayToken next = token("NEW1");

    SecretNotes notes = stored(store().store(noted, next, record(DATA_KEY, next))).notes();

    assertThat(notes.former()).isEmpty();
    assertThat(notes.keyToRevoke()).isEmpty();
  }

  @Test
  void a_secret_that_has_changed_since_it_was_seen_is_not_overwritten() {
    SecretFacts seen = store().secret();
    somebodyElseEdits();
    SecretFacts theirs = store().secret();
    GatewayToken token = token("NEW0");

    TokenStore.Written written = store().store(seen, token, record(DATA_KEY, token));

    assertThat(written).isEqualTo(new TokenStore.Written.Conflict());
    assertThat(store().secret()).isEqualTo(theirs);
  }

  @Test
  void after_a_conflict_a_fresh_look_is_enough() {
    SecretFacts seen = store().secret();
    somebodyElseEdits();
    GatewayToken token = token("NEW0");
    store().store(seen, token, record(DATA_KEY, token));

    SecretFacts now = stored(store().store(store().secret(), token, record(DATA_KEY, token)));

    assertThat(now.text(DATA_KEY)).isEqualTo(new TokenText.Whole(token.facts()));
  }

  @Test
  void a_write_whose_answer_was_lost_is_a_conflict_when_it_is_sent_again_and_shows_when_read() {
    SecretFacts seen = store().secret();
    GatewayToken token = token("NEW0");
    store().store(seen, token, record(DATA_KEY, token));

    assertThat(store().store(seen, token, record(DATA_KEY, token)))
        .isEqualTo(new TokenStore.Written.Conflict());
    assertThat(store().secret().text(DATA_KEY)).isEqualTo(new TokenText.Whole(token.facts()));
  }

  @Test
  void a_data_key_that_was_not_there_is_added_and_the_others_stay() {
    GatewayToken token = token("NEW0");

    SecretFacts now = stored(store().store(store().secret(), token, record(OTHER_KEY, token)));

    assertThat(now.text(OTHER_KEY)).isEqualTo(new TokenText.Whole(token.facts()));
    assertThat(now.text(DATA_KEY)).isEqualTo(new TokenText.Whole(former()));
  }

  private static SecretFacts stored(TokenStore.Written written) {
    assertThat(written).isInstanceOf(TokenStore.Written.Stored.class);
    return ((TokenStore.Written.Stored) written).secret();
  }

  private static GatewayToken token(String salt) {
    return Samples.token(Samples.GATEWAY.name(), SOON, salt);
  }

  private static TokenRecord record(String dataKey, GatewayToken token) {
    return new TokenRecord(
        dataKey,
        Samples.GATEWAY,
        KeySlot.SECONDARY,
        token.facts(),
        SOON.minus(Duration.ofDays(29)));
  }
}
