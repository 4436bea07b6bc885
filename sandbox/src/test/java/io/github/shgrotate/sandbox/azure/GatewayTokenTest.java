package io.github.shgrotate.sandbox.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTokenTest {
  private static final String KEY = "dGVzdC1vbmx5LW5vdC1hLXJlYWwtZ2F0ZXdheS1rZXk=";
  private static final String VECTOR =
      "gw1&203001311234&z8BmuVPIWFojcdGr5+mp5cNF1NpZKe/SKLs679qDPwN+O7cJculvG6JSA9H21p8lX8GqATGrHZdMKIvLxUv99A==";

  @ParameterizedTest
  @ValueSource(
      strings = {"2030-01-31T12:34:00Z", "2030-01-31T12:34:59.9999999Z", "2030-01-31T12:34:29Z"})
  void a_token_is_signed_as_azure_signs_it(String expiry) {
    assertThat(GatewayToken.sign("gw1", Instant.parse(expiry), KEY).text()).isEqualTo(VECTOR);
  }

  @Test
  void a_token_is_read_back() {
    GatewayToken token = GatewayToken.parse(VECTOR).orElseThrow();
    assertThat(token.gatewayId()).isEqualTo("gw1");
    assertThat(token.expiry()).isEqualTo(Instant.parse("2030-01-31T12:34:00Z"));
    assertThat(token.isSignedWith(KEY)).isTrue();
    assertThat(token.isSignedWith(KEY + "x")).isFalse();
  }

  @Test
  void a_gateway_id_may_hold_the_separator() {
    String text = GatewayToken.sign("a&b", Instant.parse("2030-01-31T12:34:00Z"), KEY).text();
    assertThat(GatewayToken.parse(text).orElseThrow().gatewayId()).isEqualTo("a&b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gw1",
        "gw1&203001311234",
        "gw1&203002311234&z8Bm",
        "&203001311234&z8Bm",
        "gw1&203001311234&z8Bm",
        VECTOR + "\n"
      })
  void what_is_not_a_token_to_the_letter_is_none(String text) {
    assertThat(GatewayToken.parse(text)).isEmpty();
  }

  @Test
  void a_token_does_not_show_itself() {
    assertThat(GatewayToken.parse(VECTOR).orElseThrow().toString()).doesNotContain("z8Bmu");
  }
}
