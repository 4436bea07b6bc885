package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import io.github.shgrotate.sandbox.kubernetes.server.AuditEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `deploy/` grants in Kubernetes and in Azure: enough, and no more. Judged by the API's audit
/// log, the pods and Azure.
class DeployTest {
  static final String ACCOUNT = "system:serviceaccount:apim:apim-shg-rotate";
  private static final int PODS = 2;

  /// What the script's own manifests grant: nothing on pods and events, and no watch.
  static final String RBAC_OF_THE_SCRIPT =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: apim-shg-rotate, namespace: apim}
      rules:
        - {apiGroups: [""], resources: [secrets], verbs: [get, update, patch]}
        - {apiGroups: [apps], resources: [deployments, statefulsets], verbs: [get, patch]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: apim-shg-rotate, namespace: apim}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: apim-shg-rotate}
      subjects: [{kind: ServiceAccount, name: apim-shg-rotate, namespace: apim}]
      """;

  @TempDir Path folder;
  private SampleWorld world;
  private Rotator rotator;

  @BeforeEach
  void installGateway() throws InterruptedException {
    world = SampleWorld.start(folder, PODS);
    rotator = Rotator.forSample(world.sandbox(), folder, ACCOUNT);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void under_the_rbac_of_deploy_nothing_is_denied_and_every_grant_is_used() throws Exception {
    String rbac = rbacForSample();
    world.apply(rbac);

    Rotator.Run run = rotator.run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(world.tokensOfPods()).isEqualTo(Set.of(world.storedToken()));
    assertThat(requests()).isNotEmpty().allMatch(entry -> entry.status() != 403);
    assertThat(used()).isEqualTo(granted(rbac));
  }

  @Test
  void under_the_rbac_of_deploy_no_other_secret_and_no_other_workload_can_be_touched()
      throws Exception {
    world.apply(rbacForSample());
    world.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: somebody-elses, namespace: apim}
        type: Opaque
        """);

    Rotator.Run secret = rotator.with("TOKEN_SECRET", "somebody-elses").run();
    Rotator.Run workload = rotator.with("K8S_OBJECT", "deployment/somebody-elses").run();

    assertThat(secret.exitCode()).as(secret.err()).isEqualTo(3);
    assertThat(secret.err()).contains("get on secrets/somebody-elses in namespace apim");
    assertThat(workload.exitCode()).as(workload.err()).isEqualTo(3);
    assertThat(workload.err()).contains("get on deployments/somebody-elses in namespace apim");
    assertThat(world.issuedTokens()).isEmpty();
  }

  @Test
  void without_any_grant_the_secret_stays_as_it_was() throws Exception {
    SampleWorld.Snapshot former = world.snapshot();

    Rotator.Run run = rotator.run();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).contains("get on secrets/edge-eu-token in namespace apim");
    assertThat(world.snapshot()).isEqualTo(former);
    assertThat(world.issuedTokens()).isEmpty();
  }

  @Test
  void under_the_scripts_own_rbac_it_rotates_and_names_what_is_missing() throws Exception {
    world.apply(RBAC_OF_THE_SCRIPT);

    Rotator.Run run = rotator.run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(world.tokensOfPods()).isEqualTo(Set.of(world.storedToken()));
    assertThat(run.err())
        .contains("watch on deployments/edge-eu in namespace apim")
        .contains("list on pods in namespace apim")
        .contains("create on events in namespace apim");
    Set<String> withoutGrant = used();
    withoutGrant.removeAll(granted(RBAC_OF_THE_SCRIPT));
    assertThat(withoutGrant)
        .containsExactlyInAnyOrder(
            "watch deployments in group apps",
            "list pods in group core",
            "create events in group core");
  }

  @Test
  void the_azure_role_is_enough() throws Exception {
    world.apply(rbacForSample());
    grantOnly(actionsOfTheRole());

    Rotator.Run run = rotator.run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(world.tokensOfPods()).isEqualTo(Set.of(world.storedToken()));
  }

  @Test
  void no_action_of_the_azure_role_can_be_left_out() throws Exception {
    world.apply(rbacForSample());
    SampleWorld.Snapshot former = world.snapshot();
    List<String> actions = actionsOfTheRole();
    assertThat(actions).isNotEmpty();
    for (String missing : actions) {
      grantOnly(actions.stream().filter(action -> !action.equals(missing)).toList());

      Rotator.Run run = rotator.run();

      assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
      assertThat(run.err()).contains(missing);
      assertThat(world.snapshot()).isEqualTo(former);
    }
  }

  /// The file as a user adapts it.
  private static String rbacForSample() throws IOException {
    String rbac = Checkout.text("deploy/rbac.yaml");
    assertThat(rbac).contains("[apim-gateway-token]").contains("[apim-gateway]");
    return rbac.replace("[apim-gateway-token]", "[" + SampleGateway.SECRET + "]")
        .replace("[apim-gateway]", "[" + SampleGateway.WORKLOAD + "]");
  }

  private static List<String> actionsOfTheRole() throws IOException {
    JsonNode role = Trees.parse(Checkout.text("deploy/azure-role.json"));
    assertThat(role.path("DataActions")).isEmpty();
    List<String> actions = new ArrayList<>();
    role.path("Actions").forEach(action -> actions.add(action.asText()));
    return actions;
  }

  private void grantOnly(List<String> actions) {
    world.application().revokeAll();
    world.application().grant(world.gateway().resourceId(), actions.toArray(String[]::new));
  }

  /// What a role grants, a line for each verb on each resource. That names are kept to is the API's
  /// business: it denies what they do not cover.
  private static Set<String> granted(String rbac) {
    Set<String> all = new TreeSet<>();
    for (JsonNode rule : rules(rbac)) {
      for (JsonNode group : rule.path("apiGroups")) {
        for (JsonNode resource : rule.path("resources")) {
          for (JsonNode verb : rule.path("verbs")) {
            all.add(line(verb.asText(), group.asText(), resource.asText()));
          }
        }
      }
    }
    return all;
  }

  private static List<JsonNode> rules(String rbac) {
    return Trees.documents(rbac).stream()
        .filter(document -> document.path("kind").asText().equals("Role"))
        .flatMap(role -> Trees.items(role.path("rules")).stream())
        .toList();
  }

  /// What the API says was asked of it, in the same words.
  private Set<String> used() {
    return requests().stream()
        .map(
            entry ->
                line(
                    entry.verb(),
                    entry.group(),
                    entry.subresource().isEmpty()
                        ? entry.resource()
                        : entry.resource() + "/" + entry.subresource()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String line(String verb, String group, String resource) {
    return "%s %s in group %s".formatted(verb, resource, group.isEmpty() ? "core" : group);
  }

  private List<AuditEntry> requests() {
    return world.sandbox().kubernetes().auditLog().stream()
        .filter(entry -> entry.user().equals(ACCOUNT))
        .toList();
  }
}
