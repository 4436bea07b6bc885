package io.github.shgrotate.sandbox.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Custom roles and their assignments.
class RolesTest {
  private static final String READ = "Microsoft.ApiManagement/service/gateways/read";
  private static final String GROUP =
      "/subscriptions/" + AzureSession.SUBSCRIPTION + "/resourceGroups/rg1";
  private static final String ROLES = "/providers/Microsoft.Authorization/roleDefinitions";
  private static final String ASSIGNMENTS = "/providers/Microsoft.Authorization/roleAssignments";
  private static final String ID = "/10000000-0000-4000-8000-000000000000";
  private static final String V = "?api-version=2022-04-01";

  private final AzureSession session = new AzureSession();
  private final Application other = session.azure.directory().application("other");

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void an_assigned_role_allows_its_actions_at_the_scope_and_below() {
    make("Reader of gateways", GROUP).ok();

    AzureSession.Answer answer = assign(AzureSession.SERVICE).ok();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().at("/properties/scope").asText()).isEqualTo(AzureSession.SERVICE);
    assertThat(other.may(READ, AzureSession.GATEWAY)).isTrue();
    assertThat(other.may(READ, GROUP)).isFalse();
    assertThat(other.may("Microsoft.ApiManagement/service/gateways/write", AzureSession.GATEWAY))
        .isFalse();
  }

  @Test
  void an_assignment_takes_effect_later_where_the_directory_replicates_slowly() {
    make("Reader of gateways", GROUP).ok();
    session.azure.directory().replicationDelay(Duration.ofMinutes(5));

    assign(AzureSession.GATEWAY).ok();

    assertThat(other.may(READ, AzureSession.GATEWAY)).isFalse();
    session.clock.advance(Duration.ofMinutes(6));
    assertThat(other.may(READ, AzureSession.GATEWAY)).isTrue();
  }

  @Test
  void not_actions_are_taken_from_the_actions() {
    make("All but reading", GROUP, "*", READ).ok();

    assign(AzureSession.GATEWAY).ok();

    assertThat(other.may(READ, AzureSession.GATEWAY)).isFalse();
    assertThat(other.may("Microsoft.ApiManagement/service/gateways/write", AzureSession.GATEWAY))
        .isTrue();
  }

  @Test
  void a_role_is_found_by_its_name_where_it_can_be_assigned_and_nowhere_else() {
    make("Reader of gateways", AzureSession.SERVICE).ok();
    String byName = V + "&$filter=roleName%20eq%20'Reader%20of%20gateways'";

    assertThat(get(AzureSession.GATEWAY + ROLES + byName).json().at("/value/0/id").asText())
        .isEqualTo("/subscriptions/" + AzureSession.SUBSCRIPTION + ROLES + ID);
    assertThat(get(GROUP + ROLES + byName).json().path("value")).isEmpty();
    assertThat(get(AzureSession.GATEWAY + ROLES + byName.replace("Reader", "Writer")).json())
        .isEqualTo(get(GROUP + ROLES + byName).json());
    assertThat(assign(GROUP).errorCode())
        .isEqualTo("RoleAssignmentScopeNotAssignableToRoleDefinition");
  }

  @Test
  void assignments_are_listed_at_their_scope_and_below() {
    make("Reader of gateways", GROUP).ok();
    assign(AzureSession.SERVICE).ok();
    String atScope = V + "&$filter=atScope()";

    assertThat(get(AzureSession.GATEWAY + ASSIGNMENTS + atScope).json().path("value"))
        .filteredOn(entry -> entry.at("/properties/principalId").asText().equals(other.objectId()))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.at("/properties/roleDefinitionId").asText()).endsWith(ROLES + ID));
    assertThat(get(GROUP + ASSIGNMENTS + atScope).json().path("value"))
        .noneMatch(entry -> entry.at("/properties/principalId").asText().equals(other.objectId()));
  }

  @Test
  void names_of_roles_and_assignments_are_taken_once() {
    make("Reader of gateways", GROUP).ok();
    assign(AzureSession.SERVICE).ok();

    assertThat(
            put(GROUP + ROLES + ID.replace('1', '2'), role("reader of Gateways", GROUP, READ, "")))
        .satisfies(
            answer -> assertThat(answer.errorCode()).isEqualTo("RoleDefinitionWithSameNameExists"));
    assertThat(assign(AzureSession.SERVICE))
        .satisfies(
            answer -> assertThat(answer.status()).isEqualTo(409),
            answer -> assertThat(answer.errorCode()).isEqualTo("RoleAssignmentExists"));
  }

  @Test
  void nobody_is_assigned_who_is_not_in_the_directory_and_nothing_that_is_no_role() {
    assertThat(assign(GROUP).errorCode()).isEqualTo("RoleDefinitionDoesNotExist");
    make("Reader of gateways", GROUP).ok();
    assertThat(put(GROUP + ASSIGNMENTS + ID, assignment("nobody")).errorCode())
        .isEqualTo("PrincipalNotFound");
  }

  @ParameterizedTest
  @ValueSource(strings = {"roleDefinitions", "roleAssignments"})
  void making_one_takes_the_permission_to(String type) {
    session.application.revokeAll();
    session.application.grant(GROUP, "Microsoft.Authorization/*/read");
    String path = GROUP + "/providers/Microsoft.Authorization/" + type;

    AzureSession.Answer answer = put(path + ID, role("Reader of gateways", GROUP, READ, ""));

    assertThat(answer.errorCode()).isEqualTo("AuthorizationFailed");
    assertThat(answer.json().at("/error/message").asText())
        .contains("Microsoft.Authorization/" + type + "/write");
  }

  @Test
  void a_role_for_scopes_where_its_maker_may_make_none_is_refused() {
    session.application.revokeAll();
    session.application.grant(GROUP, "Microsoft.Authorization/roleDefinitions/write");
    String wide = "/subscriptions/" + AzureSession.SUBSCRIPTION;

    assertThat(put(GROUP + ROLES + ID, role("Reader of gateways", wide, READ, "")).errorCode())
        .isEqualTo("LinkedAuthorizationFailed");
  }

  private AzureSession.Answer make(String name, String scope) {
    return make(name, scope, READ, "");
  }

  private AzureSession.Answer make(String name, String scope, String action, String notAction) {
    return put(scope + ROLES + ID, role(name, scope, action, notAction));
  }

  private AzureSession.Answer assign(String scope) {
    return put(scope + ASSIGNMENTS + ID, assignment(other.objectId()));
  }

  private static String role(String name, String scope, String action, String notAction) {
    return """
    {"properties": {"roleName": "%s", "assignableScopes": ["%s"],
      "permissions": [{"actions": ["%s"], "notActions": ["%s"]}]}}
    """
        .formatted(name, scope, action, notAction);
  }

  private static String assignment(String principal) {
    return """
    {"properties": {"roleDefinitionId": "%s%s", "principalId": "%s"}}
    """
        .formatted(ROLES, ID, principal);
  }

  private AzureSession.Answer put(String path, String body) {
    return session.arm("PUT", path + V, body, session.accessToken(), Map.of());
  }

  private AzureSession.Answer get(String pathAndQuery) {
    return session.arm("GET", pathAndQuery, "", session.accessToken(), Map.of()).ok();
  }
}
