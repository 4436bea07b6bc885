package io.github.shgrotate.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.TokenFacts;
import org.junit.jupiter.api.Test;

/// With an invented key whose token was computed by another program.
class GatewaySignatureTest {
  private static final String KEY = "dGVzdC1vbmx5LW5vdC1hLXJlYWwtZ2F0ZXdheS1rZXk=";
  private static final String TOKEN =
      "gw1&203001311234&z8BmuVPIWFojcdGr5+mp5cNF1NpZKe/SKLs679qDPwN+O7cJculvG6JSA9H21p8lX8GqATGrHZdMKIvLxUv99A==";

  @Test
  void the_key_that_signed_a_token_is_found() throws Exception {
    TokenFacts token = GatewayToken.parse(TOKEN).facts();

    assertThat(GatewaySignature.isOf(KEY, token)).isTrue();
    assertThat(GatewaySignature.isOf(KEY + "x", token)).isFalse();
  }

  @Test
  void a_token_for_another_minute_has_another_signature() throws Exception {
    TokenFacts token = GatewayToken.parse(TOKEN.replace("1234", "1235")).facts();

    assertThat(GatewaySignature.isOf(KEY, token)).isFalse();
  }
}
