package io.github.shgrotate.sandbox.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTokensTest {
  private final AzureSession session = new AzureSession();

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void a_token_is_taken_until_its_minute_has_come() {
    Instant expiry = session.in(Duration.ofDays(29));
    String token = generate("primary", expiry.toString());
    assertThat(token).startsWith("GatewayKey gw1&");
    assertThat(session.present(token, "pod-1").status()).isEqualTo(200);
    session.clock.advance(Duration.ofDays(29));
    assertThat(reason(token)).isEqualTo("EXPIRED");
  }

  @Test
  void asking_twice_gives_the_same_token_and_the_other_key_another() {
    String expiry = session.in(Duration.ofDays(1)).toString();
    String first = generate("primary", expiry);
    assertThat(generate("primary", expiry)).isEqualTo(first);
    assertThat(generate("secondary", expiry)).isNotEqualTo(first);
  }

  @Test
  void a_token_of_a_regenerated_key_is_refused() {
    String expiry = session.in(Duration.ofDays(1)).toString();
    String primary = generate("primary", expiry);
    String secondary = generate("secondary", expiry);
    String before = session.gateway.etag();
    assertThat(
            session
                .arm("POST", AzureSession.GATEWAY + "/regenerateKey", "{\"keyType\":\"primary\"}")
                .status())
        .isEqualTo(204);
    assertThat(reason(primary)).isEqualTo("KEY_REGENERATED");
    assertThat(session.present(secondary, "pod-1").status()).isEqualTo(200);
    assertThat(session.gateway.etag()).isNotEqualTo(before);
    assertThat(session.gateway.signerOf(primary)).contains(KeySlot.PRIMARY);
    assertThat(session.azure.resources().regenerations())
        .singleElement()
        .satisfies(
            regeneration -> {
              assertThat(regeneration.key()).isEqualTo(KeySlot.PRIMARY);
              assertThat(regeneration.principal()).isEqualTo(session.application.objectId());
            });
  }

  @Test
  void tokens_of_a_regenerated_key_can_linger() {
    String token = session.gateway.tokenFromPortal(KeySlot.PRIMARY, session.in(Duration.ofDays(1)));
    session.azure.resources().regeneratedKeysLinger(Duration.ofMinutes(2));
    session.gateway.regenerateFromPortal(KeySlot.PRIMARY);
    assertThat(session.azure.verify(token).accepted()).isTrue();
    session.clock.advance(Duration.ofMinutes(3));
    assertThat(session.azure.verify(token).accepted()).isFalse();
  }

  @Test
  void the_listed_keys_sign_the_tokens() {
    var keys = session.arm("POST", AzureSession.GATEWAY + "/listKeys", "").ok();
    String primary = keys.json().path("primary").asText();
    assertThat(primary).hasSize(88);
    Instant expiry = session.in(Duration.ofDays(3));
    assertThat(generate("primary", expiry.toString()))
        .isEqualTo("GatewayKey " + GatewayToken.sign("gw1", expiry, primary).text());
  }

  @Test
  void what_was_issued_and_presented_is_noted_without_telling_the_token() {
    Instant expiry = session.in(Duration.ofDays(3));
    String token = generate("secondary", expiry.toString());
    session.present(token, "pod-7");
    session.present("GatewayKey nonsense", "pod-8");
    assertThat(session.azure.resources().issuedTokens())
        .singleElement()
        .satisfies(
            issued -> {
              assertThat(issued.key()).isEqualTo(KeySlot.SECONDARY);
              assertThat(issued.expiry()).isEqualTo(expiry.truncatedTo(ChronoUnit.MINUTES));
              assertThat(issued.fingerprint()).isEqualTo(Fingerprint.of(token)).hasSize(12);
              assertThat(issued.gatewayResourceId()).isEqualTo(AzureSession.GATEWAY);
            });
    assertThat(session.azure.presentations())
        .extracting(Presentation::instance, Presentation::accepted, Presentation::fingerprint)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("pod-7", true, Fingerprint.of(token)),
            org.assertj.core.groups.Tuple.tuple("pod-8", false, Fingerprint.of("nonsense")));
    assertThat(session.azure.presentations().toString())
        .doesNotContain(token.substring(token.lastIndexOf('&') + 1));
  }

  @ParameterizedTest
  @CsvSource({
    "GatewayKey nobody&203001311234&SIG, UNKNOWN_GATEWAY",
    "GatewayKey gw1&203001311234&SIG,    WRONG_SIGNATURE",
    "gw1&203001311234&SIG,               MALFORMED",
    "GatewayKey,                         MALFORMED"
  })
  void what_is_not_a_true_token_is_refused_with_its_reason(String text, String reason) {
    String signature = java.util.Base64.getEncoder().encodeToString(new byte[64]);
    assertThat(reason(text.replace("SIG", signature))).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          primary,   P30DT1M,  expiry
          primary,   PT-2M,    expiry
          Primary,   P1D,      keyType
          third,     P1D,      keyType
          """)
  void a_wrong_request_names_the_wrong_field(String key, String ahead, String target) {
    Instant expiry = session.in(Duration.parse(ahead));
    assertValidationError(body(key, expiry.toString()), target);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tomorrow", "2030-01-31", "2030-01-31T12:34:00", "1893456000"})
  void an_expiry_must_be_a_time_with_its_offset(String expiry) {
    assertValidationError(body("primary", expiry), "expiry");
  }

  @Test
  void a_body_wrapped_in_properties_is_refused() {
    assertValidationError("{\"properties\":" + body("primary", "x") + "}", "keyType");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".1", ".1234567"})
  void an_expiry_may_be_now_and_have_up_to_seven_digits_of_a_second(String fraction) {
    String now = session.clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    generate("primary", now.replace("Z", fraction + "Z"));
    generate("primary", now.replace("Z", fraction + "+00:00"));
  }

  @ParameterizedTest
  @EnumSource(value = TokenAnswer.class, mode = EnumSource.Mode.EXCLUDE, names = "HONEST")
  void a_gateway_can_be_made_to_answer_what_no_client_should_trust(TokenAnswer answer) {
    session.gateway.answersTokensWith(answer);
    Instant expiry = session.in(Duration.ofDays(5));
    String token = generate("primary", expiry.toString());
    boolean asAsked =
        session.azure.verify(token) instanceof TokenVerdict.Accepted(_, _, var until)
            && until.equals(expiry.truncatedTo(ChronoUnit.MINUTES));
    assertThat(asAsked).isFalse();
  }

  private void assertValidationError(String body, String target) {
    var answer = session.arm("POST", AzureSession.GATEWAY + "/generateToken", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("ValidationError");
    assertThat(answer.json().path("error").path("details").get(0).path("target").asText())
        .isEqualTo(target);
  }

  private String generate(String key, String expiry) {
    return "GatewayKey "
        + session
            .arm("POST", AzureSession.GATEWAY + "/generateToken", body(key, expiry))
            .ok()
            .json()
            .path("value")
            .asText();
  }

  private String reason(String token) {
    var answer = session.present(token, "pod");
    assertThat(answer.status()).isEqualTo(401);
    return answer.json().path("reason").asText();
  }

  private static String body(String key, String expiry) {
    return Json.object().put("keyType", key).put("expiry", expiry).toString();
  }
}
