package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.sandbox.SampleGateway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `kubectl get events` shows of a run.
class EventsTest {
  @TempDir Path folder;
  private SampleWorld world;
  private Rotator rotator;

  @BeforeEach
  void installGateway() throws InterruptedException {
    world = SampleWorld.start(folder, 2);
    rotator = world.rotator().with("RENEW_BEFORE", "10d");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void a_rotation_leaves_one_for_each_step_and_a_run_with_nothing_to_do_none() throws Exception {
    assertThat(rotator.run("plan").exitCode()).isZero();
    assertThat(events()).isEmpty();

    assertThat(rotator.run().exitCode()).isZero();
    List<String> ofTheRotation = events();
    assertThat(ofTheRotation)
        .containsExactlyInAnyOrder(
            "Normal TokenRenewed Secret",
            "Normal RestartRequested Deployment",
            "Normal TokenProven Deployment");

    assertThat(rotator.run().exitCode()).isZero();
    assertThat(events()).isEqualTo(ofTheRotation);
  }

  @Test
  void a_run_that_fails_leaves_one_warning_and_its_plan_none() throws Exception {
    Rotator failing = rotator.with("APIM_GATEWAY", "edge-us");

    assertThat(failing.run("plan").exitCode()).isEqualTo(3);
    assertThat(events()).isEmpty();

    assertThat(failing.run().exitCode()).isEqualTo(3);
    assertThat(events()).containsExactly("Warning RotationFailed Secret");
  }

  private List<String> events() {
    return world.sandbox().kubernetes().list("Event", SampleGateway.NAMESPACE).stream()
        .filter(event -> event.path("reportingComponent").asText().equals("apim-shg-rotate"))
        .map(
            event ->
                "%s %s %s"
                    .formatted(
                        event.path("type").asText(),
                        event.path("reason").asText(),
                        event.path("involvedObject").path("kind").asText()))
        .toList();
  }
}
