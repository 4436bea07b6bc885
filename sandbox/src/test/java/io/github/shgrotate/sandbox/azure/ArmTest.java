package io.github.shgrotate.sandbox.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmTest {
  private static final String V = "?api-version=2024-05-01";

  private final AzureSession session = new AzureSession();
  private final Resources resources = session.azure.resources();

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void every_answer_tells_its_ids_and_the_sandboxs_time() {
    session.clock.advance(Duration.ofDays(-2));
    var answer = session.arm("GET", AzureSession.GATEWAY, "").ok();
    for (String header :
        new String[] {
          "x-ms-request-id", "x-ms-correlation-request-id", "x-ms-routing-request-id", "ETag"
        }) {
      assertThat(answer.header(header)).as(header).isNotEmpty();
    }
    assertThat(answer.response().headers().allValues("Date")).hasSize(1);
    assertThat(
            ZonedDateTime.parse(answer.header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant())
        .isBetween(session.clock.instant().minusSeconds(10), session.clock.instant());
    assertThat(answer.header("x-ms-ratelimit-remaining-subscription-reads")).isEqualTo("249");
    assertThat(answer.header("x-ms-ratelimit-remaining-subscription-global-reads"))
        .isEqualTo("3749");
  }

  @Test
  void paths_are_compared_without_regard_to_case() {
    var answer = session.arm("GET", AzureSession.GATEWAY.toUpperCase(Locale.ROOT), "").ok();
    assertThat(answer.json().path("id").asText()).isEqualTo(AzureSession.GATEWAY);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          apimService1/gateways/gw1,   '',                          400, MissingApiVersionParameter
          apimService1/gateways/gw1,   ?api-version=latest,         400, InvalidApiVersionParameter
          apimService1/gateways/gw1,   ?api-version=2099-01-01,     400, NoRegisteredProviderFound
          apimService1/gateways/other, ?api-version=2024-05-01,     404, ResourceNotFound
          other/gateways/gw1,          ?api-version=2024-05-01,     404, ResourceNotFound
          apimService1/gatewayz/gw1,   ?api-version=2024-05-01,     404, ResourceNotFound
          apimService1/gateways/gw1/x, ?api-version=2024-05-01,     404, ResourceNotFound
          """)
  void what_is_not_there_is_told_as_arm_tells_it(
      String below, String query, int status, String code) {
    String path = AzureSession.SERVICE.replace("apimService1", below) + query;
    var answer = session.arm("GET", path, "", session.accessToken(), Map.of());
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.errorCode()).isEqualTo(code);
    assertThat(answer.header("x-ms-request-id")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    AzureSession.SUBSCRIPTION + ", 00000000-0000-0000-0000-000000000002, 404, SubscriptionNotFound",
    AzureSession.SUBSCRIPTION + ", not-a-guid, 400, InvalidSubscriptionId",
    "rg1, rg2, 404, ResourceGroupNotFound"
  })
  void what_holds_the_gateway_must_exist(String name, String other, int status, String code) {
    var answer = session.arm("GET", AzureSession.GATEWAY.replace(name, other), "");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.errorCode()).isEqualTo(code);
  }

  @Test
  void an_unknown_gateway_can_be_told_the_other_way() {
    resources.unknownGatewayAnswers(Resources.UnknownGatewayAnswer.VALIDATION_ERROR);
    var answer = session.arm("GET", AzureSession.SERVICE + "/gateways/other", "");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").path("details").get(0).path("target").asText())
        .isEqualTo("gwid");
  }

  @Test
  void retired_api_versions_pass_until_they_are_refused() {
    String path = AzureSession.GATEWAY + "?api-version=2019-12-01";
    session.arm("GET", path, "", session.accessToken(), Map.of()).ok();
    resources.refuseRetiredApiVersions(true);
    assertThat(session.arm("GET", path, "", session.accessToken(), Map.of()).status())
        .isEqualTo(400);
  }

  @Test
  void a_service_can_shut_out_old_api_versions() {
    resources
        .subscription(AzureSession.SUBSCRIPTION)
        .group("rg1")
        .service("apimService1")
        .minApiVersion("2024-06-01-preview");
    assertThat(session.arm("GET", AzureSession.GATEWAY, "").status()).isEqualTo(400);
  }

  @Test
  void a_locked_service_refuses_all_but_reading() {
    resources
        .subscription(AzureSession.SUBSCRIPTION)
        .group("rg1")
        .service("apimService1")
        .locked(true);
    session.arm("GET", AzureSession.GATEWAY, "").ok();
    var answer = session.arm("POST", AzureSession.GATEWAY + "/listKeys", "");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.errorCode()).isEqualTo("ServiceLocked");
  }

  @ParameterizedTest
  @CsvSource({
    "'', AuthenticationFailed",
    "Basic eDp5, AuthenticationFailed",
    "Bearer nonsense, InvalidAuthenticationToken"
  })
  void without_a_true_token_nobody_gets_in(String authorization, String code) {
    var answer =
        session.send(
            "GET",
            URI.create(session.azure.arm().uri() + AzureSession.GATEWAY + V),
            "",
            authorization.isEmpty() ? Map.of() : Map.of("Authorization", authorization));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.errorCode()).isEqualTo(code);
    assertThat(answer.header("WWW-Authenticate"))
        .startsWith("Bearer authorization_uri=\"" + session.azure.entra().uri() + "/")
        .contains("error=\"invalid_token\"");
  }

  @Test
  void an_expired_token_is_refused_by_the_sandboxs_clock() {
    String token = session.accessToken();
    session.clock.advance(Duration.ofHours(1));
    var answer = session.arm("GET", AzureSession.GATEWAY + V, "", token, Map.of());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.errorCode()).isEqualTo("ExpiredAuthenticationToken");
  }

  @Test
  void a_token_for_something_else_is_refused() {
    Map<String, String> form = new java.util.HashMap<>(session.secretForm());
    form.put("scope", "https://graph.microsoft.com/.default");
    String token =
        session
            .signIn(session.azure.directory().tenantId(), form)
            .ok()
            .json()
            .path("access_token")
            .asText();
    var answer = session.arm("GET", AzureSession.GATEWAY + V, "", token, Map.of());
    assertThat(answer.errorCode()).isEqualTo("InvalidAuthenticationTokenAudience");
  }

  @Test
  void a_token_of_another_tenant_is_refused() {
    Tenant other = session.azure.directory().tenant("99999999-0000-0000-0000-000000000009");
    other.application(AzureSession.CLIENT).withSecret(AzureSession.SECRET).grant("/", "*");
    String token =
        session.signIn(other.id(), session.secretForm()).ok().json().path("access_token").asText();
    var answer = session.arm("GET", AzureSession.GATEWAY + V, "", token, Map.of());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.errorCode()).isEqualTo("InvalidAuthenticationTokenTenant");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Microsoft.ApiManagement/service/gateways/generateToken/action, listKeys,      403
          Microsoft.ApiManagement/service/gateways/generateToken/action, generateToken, 200
          Microsoft.ApiManagement/service/gateways/*,                    listKeys,      200
          microsoft.apimanagement/SERVICE/*,                             listKeys,      200
          */read,                                                        listKeys,      403
          """)
  void only_what_is_granted_may_be_done(String action, String operation, int status) {
    session.application.revokeAll();
    session.application.grant(AzureSession.GATEWAY, action);
    var answer =
        session.arm(
            "POST",
            AzureSession.GATEWAY + "/" + operation,
            operation.equals("listKeys")
                ? ""
                : "{\"keyType\":\"primary\",\"expiry\":\""
                    + session.in(Duration.ofHours(1))
                    + "\"}");
    assertThat(answer.status()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.errorCode()).isEqualTo("AuthorizationFailed");
      assertThat(answer.json().path("error").path("message").asText())
          .isEqualTo(
              "The client '%s' with object id '%s' does not have authorization to perform action"
                      .formatted(AzureSession.CLIENT, session.application.objectId())
                  + " 'Microsoft.ApiManagement/service/gateways/listKeys/action' over scope '"
                  + AzureSession.GATEWAY
                  + "' or the scope is invalid. If access was recently granted, please refresh"
                  + " your credentials.");
    }
  }

  @Test
  void a_grant_elsewhere_does_not_help() {
    session.application.revokeAll();
    session.application.grant(AzureSession.GATEWAY + "0", "*");
    assertThat(session.arm("GET", AzureSession.GATEWAY, "").status()).isEqualTo(403);
  }

  @Test
  void too_many_requests_are_refused_until_the_bucket_fills_again() {
    resources.throttling().limit(Throttling.Kind.READS, 2, 0.1);
    String token = session.accessToken();
    for (int i = 0; i < 2; i++) {
      session.arm("GET", AzureSession.GATEWAY + V, "", token, Map.of()).ok();
    }
    var refused = session.arm("GET", AzureSession.GATEWAY + V, "", token, Map.of());
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.errorCode()).isEqualTo("SubscriptionRequestsThrottled");
    long seconds = Long.parseLong(refused.header("Retry-After"));
    assertThat(seconds).isBetween(1L, 10L);
    assertThat(resources.throttling().refusals()).isEqualTo(1);
    session.clock.advance(Duration.ofSeconds(seconds));
    session.arm("GET", AzureSession.GATEWAY + V, "", token, Map.of()).ok();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /subscriptions?api-version=2022-12-01,                                         value
          /tenants?api-version=2022-12-01,                                               value
          /subscriptions/SUB?api-version=2022-12-01,                                     subscriptionId
          /subscriptions/SUB/resourceGroups?api-version=2021-04-01,                      value
          /subscriptions/SUB/resourcegroups/rg1?api-version=2021-04-01,                  location
          /subscriptions/SUB/providers/Microsoft.ApiManagement?api-version=2021-04-01,   registrationState
          /subscriptions/SUB/providers/Microsoft.ApiManagement/service?api-version=2022-08-01, value
          /metadata/endpoints?api-version=2015-01-01,                                    galleryEndpoint
          /metadata/endpoints?api-version=2022-09-01,                                    resourceManager
          """)
  void what_lies_above_gateways_is_answered_as_the_azure_cli_needs_it(String path, String member) {
    var answer =
        session.arm(
            "GET",
            path.replace("SUB", AzureSession.SUBSCRIPTION),
            "",
            session.accessToken(),
            Map.of());
    assertThat(answer.ok().json().has(member)).isTrue();
  }

  @Test
  void a_long_list_comes_in_pages() {
    for (int i = 2; i <= 5; i++) {
      resources.gateway(AzureSession.SUBSCRIPTION, "rg1", "apimService1", "gw" + i);
    }
    resources.pageSize(2);
    String bearer = session.accessToken();
    String next = session.azure.arm().uri() + AzureSession.SERVICE + "/gateways" + V;
    java.util.List<String> seen = new java.util.ArrayList<>();
    while (!next.isEmpty()) {
      var page =
          session
              .send("GET", URI.create(next), "", Map.of("Authorization", "Bearer " + bearer))
              .ok()
              .json();
      assertThat(page.path("count").asInt()).isEqualTo(5);
      page.path("value").forEach(gateway -> seen.add(gateway.path("name").asText()));
      next = page.path("nextLink").asText();
    }
    assertThat(seen).containsExactly("gw1", "gw2", "gw3", "gw4", "gw5");
  }

  @Test
  void a_gateway_changes_only_for_who_knows_its_etag() {
    String bearer = session.accessToken();
    String body = "{\"properties\":{\"description\":\"d\"}}";
    String etag = session.arm("GET", AzureSession.GATEWAY, "").ok().header("ETag");
    session.arm("PATCH", AzureSession.GATEWAY + V, body, bearer, Map.of("If-Match", etag)).ok();
    assertThat(
            session
                .arm("PATCH", AzureSession.GATEWAY + V, body, bearer, Map.of("If-Match", etag))
                .status())
        .isEqualTo(412);
    assertThat(session.arm("PATCH", AzureSession.GATEWAY + V, body, bearer, Map.of()).status())
        .isEqualTo(400);
    assertThat(
            session
                .arm("DELETE", AzureSession.GATEWAY + V, "", bearer, Map.of("If-Match", "*"))
                .status())
        .isEqualTo(200);
    assertThat(
            session
                .arm("DELETE", AzureSession.GATEWAY + V, "", bearer, Map.of("If-Match", "*"))
                .status())
        .isEqualTo(204);
  }
}
