package io.github.shgrotate.e2e.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.e2e.Rotator;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten gateways from a file; judged by the Secrets, the pods and Azure's log.
class FleetTest {
  private static final int ALL = 10;

  @TempDir Path folder;
  private FleetWorld world;

  @BeforeEach
  void install() throws InterruptedException {
    world = new FleetWorld(folder);
    for (int i = 0; i < ALL; i++) {
      // The later in the file, the sooner its token ends.
      world.install(name(i), Duration.ofDays(9).minusHours(i), 1);
    }
    world.awaitPods(ALL);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void all_are_rotated_and_every_pod_runs_on_its_own_new_token() throws Exception {
    List<String> former = storedTokens();

    Rotator.Run run = rotate(documents());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("10 gateways: 10 rotated.");
    assertThat(storedTokens()).doesNotContainAnyElementsOf(former).doesNotHaveDuplicates();
    for (int i = 0; i < ALL; i++) {
      assertThat(world.sandbox().azure().verify(world.storedText(name(i))))
          .isInstanceOf(TokenVerdict.Accepted.class);
      assertThat(world.tokensOfPods(name(i))).isEqualTo(Set.of(world.storedToken(name(i))));
    }
    assertThat(world.sandbox().azure().entra().log()).hasSize(1);
    assertThat(world.sandbox().azure().arm().log()).hasSize(2 * ALL);
  }

  @Test
  void those_whose_token_ends_first_come_first() throws Exception {
    Rotator.Run run = rotate(documents(), "--concurrency", "1");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(world.issuedFor())
        .containsExactlyElementsOf(
            IntStream.range(0, ALL).mapToObj(FleetTest::name).toList().reversed());
  }

  @Test
  void no_more_roll_out_at_a_time_than_were_asked_for() throws Exception {
    world.sandbox().kubernetes().clearAuditLog();

    Rotator.Run run = rotate(documents(), "--concurrency", "3");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(FleetAccount.mostRolling(world.sandbox().kubernetes().auditLog())).isBetween(1, 3);
  }

  private Rotator.Run rotate(List<String> documents, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("rotate", "-f", world.file(documents).toString()));
    arguments.addAll(List.of(more));
    return world.rotator().run(arguments.toArray(String[]::new));
  }

  private static List<String> documents() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < ALL; i++) {
      all.add(FleetWorld.document(name(i), true));
    }
    return all;
  }

  private List<String> storedTokens() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < ALL; i++) {
      all.add(world.storedToken(name(i)));
    }
    return all;
  }

  private static String name(int number) {
    return "edge-" + number;
  }
}
