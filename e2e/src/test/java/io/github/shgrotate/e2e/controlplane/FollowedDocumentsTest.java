package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.e2e.ForeignProgram;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import io.github.shgrotate.sandbox.kubelet.KubernetesApi;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the documents tell a reader to type is typed, by shells with the real kubectl and Helm, and
/// goes well; a gateway whose rotator is installed by the README alone is rotated.
@RealCluster
class FollowedDocumentsTest {
  private static final String ACCOUNT = Rights.ACCOUNT;
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();

  @BeforeAll
  static void needKubectl() {
    boolean isHere =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    if (!isHere) {
      String line = "SKIPPED: following the documents. There is no kubectl here.";
      assertThat(System.getenv("CI")).as(line).isNotEqualTo("true");
      System.err.println(line);
      Assumptions.abort(line);
    }
  }

  @Test
  void the_readme_alone_installs_it(Corner corner) throws Exception {
    String former = gatewayAlone(corner);
    Reader reader =
        reader(corner).before("apim-shg-rotate-first", () -> workloadIdentityIsThere(corner));

    List<Reader.Said> said = reader.follows(Instructions.README, Instructions.README_INSTALLS);

    assertThat(said.getLast().text().replaceAll(" +", " "))
        .contains(
            "proven deployment/%s: all %d pods run on token"
                .formatted(corner.workloadName(), ShippedInstallation.PODS));
    assertRotated(corner, former);
  }

  @Test
  void the_readme_tells_a_rotation_by_hand(Corner corner) throws Exception {
    String former = gatewayAlone(corner);

    var _ =
        reader(corner)
            .rotatorWith(signIn(corner))
            .follows(Instructions.README, Instructions.README_USES);

    assertRotated(corner, former);
  }

  @Test
  void the_files_of_deploy_install_it_after_they_were_adapted_by_hand(Corner corner)
      throws Exception {
    String former = gatewayAlone(corner);
    Reader reader = reader(corner).types(Corner.CLIENT_SECRET + "\n");
    adapt(corner, reader.checkout().resolve("deploy"));
    reader.before("apim-shg-rotate-first", () -> assertNothingChanged(corner, former));

    List<Reader.Said> said = reader.follows(Instructions.DEPLOY, Instructions.DEPLOYED_BY_HAND);

    assertRotated(corner, former);
    assertThat(said.stream().map(Reader.Said::text))
        .anyMatch(text -> text.equals("yes\n"))
        .anyMatch(text -> text.contains("Plan for gateway"))
        .anyMatch(text -> text.contains(corner.storedToken()));
    assertThat(corner.list("batch/v1", "cronjobs")).isEmpty();
    assertThat(corner.list("rbac.authorization.k8s.io/v1", "roles")).isEmpty();
  }

  @Test
  void helm_installs_it_with_the_values_of_the_charts_readme(Corner corner) throws Exception {
    String former = gatewayAlone(corner);
    Reader reader =
        reader(corner)
            .has("helm", ForeignProgram.of("helm").path())
            .before("apim-shg-rotate-first", () -> workloadIdentityIsThere(corner));
    Files.writeString(reader.checkout().resolve("values.yaml"), valuesOfTheChart(corner));

    var _ = reader.follows(Instructions.CHART, Instructions.DEPLOYED_BY_HELM);
    var _ = reader.follows(Instructions.DEPLOY, Instructions.FIRST_RUN);

    assertRotated(corner, former);
  }

  @Test
  void what_is_printed_goes_straight_into_kubectl(Corner corner) throws Exception {
    var _ = gatewayAlone(corner);
    Reader reader = reader(corner);
    Files.writeString(reader.checkout().resolve("gateways.yaml"), fileOfOne(corner));

    var _ = reader.follows(Instructions.DEPLOY, Instructions.ROLE);
    assertThat(Files.readString(reader.checkout().resolve("azure-role.json")))
        .contains(
            "/subscriptions/%s/resourceGroups/%s\"".formatted(Corner.SUBSCRIPTION, Corner.GROUP));
    for (String document : List.of(Instructions.DEPLOY, Instructions.MANIFESTS)) {
      var _ = reader.follows(document, Instructions.PRINTED);
      assertThat(corner.list("batch/v1", "cronjobs")).map(Trees::name).containsExactly(ACCOUNT);
      assertThat(Grants.of(corner.api().get(role(corner)))).isNotEmpty();
      var _ = reader.follows(document, Instructions.PRINTED_FOR_A_FILE);
      assertThat(corner.list("v1", "configmaps")).map(Trees::name).contains(ACCOUNT);
    }
  }

  @Test
  void a_file_of_gateways_is_planned_and_rotated(Corner corner) throws Exception {
    String former = gatewayAlone(corner);
    Reader reader = reader(corner).rotatorWith(signIn(corner)).calls("FILE", "gateways.yaml");
    Files.writeString(reader.checkout().resolve("gateways.yaml"), fileOfOne(corner));

    var _ = reader.follows(Instructions.FILE, Instructions.FILE_IS_ROTATED);

    assertRotated(corner, former);
  }

