package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// What the core relies on in a [TokenIssuer]; see [TokenStoreContract].
public abstract class TokenIssuerContract {
  protected abstract TokenIssuer issuer();

  /// A gateway that exists.
  protected abstract Gateway gateway();

  /// Moves Azure's clock, and not this machine's.
  protected abstract void moveAzuresClock(Duration by);

  @Test
  void a_gateway_that_exists_is_told_with_azures_clock() {
    Duration ahead = Duration.ofDays(2);
    Instant before = issuer().gateway(gateway()).azureTime();
    moveAzuresClock(ahead);

    GatewayFacts facts = issuer().gateway(gateway());

    assertThat(facts.azureTime()).isAfterOrEqualTo(before.plus(ahead));
    assertThat(facts.localClockAhead()).isNegative();
  }

  @Test
  void a_gateway_that_does_not_exist_is_a_failure_with_its_reason() {
    Gateway nowhere =
        new Gateway(
            gateway().subscriptionId(),
            gateway().resourceGroup(),
            gateway().serviceName(),
            "nowhere");

    assertThatThrownBy(() -> issuer().gateway(nowhere))
        .isInstanceOfSatisfying(
            RotationFailed.class,
            failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.GATEWAY_NOT_FOUND));
  }

  @Test
  void a_token_is_for_the_gateway_and_ends_when_asked() {
    Instant expiry = in(Duration.ofDays(29));

    GatewayToken token = issuer().issue(gateway(), KeySlot.PRIMARY, expiry);

    assertThat(token.facts().gatewayName()).isEqualTo(gateway().name());
    assertThat(token.facts().expiresAt()).isEqualTo(expiry);
  }

  @Test
  void the_same_question_gets_the_same_token_and_another_key_or_minute_another() {
    Instant expiry = in(Duration.ofDays(29));
    Fingerprint first = issued(KeySlot.PRIMARY, expiry);

    assertThat(issued(KeySlot.PRIMARY, expiry)).isEqualTo(first);
    assertThat(issued(KeySlot.SECONDARY, expiry)).isNotEqualTo(first);
    assertThat(issued(KeySlot.PRIMARY, expiry.minus(Duration.ofMinutes(1)))).isNotEqualTo(first);
  }

  @Test
  void who_signed_a_token_is_told_until_that_key_is_made_anew() {
    Instant expiry = in(Duration.ofDays(29));
    TokenFacts primary = issuer().issue(gateway(), KeySlot.PRIMARY, expiry).facts();
    TokenFacts secondary = issuer().issue(gateway(), KeySlot.SECONDARY, expiry).facts();
    assertThat(issuer().signer(gateway(), primary)).contains(KeySlot.PRIMARY);
    assertThat(issuer().signer(gateway(), secondary)).contains(KeySlot.SECONDARY);

    issuer().regenerate(gateway(), KeySlot.PRIMARY);

    assertThat(issuer().signer(gateway(), primary)).isEmpty();
    assertThat(issuer().signer(gateway(), secondary)).contains(KeySlot.SECONDARY);
    assertThat(issued(KeySlot.PRIMARY, expiry)).isNotEqualTo(primary.fingerprint());
  }

  private Fingerprint issued(KeySlot key, Instant expiry) {
    return issuer().issue(gateway(), key, expiry).facts().fingerprint();
  }

  private Instant in(Duration duration) {
    return issuer().gateway(gateway()).azureTime().plus(duration).truncatedTo(ChronoUnit.MINUTES);
  }
}
