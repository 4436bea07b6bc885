package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequiredRightsTest {
  private static final Gateway GATEWAY =
      new Gateway("2006d617-bee2-430e-8239-c83634af2fef", "rg-edge", "apim-contoso", "edge-eu");
  private static final WorkloadRef DEPLOYMENT =
      new WorkloadRef(WorkloadKind.DEPLOYMENT, "apim-gateway");
  private static final ProofPolicy WITH_LOGS =
      new ProofPolicy(Duration.ZERO, List.of("Unauthorized"), Optional.empty(), true);

  @Test
  void a_rotation_needs_what_the_shipped_role_grants() {
    assertThat(told(request(List.of(DEPLOYMENT), false, true, ProofPolicy.PODS_ALONE)))
        .containsExactly(
            "NEEDED get on secrets/token",
            "NEEDED patch on secrets/token",
            "NEEDED get on deployments.apps/apim-gateway",
            "NEEDED patch on deployments.apps/apim-gateway",
            "HELPFUL watch on deployments.apps/apim-gateway",
            "HELPFUL list on pods",
            "HELPFUL create on events");
  }

  @Test
  void without_workloads_it_needs_the_secret_alone() {
    assertThat(told(request(List.of(), false, true, ProofPolicy.PODS_ALONE)))
        .containsExactly(
            "NEEDED get on secrets/token",
            "NEEDED patch on secrets/token",
            "HELPFUL create on events");
  }

  @Test
  void who_does_not_wait_does_not_look() {
    assertThat(told(request(List.of(DEPLOYMENT), false, false, WITH_LOGS)))
        .noneMatch(right -> right.contains("watch") || right.contains("pods"));
  }

  @Test
  void to_revoke_and_to_read_logs_takes_more() {
    RotationRequest request = request(List.of(DEPLOYMENT), true, true, WITH_LOGS);

    assertThat(told(request)).contains("NEEDED list on pods", "HELPFUL get on pods/log");
    assertThat(RequiredRights.inAzure(request))
        .extracting(AzureRight::action)
        .containsExactly(
            "Microsoft.ApiManagement/service/gateways/read",
            "Microsoft.ApiManagement/service/gateways/generateToken/action",
            "Microsoft.ApiManagement/service/gateways/listKeys/action",
            "Microsoft.ApiManagement/service/gateways/regenerateKey/action");
  }

  @Test
  void every_workload_is_named() {
    WorkloadRef set = new WorkloadRef(WorkloadKind.STATEFUL_SET, "edge");

    assertThat(told(request(List.of(DEPLOYMENT, set), false, true, ProofPolicy.PODS_ALONE)))
        .contains(
            "NEEDED patch on deployments.apps/apim-gateway",
            "NEEDED patch on statefulsets.apps/edge")
        .filteredOn(right -> right.endsWith("pods"))
        .hasSize(1);
  }

  private static List<String> told(RotationRequest request) {
    return RequiredRights.inCluster(request).stream()
        .map(right -> right.need() + " " + right)
        .toList();
  }

  private static RotationRequest request(
      List<WorkloadRef> workloads, boolean revoke, boolean awaitRollout, ProofPolicy proof) {
    return new RotationRequest(
        GATEWAY,
        "apim",
        "token",
        Optional.empty(),
        workloads,
        new RenewalPolicy(
            KeyPolicy.ROTATE, RenewalPolicy.DEFAULT_LIFETIME, Optional.empty(), revoke),
        awaitRollout,
        proof,
        false);
  }
}
