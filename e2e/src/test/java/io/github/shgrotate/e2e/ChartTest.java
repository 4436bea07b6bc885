package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The Helm chart says what `manifests` prints. Needs a Helm, which `e2e/helm` builds.
class ChartTest {
  private static final String RELEASE = "apim-shg-rotate";

  @TempDir Path folder;
  private Chart chart = null;

  @BeforeEach
  void findHelm() throws Exception {
    chart = Chart.in(folder);
  }

  @ParameterizedTest
  @EnumSource
  void it_renders_the_objects_that_manifests_prints(ChartValues installation) throws Exception {
    String rendered = chart.template(RELEASE, "apim", installation.yaml()).text();

    Map<String, JsonNode> objects = objects(rendered);
    assertThat(objects).isEqualTo(objects(printed(installation)));
    assertThat(objects.keySet()).contains("CronJob apim/" + RELEASE);
  }

  @ParameterizedTest
  @EnumSource
  void helm_finds_nothing_to_complain_of(ChartValues installation) throws Exception {
    ForeignProgram.Run lint = chart.lint(installation.yaml());

    assertThat(lint.exitCode()).as(lint.out() + lint.err()).isZero();
    assertThat(lint.out()).doesNotContain("[WARNING]", "[ERROR]");
  }

  @Test
  void what_was_not_thought_of_can_be_said_in_the_values() throws Exception {
    Map<String, JsonNode> objects =
        objects(
            chart
                .template(
                    "edge",
                    "apim",
                    ChartValues.CLIENT_SECRET.yaml()
                        + """
                        env: {HTTPS_PROXY: "http://proxy:3128", NO_PROXY: .svc}
                        imagePullSecrets: [{name: registry}]
                        nodeSelector: {disk: ssd}
                        tolerations: [{key: a, operator: Exists}]
                        networkPolicy: {ports: [3128], apiServerPort: 8443}
                        """)
                .text());

    JsonNode pod =
        objects
            .getOrDefault("CronJob apim/edge", Trees.object())
            .at("/spec/jobTemplate/spec/template/spec");
    assertThat(pod.at("/imagePullSecrets/0/name").asText()).isEqualTo("registry");
    assertThat(pod.at("/nodeSelector/disk").asText()).isEqualTo("ssd");
    assertThat(pod.at("/tolerations/0/key").asText()).isEqualTo("a");
    assertThat(pod.at("/containers/0/env").toString())
        .contains("{\"name\":\"HTTPS_PROXY\",\"value\":\"http://proxy:3128\"}")
        .contains("\"name\":\"edge-azure\"");
    assertThat(
            objects
                .getOrDefault("NetworkPolicy apim/edge", Trees.object())
                .at("/spec/egress/0/ports")
                .toString())
        .contains("3128", "8443")
        .doesNotContain("6443");
  }

  @Test
  void without_a_network_policy_there_is_none() throws Exception {
    String rendered =
        chart
            .template(
                RELEASE,
                "apim",
                ChartValues.MANAGED_IDENTITY.yaml() + "networkPolicy: {enabled: false}\n")
            .text();

    assertThat(rendered).doesNotContain("kind: NetworkPolicy").contains("kind: CronJob");
  }

