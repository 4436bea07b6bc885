package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Wherever the token lies and whatever reads it: it is found there, rotated there, and proven.
@Execution(ExecutionMode.CONCURRENT)
class ShapesTest {
  private static final int PODS = 2;
  private static final String PREFIX = "shgrotate.github.io/";

  @TempDir Path folder;
  private SampleWorld world;

  @BeforeEach
  void start() throws InterruptedException {
    world = SampleWorld.start(folder, 0);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @ParameterizedTest
  @EnumSource
  void the_token_is_found_where_the_workload_reads_it_and_the_rest_of_the_secret_stays(
      GatewayShape shape) throws Exception {
    install(shape, "Deployment", "edge");
    JsonNode before = secret(shape);

    Rotator.Run run = rotator(shape, "deployment/edge").run();

    assertProven(run, shape, "edge");
    assertThat(withoutOurs(secret(shape), shape)).isEqualTo(withoutOurs(before, shape));
    assertThat(annotations(secret(shape)))
        .containsEntry("last-used-key", "primary")
        .containsEntry(PREFIX + "gateway", world.gateway().resourceId())
        .containsEntry(PREFIX + "token-id", world.storedToken(shape.secret(), shape.dataKey()))
        .containsEntry(PREFIX + "expires-at", world.issuedTokens().getFirst().expiry().toString())
        .containsKey(PREFIX + "issued-at");
  }

  @ParameterizedTest
  @ValueSource(strings = {"StatefulSet", "DaemonSet"})
  void every_kind_of_workload_is_rolled_out_and_proven(String kind) throws Exception {
    install(GatewayShape.PORTAL, kind, "edge");

    Rotator.Run run = rotator(GatewayShape.PORTAL, kind + "/edge").run();

    assertProven(run, GatewayShape.PORTAL, "edge");
  }

  @Test
  void two_workloads_of_two_kinds_are_proven_one_after_the_other() throws Exception {
    install(GatewayShape.HELM_CHART, "Deployment", "edge");
    install(GatewayShape.HELM_CHART, "StatefulSet", "inner");

    Rotator.Run run =
        rotator(GatewayShape.HELM_CHART, "deployment/edge,statefulset.apps/inner").run();

    assertProven(run, GatewayShape.HELM_CHART, "edge");
    assertProven(run, GatewayShape.HELM_CHART, "inner");
    assertThat(run.err()).containsSubsequence("proven   deployment/edge", "restart  statefulset");
    assertThat(world.issuedTokens()).hasSize(1);
  }

  @Test
  void a_workload_that_reads_the_token_otherwise_is_taken_at_its_word_with_a_warning()
      throws Exception {
    GatewayShape.PORTAL.installSecret(world);
    world.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: mounts, namespace: apim}
        spec:
          replicas: 0
          selector: {matchLabels: {app: mounts}}
          template:
            metadata: {labels: {app: mounts}}
            spec:
              volumes: [{name: token, secret: {secretName: edge-token}}]
              containers:
                - name: gateway
                  image: mcr.microsoft.com/azure-api-management/gateway:v2
                  volumeMounts: [{name: token, mountPath: /token}]
        """);

    Rotator.Run run = rotator(GatewayShape.PORTAL, "deployment/mounts").run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("deployment/mounts does not mention config.service.auth");
    assertStored(GatewayShape.PORTAL, "value");
  }

  @Test
  void the_data_key_that_was_asked_for_is_written_when_no_workload_says_otherwise()
      throws Exception {
    GatewayShape.PORTAL.installSecret(world);

    Rotator.Run run =
        rotator(GatewayShape.PORTAL, "").with("SECRET_KEY", "config.service.auth.key").run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertStored(GatewayShape.PORTAL, "config.service.auth.key");
    assertThat(world.sandbox().azure().verify(world.storedText("edge-token", "value")))
        .isInstanceOf(TokenVerdict.Accepted.class);
    assertThat(world.storedText("edge-token", "value"))
        .isNotEqualTo(world.storedText("edge-token", "config.service.auth.key"));
  }

  @Test
  void without_a_workload_the_secret_alone_is_renewed_and_that_is_said() throws Exception {
    install(GatewayShape.PORTAL, "Deployment", "edge");
    Set<String> running = world.tokensOfPods("edge");

    Rotator.Run run = rotator(GatewayShape.PORTAL, "").run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertStored(GatewayShape.PORTAL, "value");
    assertThat(run.out()).contains("unproven  no workload was named");
    assertThat(world.tokensOfPods("edge")).isEqualTo(running);
  }

  private void install(GatewayShape shape, String kind, String name) throws InterruptedException {
    shape.installSecret(world);
    shape.installWorkload(world, kind, name);
    world.awaitPods(name, PODS);
  }

  private Rotator rotator(GatewayShape shape, String workloads) {
    return world.rotator().with("TOKEN_SECRET", shape.secret()).with("K8S_OBJECT", workloads);
  }

  private void assertProven(Rotator.Run run, GatewayShape shape, String workload) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertStored(shape, shape.dataKey());
    assertThat(world.tokensOfPods(workload))
        .containsExactly(world.storedToken(shape.secret(), shape.dataKey()));
    assertThat(run.out()).contains("/%s: all %d pods run on token".formatted(workload, PODS));
  }

  private void assertStored(GatewayShape shape, String dataKey) {
    String stored = world.storedText(shape.secret(), dataKey);
    assertThat(world.sandbox().azure().verify(stored)).isInstanceOf(TokenVerdict.Accepted.class);
    assertThat(world.issuedTokens().getLast().fingerprint())
        .isEqualTo(world.storedToken(shape.secret(), dataKey));
  }

  private JsonNode secret(GatewayShape shape) {
    return world.sandbox().kubernetes().get("Secret", "apim", shape.secret());
  }

  private static JsonNode withoutOurs(JsonNode secret, GatewayShape shape) {
    ObjectNode rest = secret.deepCopy();
    ((ObjectNode) rest.path("data")).remove(shape.dataKey());
    ((ObjectNode) rest.path("metadata")).remove(List.of("resourceVersion", "managedFields"));
    ObjectNode annotations = (ObjectNode) rest.path("metadata").path("annotations");
    annotations.remove("last-used-key");
    annotations(secret).keySet().stream()
        .filter(name -> name.startsWith(PREFIX))
        .forEach(annotations::remove);
    return rest;
  }

  private static Map<String, String> annotations(JsonNode secret) {
    return secret.path("metadata").path("annotations").properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asText()));
  }
}
