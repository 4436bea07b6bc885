package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofPolicyTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "http://{podIP}:8080/up,                   http://{podIP}:8080/up",
    "https://gw/up?subscription-key=SECRET,    https://gw/up?…",
    "https://gw/up#SECRET,                     https://gw/up?…",
    "https://user:SECRET@gw/up,                https://gw/up",
    "https://gw/@up,                           https://gw/@up",
  })
  void what_may_be_secret_in_an_address_is_not_shown(String url, String shown) {
    assertThat(ProofPolicy.shown(url)).isEqualTo(shown);
  }
}