  @Test
  void the_runbooks_commands_do_what_it_says(Corner corner) throws Exception {
    JsonNode cronJob = ShippedInstallation.with(corner, ShippedInstallation.WITH_SECRET);
    ShippedJob job = ShippedJob.from(corner, cronJob);
    assertThat(job.awaitEnd().type()).as(job.log()).isEqualTo("Complete");
    Reader reader =
        reader(corner)
            .rotatorWith(corner.environment())
            .calls("edge-eu-token", corner.secretName())
            .calls("edge-eu", corner.workloadName())
            .calls("edge-eu-0", () -> Trees.name(corner.pods().getFirst()))
            .calls("job/NAME", "job/once")
            .types(Corner.CLIENT_SECRET + "\n")
            .before(
                "containers[*].env",
                () -> assertThat(corner.annotation("last-used-key")).isEqualTo("primary"))
            .before(
                "generic edge-eu-token",
                () -> corner.api().delete(corner.secretPath(), Trees.object()))
            .before("get deployments", () -> assertFilled(corner))
            .before("rollout resume", () -> corner.edit("{spec: {paused: true}}"))
            .before(
                "delete pod",
                () -> assertThat(corner.workload().at("/spec/paused").asBoolean()).isFalse())
            .before("logs deployment", () -> corner.awaitServing(ShippedInstallation.PODS));

    var _ = reader.follows(Instructions.RUNBOOK, Instructions.RUNBOOK_ALL);

    corner.awaitServing(ShippedInstallation.PODS);
    assertThat(corner.tokensOfServingPods()).isEqualTo(Set.of(corner.storedToken()));
  }

