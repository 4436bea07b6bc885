package io.github.shgrotate.azure;

import static io.github.shgrotate.azure.FakeAzure.GATEWAY;
import static io.github.shgrotate.azure.FakeAzure.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpHandler;
import io.github.shgrotate.network.Network;
import io.github.shgrotate.network.ProxyRules;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.GatewayFacts;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AzureTokenIssuerTest {
  private static final Instant EXPIRY = Instant.parse("2030-01-31T12:34:00Z");
  private static final HttpHandler THROTTLED =
      reply(
          429,
          Answers.armBody("TooManyRequests", "Wait."),
          "Retry-After: 17",
          "x-ms-request-id: r-429");

  @TempDir Path directory;
  private FakeAzure azure;
  private AzureRun run;

  @BeforeEach
  void start() {
    azure = FakeAzure.start();
    run = new AzureRun(azure, AzureRun.secret(), directory);
  }

  @AfterEach
  void stop() {
    run.close();
    azure.close();
  }

  @Test
  void a_rotation_asks_entra_once_and_arm_twice() {
    run.issuer.gateway(GATEWAY);
    GatewayToken token = run.issuer.issue(GATEWAY, KeySlot.SECONDARY, EXPIRY);

    assertThat(token.secretValue()).isEqualTo("GatewayKey " + FakeAzure.TOKEN);
    String gateway =
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg (1)/providers"
            + "/Microsoft.ApiManagement/service/apim-1/gateways/gw1";
    assertThat(azure.log())
        .isEqualTo(
            "POST /tenant-1/oauth2/v2.0/token\nGET "
                + gateway
                + "\nPOST "
                + gateway
                + "/generateToken");
    FakeAzure.Seen post = azure.armRequests().getLast();
    assertThat(post.body())
        .isEqualTo("{\"keyType\":\"secondary\",\"expiry\":\"2030-01-31T12:34:00Z\"}");
    assertThat(post.header("Content-Type")).isEqualTo("application/json");
    assertThat(azure.armRequests())
        .allSatisfy(
            it -> {
              assertThat(it.uri().getRawQuery()).isEqualTo("api-version=2024-05-01");
              assertThat(it.uri().getRawPath()).contains("/rg%20%281%29/");
              assertThat(it.header("Authorization")).isEqualTo("Bearer bearer-number-1");
              assertThat(it.header("User-Agent")).isEqualTo("apim-shg-rotate");
              assertThat(it.header("x-ms-client-request-id")).hasSize(36);
            });
  }

  @Test
  void the_clocks_are_compared() {
    try (AzureRun ahead =
        new AzureRun(
            azure.cloud(),
            AzureRun.secret(),
            AzureRun.trusting(directory),
            FakeTime.ahead(Duration.ofDays(2)))) {
      GatewayFacts facts = ahead.issuer.gateway(GATEWAY);

      assertThat(facts.localClockAhead()).isCloseTo(Duration.ofDays(2), Duration.ofSeconds(10));
      assertThat(facts.azureTime())
          .isCloseTo(
              ahead.time.instant().minus(Duration.ofDays(2)), within(10, ChronoUnit.SECONDS));
    }
  }

  @ParameterizedTest(name = "status {0}")
  @CsvSource({"408", "500", "502", "503", "504"})
  void trouble_that_passes_is_told_and_tried_again(int status) {
    azure.nextFromArm(reply(status, ""), reply(status, ""));

    run.issuer.gateway(GATEWAY);

    assertThat(azure.armRequests()).hasSize(3);
    assertThat(run.time.pauses()).hasSize(2);
    assertThat(run.notices)
        .hasSize(2)
        .first()
        .asString()
        .startsWith("Azure Resource Manager: it answered " + status + ". Trying again in ")
        .endsWith("(attempt 2 of 3).");
  }

  @Test
  void retry_after_is_obeyed() {
    azure.nextFromArm(THROTTLED);

    run.issuer.gateway(GATEWAY);

    assertThat(run.time.pauses())
        .singleElement()
        .satisfies(it -> assertThat(it).isBetween(Duration.ofSeconds(17), Duration.ofSeconds(18)));
  }

  @Test
  void a_retry_after_that_is_too_long_ends_it_at_once() {
    azure.nextFromArm(reply(429, "", "Retry-After: 3600"));

    Failure failure = failure(() -> run.issuer.gateway(GATEWAY));

    assertThat(failure.reason()).isEqualTo(Reason.AZURE_THROTTLED);
    assertThat(failure.next()).contains("Run again in 1 h, not before ");
    assertThat(azure.armRequests()).hasSize(1);
    assertThat(run.time.pauses()).isEmpty();
  }

  @Test
  void who_asks_to_be_left_alone_has_not_throttled_for_that() {
    azure.nextFromArm(reply(503, "", "Retry-After: 3600"));

    Failure failure = failure(() -> run.issuer.gateway(GATEWAY));

    assertThat(failure.reason()).isEqualTo(Reason.AZURE_UNAVAILABLE);
    assertThat(failure.next()).contains("Run again in 1 h, not before ");
  }

  @Test
  void a_change_that_is_under_way_without_end_is_unavailability() {
    HttpHandler busy = reply(409, Answers.armBody("PessimisticConcurrencyConflict", "Wait."));
    azure.nextFromArm(busy, busy, busy);

    Failure failure = failure(() -> run.issuer.issue(GATEWAY, KeySlot.PRIMARY, EXPIRY));

    assertThat(failure.reason()).isEqualTo(Reason.AZURE_UNAVAILABLE);
    assertThat(failure.why()).contains("409 (PessimisticConcurrencyConflict)");
  }

  @Test
  void throttling_without_end_is_told_with_its_request_id() {
    azure.nextFromArm(THROTTLED, THROTTLED, THROTTLED);

    Failure failure = failure(() -> run.issuer.issue(GATEWAY, KeySlot.PRIMARY, EXPIRY));

    assertThat(failure.reason()).isEqualTo(Reason.AZURE_THROTTLED);
    assertThat(failure.why()).contains("429 (TooManyRequests), on the last of 3 attempts");
    assertThat(failure.requestIds()).containsExactly("x-ms-request-id=r-429");
  }

  static Stream<HttpHandler> lost_connections() {
    return Stream.of(FakeAzure.hangUp(), FakeAzure.half("{\"value\":\"" + FakeAzure.TOKEN + "\"}"));
  }

  @ParameterizedTest
  @MethodSource("lost_connections")
  void a_lost_connection_is_tried_again(HttpHandler lost) {
    azure.nextFromArm(lost);

    run.issuer.issue(GATEWAY, KeySlot.PRIMARY, EXPIRY);

    assertThat(azure.armRequests()).hasSize(2);

    assertThat(run.notices)
        .singleElement()
        .asString()
        .contains("the connection was lost", "attempt 2 of 3");
  }

  @Test
  void half_an_answer_to_a_read_is_none_either() {
    azure.nextFromArm(FakeAzure.half(FakeAzure.GATEWAY_BODY));

    run.issuer.gateway(GATEWAY);

    assertThat(run.notices).hasSize(1);
  }

  @Test
  void connections_lost_without_end_are_unavailability() {
    azure.nextFromArm(FakeAzure.hangUp(), FakeAzure.hangUp(), FakeAzure.hangUp());

    Failure failure = failure(() -> run.issuer.issue(GATEWAY, KeySlot.PRIMARY, EXPIRY));

    assertThat(failure.reason()).isEqualTo(Reason.AZURE_UNAVAILABLE);
    assertThat(failure.where()).isEqualTo(azure.root().toString());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://127.0.0.1:1, no connection could be made",
    "https://nowhere.invalid, its name cannot be resolved"
  })
  void nobody_there_is_unavailability(URI arm, String why) {
    try (AzureRun lost =
        new AzureRun(
            azure.cloud().withArmEndpoint(arm),
            AzureRun.secret(),
            AzureRun.trusting(directory),
            FakeTime.now())) {
      Failure failure = failure(() -> lost.issuer.gateway(GATEWAY));

      assertThat(failure.reason()).isEqualTo(Reason.AZURE_UNAVAILABLE);
      assertThat(failure.why()).contains(why, "on the last of 3 attempts");
    }
  }

  @Test
  void an_untrusted_certificate_is_not_tried_again() {
    try (AzureRun wary =
        new AzureRun(azure.cloud(), AzureRun.secret(), Network.direct(), FakeTime.now())) {
      Failure failure = failure(() -> wary.issuer.gateway(GATEWAY));

      assertThat(failure.reason()).isEqualTo(Reason.CERTIFICATE_UNTRUSTED);
      assertThat(failure.next()).contains("--ca-file");
      assertThat(wary.time.pauses()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "<html>Sign in</html> | no JSON object",
        "'' | no JSON object",
        "[] | no JSON object",
        "{\"name\":\"gw1\" | no JSON object",
        "{\"name\":\"gw1\"} | type in it is not Microsoft.ApiManagement/service/gateways",
        "{\"name\":\"gw2\",\"type\":\"Microsoft.ApiManagement/service/gateways\"} | name in it is"
            + " not gw1",
        "{\"name\":null,\"type\":\"Microsoft.ApiManagement/service/gateways\"} | name in it is not"
            + " gw1"
      })
  void an_answer_that_is_no_gateway_is_not_taken_for_one(String body, String why) {
    azure.nextFromArm(reply(200, body));

    Failure failure = failure(() -> run.issuer.gateway(GATEWAY));

    assertThat(failure.reason()).isEqualTo(Reason.ANSWER_UNREADABLE);
    assertThat(failure.why()).contains(why).doesNotContain("Sign in");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | TOKEN_REJECTED | holds no token",
        "{\"value\":null} | TOKEN_REJECTED | holds no token",
        "{\"value\":\"\"} | TOKEN_REJECTED | holds no token",
        "{\"value\":7} | TOKEN_REJECTED | holds no token",
        "{\"value\":\"gw1&203001311234\"} | TOKEN_REJECTED | three parts",
        "{\"value\":\"gw1&203013311234&c2lnbmF0dXJlLWZvci10ZXN0cw==\"} | TOKEN_REJECTED | expiry",
        "{\"value\":\"gw1&203001311234&c2lnbmF0dXJlLWZvci10ZXN0cw==\\n"
            + "\"} | TOKEN_REJECTED | base64",
        "{\"value\":\"GatewayKey gw1&203001311234&c2lnbmF0dXJlLWZvci10ZXN0cw==\"} | TOKEN_REJECTED"
            + " | begins with",
        "<html> | ANSWER_UNREADABLE | no JSON object",
        "'' | ANSWER_UNREADABLE | no JSON object",
        "{\"value\":\"gw1&2030 | ANSWER_UNREADABLE | no JSON object"
      })
  void an_answer_without_a_whole_token_is_rejected(String body, Reason reason, String why) {
    azure.nextFromArm(reply(200, body, "x-ms-request-id: r-1"));

    Failure failure = failure(() -> run.issuer.issue(GATEWAY, KeySlot.PRIMARY, EXPIRY));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.why()).contains(why).doesNotContain("c2lnb");
    assertThat(failure.requestIds()).containsExactly("x-ms-request-id=r-1");
  }

  @Test
  void an_expiry_is_a_whole_minute() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.issuer.issue(GATEWAY, KeySlot.PRIMARY, EXPIRY.plusSeconds(1)));
  }

  @Test
  void the_bearer_token_is_kept_until_near_its_end() {
    run.issuer.gateway(GATEWAY);
    run.time.advance(Duration.ofMinutes(50));
    run.issuer.gateway(GATEWAY);
    assertThat(azure.signIns()).hasSize(1);

    run.time.advance(Duration.ofMinutes(9));
    run.issuer.gateway(GATEWAY);
    assertThat(azure.signIns()).hasSize(2);
    assertThat(azure.armRequests().getLast().header("Authorization"))
        .isEqualTo("Bearer bearer-number-2");
  }

  @Test
  void an_expired_bearer_token_leads_to_one_more_sign_in() {
    azure.nextFromArm(reply(401, Answers.armBody("ExpiredAuthenticationToken", "Too late.")));

    run.issuer.gateway(GATEWAY);

    assertThat(azure.signIns()).hasSize(2);
  }

  @Test
  void a_second_refusal_of_the_sign_in_is_the_last() {
    HttpHandler expired = reply(401, Answers.armBody("ExpiredAuthenticationToken", "Too late."));
    azure.nextFromArm(expired, expired);

    Failure failure = failure(() -> run.issuer.gateway(GATEWAY));

    assertThat(failure.reason()).isEqualTo(Reason.SIGN_IN_REFUSED);
    assertThat(azure.signIns()).hasSize(2);
  }

  @Test
  void a_fresh_sign_in_that_arm_refuses_is_not_repeated() {
    azure.nextFromArm(reply(401, Answers.armBody("InvalidAuthenticationTokenTenant", "Other.")));

    Failure failure = failure(() -> run.issuer.gateway(GATEWAY));

    assertThat(failure.next()).contains("--tenant");
    assertThat(azure.signIns()).hasSize(1);
  }

  @Test
  void debug_lines_tell_every_request_and_no_secret() {
    azure.nextFromArm(reply(200, FakeAzure.GATEWAY_BODY, "x-ms-request-id: r-7"), THROTTLED);

    run.issuer.gateway(GATEWAY);
    run.issuer.issue(GATEWAY, KeySlot.PRIMARY, EXPIRY);

    assertThat(run.debug).hasSize(4);
    assertThat(run.debug.get(1))
        .startsWith("GET " + azure.root())
        .endsWith(
            "/gateways/gw1?api-version=2024-05-01: 200 x-ms-request-id=r-7 (0 ms, attempt 1)");
    assertThat(run.debug.get(3)).contains("attempt 2");
    assertThat(String.join("\n", run.debug) + run.notices)
        .doesNotContain(AzureRun.SECRET, "s3cret", "bearer-number", "203001311234");
  }

  @Test
  void a_secret_that_azure_sends_back_is_not_told() {
    azure.nextFromArm(reply(403, Answers.armBody("AuthorizationFailed", "Bearer bearer-number-1")));

    Failure failure = failure(() -> run.issuer.gateway(GATEWAY));

    assertThat(failure.why()).contains("[secret]").doesNotContain("bearer-number-1");
  }

  @Test
  void an_unreadable_ca_file_is_named() {
    Network connection =
        new Network(Optional.of(directory.resolve("absent.pem")), ProxyRules.none());

    Failure failure =
        failure(() -> new AzureRun(azure.cloud(), AzureRun.secret(), connection, FakeTime.now()));

    assertThat(failure.reason()).isEqualTo(Reason.OPTIONS_INVALID);
    assertThat(failure.where()).endsWith("absent.pem");
    assertThat(failure.why()).isEqualTo("there is no such file");
  }

  @Test
  void closing_ends_the_threads_of_the_http_client() {
    run.issuer.gateway(GATEWAY);
    run.close();

    List<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(Thread::isAlive)
            .map(Thread::getName)
            .filter(it -> it.startsWith("HttpClient-") && it.contains("SelectorManager"))
            .toList();
    assertThat(left).isEmpty();
  }

  @Test
  void loopback_goes_straight_whatever_the_proxy() {
    Network connection =
        new Network(
            Optional.of(FakeAzure.caFile(directory)),
            ProxyRules.from(Map.of("HTTPS_PROXY", "http://proxy.invalid:3128")));
    try (AzureRun proxied =
        new AzureRun(azure.cloud(), AzureRun.secret(), connection, FakeTime.now())) {
      proxied.issuer.gateway(GATEWAY);
    }

    assertThat(azure.armRequests()).hasSize(1);
  }

  private static Failure failure(ThrowingCallable call) {
    return catchThrowableOfType(RotationFailed.class, call).failure();
  }
}
