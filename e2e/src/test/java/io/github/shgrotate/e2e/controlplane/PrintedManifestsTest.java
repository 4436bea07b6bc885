package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.e2e.Chart;
import io.github.shgrotate.sandbox.azure.Directory;
import io.github.shgrotate.sandbox.azure.Gateway;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import io.github.shgrotate.sandbox.http.LoggedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `apim-shg-rotate manifests` prints for some options is applied as it is, in a namespace
/// under the restricted pod security standard; a Job of its CronJob does the work, with the printed
/// rights in the cluster and in Azure, all of which it uses.
@RealCluster
class PrintedManifestsTest {
  private static final String GATEWAYS = "Microsoft.ApiManagement/service/gateways/";

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "DEPLOYMENT, --renew-before=10d",
    "STATEFUL_SET, --hold=2s",
    "DEPLOYMENT, --check-logs",
    "DEPLOYMENT, --prove-signature",
    "DEPLOYMENT, --revoke-old-key",
  })
  void it_rotates_and_uses_every_right_and_no_other(Kind kind, String flag, Corner corner)
      throws Exception {
    ShippedInstallation.gateway(corner, kind);
    PrintedInstallation printed = PrintedInstallation.of(corner, kind, flag);

    assertRotatesWithTheRightsItHas(corner, printed, printed.printed());
  }

  @Test
  void without_waiting_it_needs_neither_pods_nor_a_watch(Corner corner) throws Exception {
    ShippedInstallation.gateway(corner, Kind.DEPLOYMENT);
    PrintedInstallation printed = PrintedInstallation.of(corner, Kind.DEPLOYMENT, "--no-wait");

    assertRotatesWithTheRightsItHas(corner, printed, printed.printed());
  }

  @Test
  void a_file_of_gateways_is_rotated_by_one_cronjob(Corner corner) throws Exception {
    ShippedInstallation.gateway(corner, Kind.DEPLOYMENT);
    PrintedInstallation printed =
        PrintedInstallation.ofFile(
            corner,
            """
            # The only one.
            apiVersion: shgrotate.github.io/v1alpha1
            kind: GatewayToken
            metadata: {name: %1$s, namespace: %2$s}
            spec:
              gateway:
                resourceId: %3$s
              secretRef: {name: %4$s}
              workloads: [{kind: Deployment, name: %5$s}]
            """
                .formatted(
                    corner.gateway().id(),
                    corner.namespace(),
                    corner.gateway().resourceId(),
                    corner.secretName(),
                    corner.workloadName()));

    assertRotatesWithTheRightsItHas(corner, printed, printed.printed());
  }

  @Test
  void the_helm_chart_does_the_same(Corner corner) throws Exception {
    ShippedInstallation.gateway(corner, Kind.DEPLOYMENT);
    String rendered =
        Chart.in(corner.folder())
            .template(
                PrintedInstallation.NAME,
                corner.namespace(),
                """
                image: {repository: registry.example/tools/apim-shg-rotate}
                gateway: {subscriptionId: %s, resourceGroup: %s, service: %s, name: %s}
                tokenSecret: %s
                workloads: [{kind: Deployment, name: %s}]
                azure: {login: sp, tenant: %s, clientId: %s}
                """
                    .formatted(
                        Corner.SUBSCRIPTION,
                        Corner.GROUP,
                        Corner.SERVICE,
                        corner.gateway().id(),
                        corner.secretName(),
                        corner.workloadName(),
                        Directory.HOME_TENANT,
                        corner.clientId()))
            .text();

    assertRotatesWithTheRightsItHas(
        corner, PrintedInstallation.of(corner, Kind.DEPLOYMENT), rendered);
  }

  @Test
  void a_gateway_may_have_any_name_that_azure_allows(Corner corner) throws Exception {
    ShippedInstallation.gateway(corner, Kind.DEPLOYMENT);
    String name = "- o'neil: \"$(NAMESPACE)\" $$ {日本} \u2028&*!|>";
    Gateway hostile =
        corner
            .azure()
            .resources()
            .gateway(Corner.SUBSCRIPTION, Corner.GROUP, Corner.SERVICE, name + corner.namespace());
    corner.application().grant("/subscriptions/" + Corner.SUBSCRIPTION, GATEWAYS + "read");
    PrintedInstallation printed =
        PrintedInstallation.of(corner, Kind.DEPLOYMENT, "--apim-gateway=" + hostile.id());

    ShippedJob job =
        ShippedJob.from(
            corner, ShippedInstallation.thatOnlyPlans(printed.apply(printed.printed())));

    assertThat(job.awaitEnd().type()).as(job.log()).isEqualTo("Complete");
    assertThat(job.log()).contains("o'neil: \"$(NAMESPACE)\" $$ {日本} ");
  }

  private static void assertRotatesWithTheRightsItHas(
      Corner corner, PrintedInstallation printed, String manifests)
      throws IOException, InterruptedException {
    String former = corner.storedText();
    List<String> actions = printed.grantInAzure();
    JsonNode cronJob = printed.apply(manifests);

    ShippedJob job = ShippedJob.from(corner, cronJob);

    assertThat(job.awaitEnd().type()).as(job.log()).isEqualTo("Complete");
    assertThat(corner.storedText()).isNotEqualTo(former);
    assertThat(corner.azure().verify(corner.storedText()))
        .isInstanceOf(TokenVerdict.Accepted.class);
    Eventually.is(
        "all pods on the new token",
        () ->
            corner.serving().size() == ShippedInstallation.PODS
                && corner.tokensOfServingPods().equals(Set.of(corner.storedToken())));
    assertThat(manifests + job.log() + job.pods())
        .doesNotContain(Corner.CLIENT_SECRET)
        .doesNotContain(former.substring(former.lastIndexOf('&')));
    String path = corner.path("rbac.authorization.k8s.io/v1", "roles/" + PrintedInstallation.NAME);
    Set<String> granted = Grants.of(corner.api().get(path));
    List<AuditLog.Entry> asked = printed.auditLog().entries();
    assertThat(asked).noneMatch(AuditLog.Entry::denied);
    assertThat(Grants.used(asked, corner.namespace(), granted)).isEqualTo(granted);
    assertThat(actionsUsed(corner)).isEqualTo(new TreeSet<>(actions));
  }

  /// What Azure says was done with the corner's gateway, in the words of a role.
  private static Set<String> actionsUsed(Corner corner) {
    return corner.azure().arm().log().stream()
        .flatMap(request -> action(request, corner.gateway().resourceId()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> action(LoggedRequest request, String resourceId) {
    if (!request.path().startsWith(resourceId)) {
      return Stream.empty();
    }
    String rest = request.path().substring(resourceId.length());
    return switch (rest) {
      case "" -> Stream.of(GATEWAYS + "read");
      default -> Stream.of(GATEWAYS + rest.substring(1) + "/action");
    };
  }
}
