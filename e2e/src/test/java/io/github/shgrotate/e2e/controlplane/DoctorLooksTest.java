package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.e2e.Rotator;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `doctor` on the real API server, with the rights of `deploy/rbac.yaml` and no other.
@RealCluster
class DoctorLooksTest {
  @Test
  void it_finds_no_error_in_a_healthy_installation_and_writes_nothing(Corner corner)
      throws Exception {
    corner.install(Installation.of(2));
    JsonNode secret = corner.secret();
    JsonNode workload = corner.workload().path("spec");

    Rotator.Run run = corner.rotator().run("doctor", "-O", "json");

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(levels(run, "ClusterRights")).containsExactly("ok");
    assertThat(levels(run, "DisruptionBudget")).containsExactly("unknown");
    assertThat(corner.secret()).isEqualTo(secret);
    assertThat(corner.workload().path("spec")).isEqualTo(workload);
    assertThat(corner.issuedTokens()).isEmpty();
    assertThat(corner.auditLog().entries())
        .isNotEmpty()
        .allMatch(
            entry ->
                entry.verb().matches("get|list")
                    || entry.what().equals("create selfsubjectaccessreviews"));
  }

  @Test
  void a_right_that_is_missing_is_named_with_the_account_that_lacks_it(Corner corner)
      throws Exception {
    corner.install(Installation.of(1));
    String path = corner.path("rbac.authorization.k8s.io/v1", "roles/" + Rights.ACCOUNT);
    ObjectNode role = corner.api().get(path).deepCopy();
    for (JsonNode rule : role.path("rules")) {
      if (rule.at("/resources/0").asText().equals("secrets")) {
        ((ArrayNode) rule.path("verbs")).removeIf(verb -> verb.asText().equals("patch"));
      }
    }
    var _ =
        ShippedInstallation.patch(corner, path, "{\"rules\": %s}".formatted(role.path("rules")));

    Rotator.Run run = corner.rotator().run("doctor", "-O", "json");

    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(3);
    assertThat(levels(run, "ClusterRights")).containsExactlyInAnyOrder("error", "ok");
    assertThat(run.out())
        .contains("--serviceaccount=%s:%s".formatted(corner.namespace(), Rights.ACCOUNT));
  }

  private static List<String> levels(Rotator.Run run, String check) throws IOException {
    return Trees.parse(run.out())
        .at("/gateways/0/findings")
        .valueStream()
        .filter(finding -> finding.path("check").asText().equals(check))
        .map(finding -> finding.path("level").asText())
        .toList();
  }
}
