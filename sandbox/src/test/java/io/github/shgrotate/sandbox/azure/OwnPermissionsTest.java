package io.github.shgrotate.sandbox.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What Azure tells a caller of its own permissions.
class OwnPermissionsTest {
  private static final String READ = "Microsoft.Authorization/permissions/read";
  private static final String TOKEN =
      "Microsoft.ApiManagement/service/gateways/generateToken/action";
  private static final String V = "?api-version=2022-04-01";

  private final AzureSession session = new AzureSession();

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void every_role_at_the_gateway_and_above_it_is_an_entry() {
    session.application.revokeAll();
    session.application.grant("/subscriptions/" + AzureSession.SUBSCRIPTION, READ);
    session.application.grant(AzureSession.GATEWAY.toUpperCase(java.util.Locale.ROOT), TOKEN);
    session.application.grant(AzureSession.SERVICE + "/gateways/other", "*");

    AzureSession.Answer answer = ask(AzureSession.GATEWAY, V).ok();

    assertThat(texts(answer.json().at("/value/0/actions"))).containsExactly(READ);
    assertThat(texts(answer.json().at("/value/1/actions"))).containsExactly(TOKEN);
    assertThat(answer.json().path("value")).hasSize(2);
    assertThat(answer.json().at("/value/0"))
        .allMatch(JsonNode::isArray, "actions, notActions, dataActions, notDataActions")
        .hasSize(4);
  }

  @Test
  void it_takes_a_permission_of_its_own() {
    session.application.revokeAll();
    session.application.grant(AzureSession.GATEWAY, TOKEN);

    AzureSession.Answer answer = ask(AzureSession.GATEWAY, V);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.errorCode()).isEqualTo("AuthorizationFailed");
    assertThat(answer.json().at("/error/message").asText()).contains(READ, AzureSession.GATEWAY);
  }

  @Test
  void services_and_groups_have_them_too_and_api_versions_of_their_own() {
    String group = AzureSession.SERVICE.substring(0, AzureSession.SERVICE.indexOf("/providers/"));

    assertThat(ask(AzureSession.SERVICE, V).ok().json().path("value")).hasSize(1);
    assertThat(ask(group, V).ok().json().path("value")).hasSize(1);
    AzureSession.Answer answer = ask(AzureSession.GATEWAY, "?api-version=2024-05-01");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("InvalidResourceType");
  }

  private AzureSession.Answer ask(String resource, String query) {
    return session.arm(
        "GET",
        resource + "/providers/Microsoft.Authorization/permissions" + query,
        "",
        session.accessToken(),
        Map.of());
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
