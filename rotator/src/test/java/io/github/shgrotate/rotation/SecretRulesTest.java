package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRulesTest {
  @ParameterizedTest
  @ValueSource(strings = {"Opaque", "example.org/gateway", "", "helm.sh/other"})
  void a_token_can_be_stored_in(String type) {
    assertThat(refusal(type, false, "primary")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kubernetes.io/tls",
        "kubernetes.io/service-account-token",
        "bootstrap.kubernetes.io/token",
        "helm.sh/release.v1"
      })
  void a_token_cannot_be_stored_in(String type) {
    assertThat(refusal(type, false, "primary"))
        .hasValueSatisfying(
            failure -> {
              assertThat(failure.reason()).isEqualTo(Reason.SECRET_TYPE_WRONG);
              assertThat(failure.why()).contains(type);
            });
  }

  @Test
  void nor_in_one_that_is_immutable() {
    assertThat(refusal("Opaque", true, "primary").map(Failure::reason))
        .contains(Reason.SECRET_IMMUTABLE);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @CsvSource({"primary,", "secondary,", "'',", "tertiary, KEY_RECORD_INVALID"})
  void the_key_record_must_name_a_key_or_none(String recorded, Reason expected) {
    assertThat(refusal("Opaque", false, recorded).map(Failure::reason))
        .isEqualTo(Optional.ofNullable(expected));
  }

  private static Optional<Failure> refusal(String type, boolean immutable, String lastUsedKey) {
    return SecretRules.refusal(
        Samples.request(Samples.always(KeyPolicy.ROTATE)),
        new SecretFacts(
            "7", type, immutable, Map.of(), Optional.of(lastUsedKey), Optional.empty()));
  }
}
