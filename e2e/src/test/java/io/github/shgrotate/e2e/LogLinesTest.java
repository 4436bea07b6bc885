package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every line that `--log-format json` writes is as `docs/reference/log.schema.json` says, and
/// holds no secret.
class LogLinesTest {
  @TempDir Path folder;
  private SampleWorld world;
  private Rotator rotator;

  @BeforeEach
  void installGateway() throws InterruptedException {
    world = SampleWorld.start(folder, 2);
    rotator = world.rotator().with("RENEW_BEFORE", "10d").with("LOG_FORMAT", "json");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void a_plan_a_rotation_and_a_run_with_nothing_to_do() throws Exception {
    assertThat(events(0, rotator.run("plan")))
        .startsWith("GatewayRead", "StepPlanned")
        .endsWith("RotationEnded");
    assertThat(events(0, rotator.run()))
        .containsSubsequence(
            "GatewayRead", "TokenRenewed", "RestartRequested", "TokenProven", "RotationEnded");
    assertThat(events(0, rotator.run()))
        .containsExactly("GatewayRead", "StepPlanned", "TokenProven", "RotationEnded");
  }

  @Test
  void a_revocation_told_with_every_request() throws Exception {
    world
        .application()
        .grant(
            world.gateway().resourceId(),
            "Microsoft.ApiManagement/service/gateways/regenerateKey/action");

    assertThat(events(0, rotator.run("revoke", "--debug")))
        .containsSubsequence("TokenRenewed", "TokenProven", "KeyRevoked", "TokenProven")
        .contains("Debug");
  }

  @Test
  void failures() throws Exception {
    assertThat(events(2, rotator.without("TOKEN_SECRET").run())).containsExactly("RotationFailed");
    assertThat(events(2, rotator.with("KUBECONFIG", "/nowhere").run())).endsWith("RotationFailed");
    assertThat(events(3, rotator.with("APIM_GATEWAY", "edge-us").run())).endsWith("RotationFailed");
  }

  @Test
  void a_file_of_gateways_tells_them_apart() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("gateways.yaml"),
            document(SampleGateway.SECRET) + "---\n" + document("nowhere"));
    Rotator fleet =
        rotator
            .without(
                SampleGateway.environment().keySet().stream()
                    .filter(name -> !List.of("LOGIN_METHOD", "SP_ID", "SP_SECRET").contains(name))
                    .toArray(String[]::new))
            .without("RENEW_BEFORE");

    Rotator.Run run = fleet.run("-f", file.toString());

    assertThat(events(7, run))
        .contains("TokenProven", "RotationEnded", "RotationFailed")
        .endsWith("FleetEnded");
    for (JsonNode line : lines(run)) {
      assertThat(line.has("secret"))
          .isEqualTo(
              !List.of("FleetEnded", "Progress", "Notice").contains(line.path("event").asText()));
    }
  }

  @Test
  void the_document_of_output_json_is_what_standard_output_holds() throws Exception {
    Rotator.Run run = rotator.run("-O", "json");

    assertThat(Trees.parse(run.out()).path("outcome").asText()).isEqualTo("rotated");
    assertThat(lines(run)).isNotEmpty().allSatisfy(LogLinesTest::assertAsPromised);
  }

  private String document(String secret) {
    return """
    apiVersion: shgrotate.github.io/v1alpha1
    kind: GatewayToken
    metadata: {name: %1$s, namespace: %2$s}
    spec:
      gateway: {resourceId: %3$s}
      secretRef: {name: %1$s}
      workloads: [%4$s]
    """
        .formatted(
            secret,
            SampleGateway.NAMESPACE,
            world.gateway().resourceId(),
            secret.equals(SampleGateway.SECRET)
                ? "{kind: Deployment, name: %s}".formatted(SampleGateway.WORKLOAD)
                : "");
  }

  /// The events of a run that ended so, checked line by line.
  private List<String> events(int exitCode, Rotator.Run run) throws IOException {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    for (String secret : KnownSecrets.of(world)) {
      assertThat(run.err()).doesNotContain(secret);
    }
    List<JsonNode> lines = lines(run);
    assertThat(lines).isNotEmpty().allSatisfy(LogLinesTest::assertAsPromised);
    return lines.stream().map(line -> line.path("event").asText()).toList();
  }

  private static List<JsonNode> lines(Rotator.Run run) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : run.err().lines().toList()) {
      lines.add(Trees.parse(line));
    }
    return lines;
  }

  private static void assertAsPromised(JsonNode line) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Checkout.text("docs/reference/log.schema.json"), InputFormat.JSON);
    assertThat(schema.validate(line.toString(), InputFormat.JSON)).as(line.toString()).isEmpty();
  }
}
