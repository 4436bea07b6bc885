package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every document that `--output json` writes is as `docs/reference/rotation.schema.json` says.
class JsonDocumentsTest {
  @TempDir Path folder;
  private SampleWorld world;
  private Rotator json;

  @BeforeEach
  void installGateway() throws InterruptedException {
    world = SampleWorld.start(folder, 2);
    json = world.rotator().with("RENEW_BEFORE", "10d");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void before_during_and_after_a_rotation() throws Exception {
    assertAsPromised("planned", 0, json.run("plan", "-O", "json"));
    assertAsPromised("rotated", 0, json.run("-O", "json"));
    assertAsPromised("nothing-owed", 0, json.run("-O", "json"));
    assertAsPromised("planned", 0, json.run("plan", "-O", "json"));
  }

  @Test
  void a_restart_that_was_owed_only() throws Exception {
    String withoutWorkload = "";
    json.with("K8S_OBJECT", withoutWorkload).run();

    assertAsPromised("finished", 0, json.run("-O", "json"));
  }

  @Test
  void a_rotation_that_is_not_waited_for() throws Exception {
    assertAsPromised("rotated", 0, json.run("-O", "json", "--no-wait"));
  }

  @Test
  void a_plan_that_is_stuck_and_the_rotation_that_comes_of_it() throws Exception {
    world.edit(
        "Deployment",
        SampleGateway.WORKLOAD,
        deployment -> deployment.withObject("/spec").put("paused", true));

    assertAsPromised("planned", 0, json.run("plan", "-O", "json"));
    assertAsPromised("failed", 5, json.run("-O", "json"));
  }

  @Test
  void failures_before_anything_is_done() throws Exception {
    assertAsPromised("failed", 2, json.without("TOKEN_SECRET").run("-O", "json"));
    assertAsPromised("failed", 2, json.with("KUBECONFIG", "/nowhere").run("-O", "json"));
    assertAsPromised("failed", 3, json.with("APIM_GATEWAY", "edge-us").run("-O", "json"));
    assertAsPromised("failed", 4, json.with("TOKEN_SECRET", "nowhere").run("-O", "json"));
  }

  private static void assertAsPromised(String outcome, int exitCode, Rotator.Run run)
      throws IOException {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(Trees.parse(run.out()).path("outcome").asText()).isEqualTo(outcome);
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Checkout.text("docs/reference/rotation.schema.json"), InputFormat.JSON);
    assertThat(schema.validate(run.out(), InputFormat.JSON)).as(run.out()).isEmpty();
  }
}
