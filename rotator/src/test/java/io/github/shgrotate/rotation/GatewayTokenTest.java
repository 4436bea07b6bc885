package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayTokenTest {
  private static final String SIGNATURE =
      "z8BmuVPIWFojcdGr5+mp5cNF1NpZKe/SKLs679qDPwN+O7cJculvG6JSA9H21p8lX8GqATGrHZdMKIvLxUv99A==";
  private static final String TOKEN = "gw1&203001311234&" + SIGNATURE;

  @Test
  void tells_the_gateway_and_the_minute_of_its_end() throws Exception {
    TokenFacts facts = GatewayToken.parse(TOKEN).facts();

    assertThat(facts.gatewayName()).isEqualTo("gw1");
    assertThat(facts.expiresAt()).isEqualTo(Instant.parse("2030-01-31T12:34:00Z"));
    assertThat(facts.fingerprint().hex()).matches("[0-9a-f]{12}");
  }

  @Test
  void the_fingerprint_is_of_the_token_without_the_word() throws Exception {
    assertThat(GatewayToken.judge("GatewayKey " + TOKEN))
        .isEqualTo(new TokenText.Whole(GatewayToken.parse(TOKEN).facts()));
    // sha256sum says so too: printf %s "$TOKEN" | sha256sum | cut -c1-12
    assertThat(GatewayToken.parse(TOKEN).facts().fingerprint())
        .isEqualTo(Fingerprint.ofToken(TOKEN));
  }

  @Test
  void a_gateway_may_have_an_ampersand_in_its_name() throws Exception {
    assertThat(GatewayToken.parse("a&b&203001311234&" + SIGNATURE).facts().gatewayName())
        .isEqualTo("a&b");
  }

  @Test
  void a_gateway_may_have_a_name_of_one_letter() throws Exception {
    assertThat(GatewayToken.parse("g&203001311234&" + SIGNATURE).facts().gatewayName())
        .isEqualTo("g");
  }

  @Test
  void is_stored_with_the_word_and_without_a_newline() throws Exception {
    assertThat(GatewayToken.parse(TOKEN).secretValue()).isEqualTo("GatewayKey " + TOKEN);
  }

  @Test
  void never_prints_itself() throws Exception {
    GatewayToken token = GatewayToken.parse(TOKEN);

    assertThat(token.toString())
        .doesNotContain(SIGNATURE)
        .contains(token.facts().fingerprint().hex());
    assertThat(token.facts().toString()).doesNotContain(SIGNATURE);
  }

  @ParameterizedTest(name = "[{0}] is no token: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'bare'                        | does not begin",
        "GatewayKey                    | does not begin",
        "GatewayKey &                  | three parts",
        "GatewayKey gw1                | three parts",
        "GatewayKey gw1&203001311234   | three parts",
        "GatewayKey &203001311234&c2lnbmF0dXJlYWFhYQ==      | three parts",
        "GatewayKey gw1&20300131123&c2lnbmF0dXJlYWFhYQ==    | expiry",
        "GatewayKey gw1&203013311234&c2lnbmF0dXJlYWFhYQ==   | expiry",
        "GatewayKey gw1&203002301234&c2lnbmF0dXJlYWFhYQ==   | expiry",
        "GatewayKey gw1&203001311234&short==                | signature",
        "GatewayKey gw1&203001311234&c2lnbmF0 dXJlYWFhYQ==  | signature",
        "gatewaykey gw1&203001311234&c2lnbmF0dXJlYWFhYQ==   | does not begin",
      })
  void tells_what_is_wrong_without_quoting(String text, String why) {
    assertThat(GatewayToken.judge(text))
        .isInstanceOfSatisfying(
            TokenText.Unreadable.class,
            unreadable -> assertThat(unreadable.why()).contains(why).doesNotContain("c2lnbmF0"));
  }

  @Test
  void an_empty_text_is_no_token_at_all() {
    assertThat(GatewayToken.judge("")).isEqualTo(new TokenText.Absent());
  }
}
