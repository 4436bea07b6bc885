package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservationTest {
  private static final TokenFacts TOKEN = Samples.token("edge-eu", Samples.NOW, "AAAA").facts();
  private static final TokenFacts ANOTHER = Samples.token("edge-eu", Samples.NOW, "BBBB").facts();

  @Test
  void what_is_known_of_one_tokens_signature_says_nothing_about_another() {
    Observation seen = observation(TOKEN, TOKEN);
    assertThat(seen.signature()).isPresent();
    assertThat(seen.lastUsedKey()).contains("secondary");

    Observation replaced = seen.withSecret(secret(new TokenText.Whole(ANOTHER)));

    assertThat(replaced.signature()).isEmpty();
    assertThat(replaced.lastUsedKey()).contains("primary");
    assertThat(observation(TOKEN, ANOTHER).signature()).isEmpty();
    assertThat(seen.withSecret(secret(new TokenText.Absent())).signature()).isEmpty();
  }

  private static Observation observation(TokenFacts stored, TokenFacts signed) {
    return Observation.of(
        new GatewayFacts(Samples.NOW, Duration.ZERO),
        secret(new TokenText.Whole(stored)),
        "value",
        Optional.empty(),
        Optional.of(
            new Observation.Signature(signed.fingerprint(), Optional.of(KeySlot.SECONDARY))),
        List.of());
  }

  private static SecretFacts secret(TokenText text) {
    return Samples.secret(Optional.of("primary"), Map.of("value", text));
  }
}