  @Test
  void whoever_comes_from_the_script_or_goes_back_to_it_is_told_right(Corner corner)
      throws Exception {
    JsonNode cronJob = ShippedInstallation.with(corner, ShippedInstallation.WITH_SECRET);
    Reader reader =
        reader(corner)
            .rotatorWith(signIn(corner))
            .before(
                "shgrotate.github.io/gateway-",
                () -> assertThat(corner.rotator().run().exitCode()).isZero());

    var _ = reader.follows(Instructions.MIGRATION, Instructions.MIGRATION_ALL);

    assertThat(corner.secret().at("/metadata/annotations").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("last-used-key");
    JsonNode now = corner.api().get(corner.path("batch/v1", "cronjobs/" + Trees.name(cronJob)));
    assertThat(now.at("/spec/suspend").asBoolean()).isTrue();
  }

  @Test
  void what_a_rotation_leaves_can_be_read_and_what_there_is_can_be_seen(Corner corner)
      throws Exception {
    corner.install(Installation.of(1));
    assertThat(corner.rotator().run().exitCode()).isZero();
    Reader reader = reader(corner).rotatorWith(Map.of()).calls("edge-eu", corner.workloadName());

    List<Reader.Said> record = reader.follows(Instructions.RECORD, Instructions.RECORD_ALL);
    var _ = reader.follows(Instructions.STATUS, Instructions.STATUS_AS_A_PAGE);

    assertThat(record.getFirst().text()).endsWith(" proven");
    assertThat(record.getLast().text()).contains("TokenProven");
    assertThat(Files.readString(reader.checkout().resolve("gateways.html")))
        .contains(corner.gateway().id());
  }

  @Test
  void a_leaked_token_is_revoked(Corner corner) throws Exception {
    corner.install(Installation.of(2));
    corner
        .application()
        .grant(
            corner.gateway().resourceId(),
            "Microsoft.ApiManagement/service/gateways/regenerateKey/action");
    String leaked = corner.storedText();

    var _ =
        reader(corner)
            .rotatorWith(corner.environment())
            .follows(Instructions.SECURITY, Instructions.REVOCATION);

    assertRuns(corner, leaked);
    assertThat(corner.azure().verify(leaked)).isNotInstanceOf(TokenVerdict.Accepted.class);
  }

  @Test
  void the_rules_become_an_object_of_the_prometheus_operator(Corner corner) throws Exception {
    prometheusOperatorIsThere(corner);

    var _ =
        reader(corner)
            .calls("(?<=namespace: )monitoring", corner.namespace())
            .follows(Instructions.ALERTS, Instructions.ALERTS_INSTALLED);

    JsonNode rule =
        corner.api().get(corner.path("monitoring.coreos.com/v1", "prometheusrules/" + ACCOUNT));
    assertThat(rule.at("/spec/groups"))
        .isEqualTo(
            Trees.documents(Files.readString(ROOT.resolve("deploy/alerts.yaml")))
                .getFirst()
                .path("groups"));
  }

  // What the readers are given.

  /// The gateway without any rotator.
  private static String gatewayAlone(Corner corner) {
    ShippedInstallation.gateway(corner, Kind.DEPLOYMENT);
    String rbac = "rbac.authorization.k8s.io/v1";
    for (String path :
        List.of(
            corner.path("v1", "serviceaccounts/" + ACCOUNT),
            corner.path(rbac, "roles/" + ACCOUNT),
            corner.path(rbac, "rolebindings/" + ACCOUNT))) {
      corner.api().delete(path, Trees.object());
    }
    return corner.storedText();
  }

  private static Reader reader(Corner corner) throws IOException {
    return new Reader(corner)
        .calls("NAMESPACE|apim|ops", corner.namespace())
        .calls("SECRET|apim-gateway-token", corner.secretName())
        .calls("KIND/NAME|deployment/NAME", "deployment/" + corner.workloadName())
        .calls("NAME", ACCOUNT)
        .calls("apim-gateway", corner.workloadName())
        .calls("SUBSCRIPTION", Corner.SUBSCRIPTION)
        .calls("RESOURCE_GROUP", Corner.GROUP)
        .calls("APIM_SERVICE", Corner.SERVICE)
        .calls("GATEWAY", corner.gateway().id())
        .calls("CLIENT_ID", corner.clientId())
        .calls("REGISTRY", "registry.example/tools");
  }

  private static Map<String, String> signIn(Corner corner) {
    return Map.of(
        "LOGIN_METHOD", "sp", "SP_ID", corner.clientId(), "SP_SECRET", Corner.CLIENT_SECRET);
  }

  private static void adapt(Corner corner, Path deploy) throws IOException {
    Files.writeString(
        deploy.resolve("rbac.yaml"),
        Rights.text(
            corner.namespace(), corner.secretName(), Kind.DEPLOYMENT, corner.workloadName()));
    Files.writeString(
        deploy.resolve("cronjob.yaml"),
        ShippedInstallation.manifest(corner, ShippedInstallation.WITH_SECRET));
    Files.writeString(
        deploy.resolve("networkpolicy.yaml"),
        ShippedManifest.adapted("networkpolicy.yaml", corner.namespace(), Map.of()));
  }

  /// The example of the chart's README, with the corner's names.
  private static String valuesOfTheChart(Corner corner) throws IOException {
    Matcher example =
        Pattern.compile("```yaml\n(image:.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve(Instructions.CHART)));
    assertThat(example.find()).isTrue();
    return example
        .group(1)
        .replace("name: edge-eu", "name: " + corner.gateway().id())
        .replace("apim-gateway-token", corner.secretName())
        .replace("name: apim-gateway}", "name: " + corner.workloadName() + "}")
        .replaceFirst("clientId: .*", "clientId: " + corner.clientId());
  }

  private static String fileOfOne(Corner corner) {
    return """
    apiVersion: shgrotate.github.io/v1alpha1
    kind: GatewayToken
    metadata: {name: %s, namespace: %s}
    spec:
      gateway: {resourceId: %s}
      secretRef: {name: %s}
      workloads: [{kind: Deployment, name: %s}]
    """
        .formatted(
            corner.gateway().id(),
            corner.namespace(),
            corner.gateway().resourceId(),
            corner.secretName(),
            corner.workloadName());
  }

  /// The webhook of the reader's cluster, and what the commands in Azure did.
  private static void workloadIdentityIsThere(Corner corner) {
    String path = corner.path("batch/v1", "cronjobs/" + ACCOUNT);
    JsonNode seen = ShippedInstallation.trusted(corner, corner.api().get(path));
    corner.api().mergePatch(path, Trees.object().set("spec", seen.path("spec")));
  }

  private static void prometheusOperatorIsThere(Corner corner) {
    ObjectNode definition =
        Installation.yaml(
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: prometheusrules.monitoring.coreos.com}
            spec:
              group: monitoring.coreos.com
              scope: Namespaced
              names: {kind: PrometheusRule, plural: prometheusrules, singular: prometheusrule}
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema:
                    openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
            """);
    corner.api().create("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition);
    Eventually.is(
        "the kind PrometheusRule",
        () -> isServed(corner, corner.path("monitoring.coreos.com/v1", "prometheusrules")));
  }

  private static boolean isServed(Corner corner, String path) {
    try {
      return corner.api().find(path).isPresent();
    } catch (KubernetesApi.Refused notYet) {
      return false;
    }
  }

  // The judges.

  private static void assertRotated(Corner corner, String former) {
    assertRuns(corner, former);
    assertThat(corner.issuedTokens()).hasSize(1);
  }

  private static void assertRuns(Corner corner, String former) {
    corner.awaitServing(ShippedInstallation.PODS);
    assertThat(corner.storedText()).isNotEqualTo(former);
    assertThat(corner.azure().verify(corner.storedText()))
        .isInstanceOf(TokenVerdict.Accepted.class);
    assertThat(corner.tokensOfServingPods()).isEqualTo(Set.of(corner.storedToken()));
  }

  private static void assertNothingChanged(Corner corner, String former) {
    assertThat(corner.storedText()).isEqualTo(former);
    assertThat(corner.issuedTokens()).isEmpty();
  }

  /// An empty Secret is filled by the next run.
  private static void assertFilled(Corner corner) throws IOException, InterruptedException {
    assertThat(corner.secret().path("data")).isEmpty();
    assertThat(corner.rotator().run().exitCode()).isZero();
    assertThat(corner.azure().verify(corner.storedText()))
        .isInstanceOf(TokenVerdict.Accepted.class);
  }

  private static String role(Corner corner) {
    return corner.path("rbac.authorization.k8s.io/v1", "roles/" + ACCOUNT);
  }
}
