package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.azure.IssuedToken;
import io.github.shgrotate.sandbox.azure.KeySlot;
import io.github.shgrotate.sandbox.http.LoggedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the options change: which key signs, what is waited for, what is not done at all, and how
/// the words go in and out.
@Execution(ExecutionMode.CONCURRENT)
class SwitchesTest {
  private static final int PODS = 2;

  @TempDir Path folder;
  private SampleWorld world;

  @BeforeEach
  void installGateway() throws InterruptedException {
    world = SampleWorld.start(folder, PODS);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @ParameterizedTest(name = "{0} after {1}: {2}")
  @CsvSource({
    "last, primary, PRIMARY",
    "last, secondary, SECONDARY",
    "last, , PRIMARY",
    "rotate, primary, SECONDARY",
    "rotate, secondary, PRIMARY",
    "rotate, '', PRIMARY",
    "primary, secondary, PRIMARY",
    "secondary, tertiary, SECONDARY",
  })
  void the_key_is_chosen_as_the_script_does(String policy, @Nullable String recorded, KeySlot key)
      throws Exception {
    recordKey(recorded);

    Rotator.Run run = world.rotator().with("TOKEN_KEY", policy).without("K8S_OBJECT").run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(world.issuedTokens()).extracting(IssuedToken::key).containsExactly(key);
    assertThat(world.gateway().signerOf(world.storedText(SampleGateway.SECRET, "value")))
        .contains(key);
    assertThat(KeySlot.valueOf(world.annotation("last-used-key").toUpperCase(Locale.ROOT)))
        .isEqualTo(key);
  }

  @Test
  void without_waiting_it_ends_when_the_restart_is_asked_for_and_says_that_nothing_is_proven()
      throws Exception {
    Rotator.Run run = world.rotator().run("--no-wait");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(world.issuedTokens()).hasSize(1);
    assertThat(stamp()).isEqualTo(world.storedToken());
    assertThat(run.out())
        .contains("unproven  deployment/edge-eu: not waited for, as asked (--no-wait)")
        .doesNotContain("  proven ");
    assertThat(LeastRights.requests(world).stream().map(LoggedRequest::path))
        .noneMatch(path -> path.endsWith("/pods"));
    assertThat(world.eventsOfRotator())
        .extracting(event -> event.path("reason").asText())
        .containsExactlyInAnyOrder("TokenRenewed", "RestartRequested");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--dry-run", "plan"})
  void a_plan_writes_nothing_and_needs_no_right_to_write(String word) throws Exception {
    Rotator rotator = LeastRights.rotator(world);
    LeastRights.withdraw(world, "patch");
    LeastRights.withdraw(world, "create");
    SampleWorld.Snapshot before = world.snapshot();

    Rotator.Run run = rotator.run(word);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .containsSubsequence(
            "Renew the token", "secondary key", "Restart deployment/edge-eu", "Ask the pods");
    assertNothingWritten(before);
  }

  @Test
  void a_plan_tells_what_is_true_and_when_the_next_renewal_is_due() throws Exception {
    Rotator rotator = world.rotator().with("RENEW_BEFORE", "10d");
    String before = rotator.run("plan").out();
    rotator.run();

    String after = rotator.run("plan").out();

    IssuedToken issued = world.issuedTokens().getFirst();
    assertThat(before)
        .contains("holds token", "deployment/edge-eu carries no stamp")
        .containsPattern("Next, a renewal is due from \\S+Z on");
    assertThat(after)
        .contains(
            "deployment/edge-eu is stamped with that token",
            "1. Ask the pods of deployment/edge-eu",
            "Next, a renewal is due from %s on"
                .formatted(issued.expiry().minus(Duration.ofDays(10))));
  }

  @Test
  void a_token_that_is_good_for_long_enough_is_left_alone_and_no_write_is_asked_for()
      throws Exception {
    Rotator rotator = LeastRights.rotator(world).with("RENEW_BEFORE", "10d");
    assertThat(rotator.run().exitCode()).isZero();
    SampleWorld.Snapshot before = world.snapshot();
    world.sandbox().azure().arm().clearLog();
    world.sandbox().kubernetes().server().clearLog();

    Rotator.Run run = rotator.run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Nothing is owed", "renewal   due from");
    assertThat(world.issuedTokens()).hasSize(1);
    assertThat(world.sandbox().azure().arm().log())
        .extracting(LoggedRequest::method)
        .containsExactly("GET");
    assertThat(LeastRights.writes(world)).isEmpty();
    assertThat(world.snapshot()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "--"})
  void the_scripts_long_flags_alone_do_with_one_dash_as_with_two(String dash) throws Exception {
    Map<String, String> script = SampleGateway.environment();
    Rotator rotator =
        world
            .rotator()
            .without(script.keySet().toArray(String[]::new))
            .with("SP_SECRET", SampleGateway.CLIENT_SECRET);

    Rotator.Run run =
        rotator.run(
            dash + "subscription-id",
            SampleGateway.SUBSCRIPTION,
            dash + "resource-group",
            SampleGateway.RESOURCE_GROUP,
            dash + "apim-instance=" + SampleGateway.SERVICE,
            dash + "apim-gateway",
            SampleGateway.GATEWAY,
            dash + "namespace",
            SampleGateway.NAMESPACE,
            dash + "token-secret",
            SampleGateway.SECRET,
            dash + "token-key",
            "rotate",
            dash + "k8s-object",
            "deployment/" + SampleGateway.WORKLOAD,
            dash + "login-method",
            "sp",
            dash + "client-id",
            SampleGateway.CLIENT_ID);

    assertRotated(run);
  }

  @Test
  void json_is_one_document_on_standard_output_and_holds_what_happened() throws Exception {
    Rotator.Run run = world.rotator().run("-O", "json");

    assertRotated(run);
    JsonNode document = new ObjectMapper().readTree(run.out());
    assertThat(document.path("schema").asText()).isEqualTo("shgrotate.github.io/rotation/v1");
    assertThat(document.path("outcome").asText()).isEqualTo("rotated");
    assertThat(document.path("exitCode").asInt(-1)).isZero();
    assertThat(document.path("gateway").asText()).isEqualTo(world.gateway().resourceId());
    assertThat(document.at("/secret/dataKey").asText()).isEqualTo("value");
    assertThat(document.at("/token/id").asText()).isEqualTo(world.storedToken());
    assertThat(document.at("/token/key").asText()).isEqualTo("secondary");
    assertThat(document.at("/workloads/0/proven").asBoolean()).isTrue();
    assertThat(document.at("/workloads/0/pods").asInt()).isEqualTo(PODS);
  }

  @Test
  void a_failure_in_json_has_the_same_parts_as_in_text() throws Exception {
    world.application().revokeAll();

    Rotator.Run run = world.rotator().run("-O", "json");

    assertThat(run.exitCode()).isEqualTo(3);
    JsonNode document = new ObjectMapper().readTree(run.out());
    FailureMessage words = FailureMessage.of(run.err());
    assertThat(document.path("outcome").asText()).isEqualTo("failed");
    assertThat(document.path("exitCode").asInt()).isEqualTo(3);
    JsonNode failure = document.path("failure");
    assertThat(
            new FailureMessage(
                failure.path("what").asText(),
                failure.path("reason").asText(),
                failure.path("where").asText(),
                failure.path("why").asText(),
                failure.path("holds").asText(),
                failure.path("next").asText()))
        .isEqualTo(words);
    assertThat(failure.path("requestIds")).isNotEmpty();
  }

  @Test
  void under_the_scripts_own_rights_it_rotates_and_says_what_it_could_not_do() throws Exception {
    Rotator.Run run = LeastRights.rotatorOfTheScript(world).run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(stamp()).isEqualTo(world.storedToken());
    assertThat(world.tokensOfPods()).containsExactly(world.storedToken());
    assertThat(run.err())
        .contains("watch on deployments/edge-eu in namespace apim")
        .contains("create on events in namespace apim");
    assertThat(run.out()).contains("unproven", "list on pods in namespace apim");
  }

  @Test
  void a_pipe_gets_no_colours() throws Exception {
    Rotator.Run run = world.rotator().with("NO_COLOR", "1").with("TERM", "xterm-256color").run();

    assertRotated(run);
    assertThat(run.out() + run.err()).doesNotContain("\u001b", "\r", "\b");
  }

  private void assertRotated(Rotator.Run run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(world.issuedTokens())
        .extracting(IssuedToken::fingerprint)
        .containsExactly(world.storedToken());
    assertThat(world.tokensOfPods()).isEqualTo(Set.of(world.storedToken()));
  }

  private void assertNothingWritten(SampleWorld.Snapshot before) {
    assertThat(LeastRights.writes(world)).isEmpty();
    assertThat(world.sandbox().azure().arm().log())
        .extracting(LoggedRequest::method)
        .containsOnly("GET");
    assertThat(world.issuedTokens()).isEmpty();
    assertThat(world.snapshot()).isEqualTo(before);
  }

  private void recordKey(@Nullable String key) {
    world.edit(
        "Secret",
        SampleGateway.SECRET,
        secret -> {
          ObjectNode annotations = secret.withObject("/metadata").withObject("/annotations");
          if (key == null) {
            annotations.remove("last-used-key");
          } else {
            annotations.put("last-used-key", key);
          }
        });
  }

  private String stamp() {
    return world
        .sandbox()
        .kubernetes()
        .get("Deployment", SampleGateway.NAMESPACE, SampleGateway.WORKLOAD)
        .path("spec")
        .path("template")
        .path("metadata")
        .path("annotations")
        .path("shgrotate.github.io/token-id")
        .asText();
  }
}