  /// Each is right but for what is said here.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gateway.subscriptionId: my subscription    | subscriptionId
          gateway.name: a/b                          | name
          gateway.typo: x                            | typo
          typo: x                                    | typo
          tokenSecret: Upper                         | tokenSecret
          tokenSecret: ''                            | tokenSecret
          workloads: [deployment/gw]                 | workloads
          workloads: [{kind: Pod, name: a}]          | kind
          renewBefore: 10                            | renewBefore
          renewBefore: ten days                      | renewBefore
          tokenKey: both                             | tokenKey
          azure.login: azurecli                      | login
          azure.login: sp                            | tenant
          azure.clientId: ''                         | clientId
          azure.clientSecret: s3cr3t                 | clientSecret
          env.SP_SECRET: s3cr3t                      | SP_SECRET
          env.DEBUG: true                            | DEBUG
          env.HOLD: 1m                               | HOLD
          schedule: sometimes                        | schedule
          schedule: 61 3 * * *                       | schedule
          schedule: 5 3 * * 7                        | schedule
          gateway.name: Managed                      | name
          gateway.resourceGroup: rg.                 | resourceGroup
          gateway.resourceGroup: r$g                 | resourceGroup
          workloads: null                            | workloads
          azure: null                                | azure
          renewBefore: 29d                           | renewBefore
          renewBefore: 696h                          | renewBefore
          rolloutTimeout: 0s                         | rolloutTimeout
          azure.mountSecret: true                    | mountSecret
          azure.secretName: other                    | secretName
          azure.certificatePassword: true            | certificatePassword
          azure: {login: identity, tenant: contoso.com} | tenant
          image.repository: registry.example/rotate:1 | repository
          image.repository: rotate@sha256:0123       | repository
          networkPolicy.ports: [0]                   | ports
          proof.checkLogs: 'yes'                     | checkLogs
          gateways: [{name: a, spec: {gateway: {resourceId: x}, secretRef: {name: a}}}] | gateway
          gateways: [{name: a, spec: {secretRef: {name: a}}}] | gateway
          """)
  void values_that_do_not_fit_are_refused(String wrong, String named) throws Exception {
    assertRefused(ChartValues.WORKLOAD_IDENTITY, wrong, named);
  }

  /// What each gateway says of itself, and what none can be rotated with.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tokenKey: last                             | tokenKey
          renewBefore: 5d                            | renewBefore
          rolloutTimeout: 5m                         | rolloutTimeout
          env.TOKEN_LIFETIME: 20d                    | TOKEN_LIFETIME
          proof.noWait: true                         | revokeOldKey
          proof.probeUrl: http://edge-eu:8080/       | probeUrl
          """)
  void beside_many_gateways_values_that_do_nothing_are_refused(String wrong, String named)
      throws Exception {
    assertRefused(ChartValues.MANY_GATEWAYS, wrong, named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokenKey: last", "workloads: []", "proof.noWait: true"})
  void a_key_is_revoked_only_where_the_pods_are_proven_on_the_other(String wrong) throws Exception {
    assertRefused(ChartValues.EVERY_PROOF, wrong, wrong.replaceAll(".*\\.|:.*", ""));
  }

  private void assertRefused(ChartValues right, String wrong, String named) throws Exception {
    ObjectNode values = Trees.documents(right.yaml()).getFirst();
    int colon = wrong.indexOf(": ");
    String[] path = wrong.substring(0, colon).split("\\.", -1);
    ObjectNode parent = path.length == 1 ? values : Trees.child(values, path[0]);
    parent.set(
        path[path.length - 1],
        Trees.documents("a: " + wrong.substring(colon + 2)).getFirst().path("a"));

    ForeignProgram.Run run = chart.template(RELEASE, "apim", values.toString());

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(named).doesNotContain("s3cr3t");
  }

  @Test
  void an_image_is_named_by_its_digest_too() throws Exception {
    String image = "registry.example:5000/rotate@sha256:" + "0".repeat(64);

    String rendered =
        chart
            .template(
                RELEASE,
                "apim",
                ChartValues.MANAGED_IDENTITY
                    .yaml()
                    .replaceFirst("image: .*", "image: {repository: \"%s\"}".formatted(image)))
            .text();

    assertThat(rendered).contains("image: \"" + image + "\"\n");
  }

  @Test
  void a_release_whose_name_is_too_long_for_a_cronjob_is_told_so() throws Exception {
    String name = "a".repeat(53);
    String values = ChartValues.MANAGED_IDENTITY.yaml();

    assertThat(chart.template(name, "apim", values).err()).contains("longer than 52 characters");
    assertThat(chart.template(name, "apim", values + "name: short\n").text())
        .contains("name: \"short\"");
  }

  @ParameterizedTest
  @CsvSource({"MANAGED_IDENTITY, false", "EVERY_PROOF, true", "MANY_GATEWAYS, true"})
  void the_notes_name_every_action_that_is_used(ChartValues installation, boolean isRevoking)
      throws Exception {
    String notes = chart.notes(RELEASE, "apim", installation.yaml());

    assertThat(notes).contains("read and generateToken", "job/apim-shg-rotate-first");
    assertThat(notes.contains("regenerateKey")).isEqualTo(isRevoking);
  }

  @Test
  void the_values_of_the_readme_are_enough() throws Exception {
    String readme = Checkout.text("deploy/chart/README.md");
    String values = readme.split("```yaml\n", -1)[1].split("```", -1)[0];

    assertThat(chart.template(RELEASE, "apim", values).text()).contains("kind: CronJob");
    String many = readme.split("```yaml\n", -1)[2].split("```", -1)[0];
    assertThat(chart.template(RELEASE, "ops", many + "azure: {login: identity}\n").text())
        .contains("kind: ConfigMap");
  }

  private String printed(ChartValues installation) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(installation.options());
    if (!installation.documents().isEmpty()) {
      Path file = folder.resolve("gateways.yaml");
      Files.writeString(file, installation.documents());
      options.add("--file=" + file);
    }
    Rotator.Run run =
        Rotator.in(folder, Map.of("LANG", "C.UTF-8")).run(options.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  /// By kind and name, without what Helm notes on its objects; where an order says nothing, in one
  /// that is always the same.
  private static Map<String, JsonNode> objects(String yaml) {
    Map<String, JsonNode> all = new TreeMap<>();
    for (ObjectNode object : Trees.documents(yaml)) {
      Trees.metadata(object).remove("labels");
      ordered(object.at("/rules"));
      object.at("/rules").forEach(rule -> ordered(rule.path("resourceNames")));
      ordered(object.at("/spec/jobTemplate/spec/template/spec/containers/0/env"));
      ordered(object.at("/spec/egress/0/ports"));
      if (object.path("data").has("gateways.yaml")) {
        String text = object.path("data").path("gateways.yaml").asText();
        object.put("data", Trees.documents(text).stream().map(Trees::sorted).toList().toString());
      }
      String name =
          object.path("kind").asText() + " " + Trees.namespace(object) + "/" + Trees.name(object);
      assertThat(all.put(name, object)).as("a second " + name).isNull();
    }
    return all;
  }

  private static void ordered(JsonNode list) {
    if (list instanceof ArrayNode array) {
      List<JsonNode> sorted = new ArrayList<>(Trees.items(array));
      sorted.sort(Comparator.comparing(JsonNode::toString));
      array.removeAll().addAll(sorted);
    }
  }
}
