package io.github.shgrotate.e2e.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.shgrotate.e2e.Rotator;
import io.github.shgrotate.sandbox.azure.Throttling;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import io.github.shgrotate.sandbox.http.Fault;
import io.github.shgrotate.sandbox.kubelet.Behaviour;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong with one gateway of many, with all of them, and in the middle.
class FleetFailuresTest {
  private static final int ALL = 12;
  private static final int SIGTERM = 143;
  private static final Path REFERENCE = Path.of("..", "docs/reference");

  @TempDir Path folder;
  private FleetWorld world;

  @BeforeEach
  void install() throws InterruptedException {
    world = new FleetWorld(folder);
    for (String name : names()) {
      world.install(name, Duration.ofDays(5), 1);
    }
    world.awaitPods(ALL);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void three_that_fail_in_their_own_ways_hold_nobody_back() throws Exception {
    List<String> documents = new ArrayList<>(documents());
    documents.add(0, FleetWorld.document("has-no-secret", true));
    world.install("not-ours", Duration.ofDays(1), 1);
    documents.add(1, FleetWorld.document("not-ours", true, "rg-of-others"));
    world.installBehaving("never-ready", Behaviour.ANNOTATION, "never-ready");
    documents.add(
        2, FleetWorld.document("never-ready", true) + "  rolloutTimeout: 3s\n  renewBefore: 20d\n");

    Rotator.Run run = rotate(documents);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
    assertThat(run.out())
        .contains("15 gateways: 12 rotated, 3 failed (")
        .contains("failed        fleet/has-no-secret: ")
        .contains("[SecretNotFound]")
        .contains("failed        fleet/not-ours: ")
        .contains("failed        fleet/never-ready: ")
        .contains("[RolloutTimedOut]");
    names().forEach(this::assertWell);
  }

  @Test
  void a_sign_in_that_is_refused_is_told_once_and_changes_nothing() throws Exception {
    world.sandbox().kubernetes().clearAuditLog();

    Rotator.Run run =
        world
            .rotator()
            .with("SP_SECRET", "wrong")
            .run("rotate", "-f", world.file(documents()).toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).containsOnlyOnce("SignInRefused");
    assertThat(world.sandbox().azure().entra().log()).hasSize(1);
    assertThat(world.sandbox().azure().arm().log()).isEmpty();
    assertThat(world.sandbox().kubernetes().auditLog())
        .filteredOn(it -> it.namespace().equals(FleetWorld.NAMESPACE))
        .filteredOn(it -> it.resource().matches("secrets|deployments"))
        .allMatch(it -> it.verb().equals("get"));
  }

  @Test
  void what_would_fail_all_others_too_ends_the_run() throws Exception {
    int untilThen = 5;
    world
        .sandbox()
        .kubernetes()
        .server()
        .arm(
            new Fault(
                "the account was deleted",
                Fault.on("PATCH", "/secrets/"),
                untilThen,
                Integer.MAX_VALUE,
                new Fault.Answered(401, Map.of(), "{}")));

    Rotator.Run run = rotate(documents(), "--concurrency", "1");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
    assertThat(run.out()).contains("12 gateways: 5 rotated, 1 failed, 6 not begun (");
    assertThat(run.err()).contains("stopped  6 not begun");
    assertThat(world.issuedFor()).hasSize(untilThen + 1);
  }

  @Test
  void told_to_end_it_says_how_far_it_came_and_the_next_run_finishes_it() throws Exception {
    world.sandbox().azure().resources().throttling().limit(Throttling.Kind.WRITES, 3, 0.2);
    Rotator.Running running =
        world.rotator().start("rotate", "-f", world.file(documents()).toString(), "-O", "json");
    world.awaitIssued(3);

    running.process().destroy();

    Rotator.Run stopped = running.end();
    assertThat(stopped.exitCode()).isEqualTo(SIGTERM);
    assertThat(stopped.err())
        .contains("finished by the next run")
        .contains("12 gateways: ")
        .contains(" under way");
    assertAsPromised(stopped.out());
    JsonNode counts = Trees.parse(stopped.out()).path("counts");
    int over = counts.path("rotated").asInt();
    assertThat(over).isLessThan(ALL);
    assertThat(over + counts.path("underWay").asInt() + counts.path("notBegun").asInt())
        .isEqualTo(ALL);

    world.sandbox().azure().resources().throttling().off();
    Rotator.Run next = rotate(documents(), "-O", "json");

    assertThat(next.exitCode()).as(next.err()).isZero();
    assertAsPromised(next.out());
    names().forEach(this::assertWell);
  }

  @Test
  void in_a_pipe_nothing_is_coloured_or_rewritten() throws Exception {
    Rotator.Run run = rotate(documents());

    assertThat(run.out() + run.err()).matches("[^\\p{Cntrl}]*(\n[^\\p{Cntrl}]*)*");
  }

  private void assertWell(String name) {
    assertThat(world.sandbox().azure().verify(world.storedText(name)))
        .isInstanceOf(TokenVerdict.Accepted.class);
    assertThat(world.tokensOfPods(name)).containsExactly(world.storedToken(name));
    assertThat(world.issuedFor()).contains(name);
  }

  private static void assertAsPromised(String document) throws IOException {
    String one = Files.readString(REFERENCE.resolve("rotation.schema.json"));
    Schema schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder ->
                    builder.schemas(
                        Map.of("https://shgrotate.github.io/rotation/v1/schema.json", one)))
            .getSchema(
                Files.readString(REFERENCE.resolve("rotations.schema.json")), InputFormat.JSON);
    assertThat(schema.validate(document, InputFormat.JSON)).as(document).isEmpty();
  }

  private Rotator.Run rotate(List<String> documents, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("rotate", "-f", world.file(documents).toString()));
    arguments.addAll(List.of(more));
    return world.rotator().run(arguments.toArray(String[]::new));
  }

  private static List<String> documents() {
    return names().stream().map(name -> FleetWorld.document(name, true)).toList();
  }

  private static List<String> names() {
    return IntStream.range(0, ALL).mapToObj(number -> "edge-" + number).toList();
  }
}
