package io.github.shgrotate.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  private static final String HEAD = "gw1&203001311234&";
  private static final String SIGNATURE = Samples.TOKEN.substring(HEAD.length());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          as it is                    | &       | +       | /       | =
          in JSON                     | \\u0026 | \\u002B | \\u002F | \\u003D
          in JSON, with small letters | \\u0026 | \\u002b | \\u002f | \\u003d
          in an address               | %26     | %2B     | %2F     | %3D
          in HTML                     | &amp;   | +       | /       | =
          """)
  void a_token_is_taken_out_however_it_is_written(
      String how, String and, String plus, String slash, String equals) {
    String token =
        Samples.TOKEN
            .replace("=", equals.strip())
            .replace("+", plus.strip())
            .replace("/", slash.strip())
            .replace("&", and.strip());
    for (String text :
        new String[] {
          "token " + token + " refused",
          "{\"auth\":\"GatewayKey " + token + "\",\"status\":\"refused\"}",
          "signed " + token.substring(token.indexOf("1234") + 4) + " refused",
        }) {
      assertThat(Redaction.redacted(text))
          .as(how)
          .contains("(a token)", "refused")
          .doesNotContain("z8Bmu", "O7cJ", "LvxU", "v99A");
    }
  }

  @Test
  void a_signature_without_its_head_is_one_too() {
    assertThat(Redaction.redacted("cut: " + SIGNATURE.substring(20) + ";"))
        .isEqualTo("cut: (a token);");
  }

  @ParameterizedTest
  @CsvSource({
    "Back-off pulling image \"gw@sha256:"
        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"",
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/"
        + "Microsoft.ApiManagement/service/contoso/gateways/gw1",
    "a&b&c",
  })
  void what_is_no_token_stays(String text) {
    assertThat(Redaction.redacted(text)).isEqualTo(text);
  }

  @Test
  void long_lines_are_no_trouble() {
    assertThat(Redaction.redacted("x".repeat(200_000))).isEqualTo("(a token)");
    assertThat(Redaction.redacted("x-".repeat(100_000))).hasSize(200_000);
    assertThat(Redaction.shown("x-".repeat(1000))).hasSize(301);
  }
}
