package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The judge of the rights can tell right from wrong.
class GrantsTest {
  private static final Set<String> GRANTED =
      Grants.of(
          Installation.yaml(
              """
              rules:
                - {apiGroups: [""], resources: [secrets], resourceNames: [token], verbs: [get, patch]}
                - {apiGroups: [apps], resources: [deployments, deployments/scale], resourceNames: [a, b], verbs: [get]}
                - {apiGroups: [""], resources: [events], verbs: [create]}
              """));

  @Test
  void a_role_grants_each_verb_on_each_resource_and_name() {
    assertThat(GRANTED)
        .containsExactlyInAnyOrder(
            "get secrets/token",
            "patch secrets/token",
            "get apps/deployments/a",
            "get apps/deployments/b",
            "get apps/deployments/scale/a",
            "get apps/deployments/scale/b",
            "create events");
  }

  @ParameterizedTest
  @CsvSource({
    "get, secrets, '', apim, token, /api/v1/namespaces/apim/secrets/token, get secrets/token",
    "create, events, '', apim, e.1, /api/v1/namespaces/apim/events, create events",
    "get, deployments, scale, apim, a, /apis/apps/v1/namespaces/apim/deployments/a/scale, get"
        + " apps/deployments/scale/a"
  })
  void what_is_granted_is_told_as_it_is_granted(
      String verb,
      String resource,
      String subresource,
      String namespace,
      String name,
      String uri,
      String told) {
    assertThat(used(verb, resource, subresource, namespace, name, uri)).containsExactly(told);
    assertThat(GRANTED).contains(told);
  }

  @ParameterizedTest
  @CsvSource({
    "get, secrets, '', apim, other, /api/v1/namespaces/apim/secrets/other",
    "list, secrets, '', apim, '', /api/v1/namespaces/apim/secrets",
    "delete, secrets, '', apim, token, /api/v1/namespaces/apim/secrets/token",
    "get, secrets, '', other, token, /api/v1/namespaces/other/secrets/token",
    "get, deployments, '', apim, a, /apis/extensions/v1/namespaces/apim/deployments/a",
    "get, deployments, status, apim, a, /apis/apps/v1/namespaces/apim/deployments/a/status",
    "create, selfsubjectaccessreviews, '', '', '',"
        + " /apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
    "get, '', '', '', '', /version"
  })
  void what_is_not_granted_equals_nothing_that_is(
      String verb, String resource, String subresource, String namespace, String name, String uri) {
    assertThat(used(verb, resource, subresource, namespace, name, uri))
        .hasSize(1)
        .doesNotContainAnyElementsOf(GRANTED);
  }

  private static Set<String> used(
      String verb, String resource, String subresource, String namespace, String name, String uri) {
    return Grants.used(
        List.of(new AuditLog.Entry(verb, resource, subresource, namespace, name, uri, 200)),
        "apim",
        GRANTED);
  }
}
