package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.Sandbox;
import io.github.shgrotate.sandbox.azure.Fingerprint;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import io.github.shgrotate.sandbox.http.Fault;
import io.github.shgrotate.sandbox.kubelet.GatewaySighting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as a process against the sandbox; judged by the Secret, the pods and Azure's log.
class RotateTest {
  private static final int PODS = 3;

  @TempDir Path folder;
  private Sandbox sandbox;
  private Rotator rotator;

  @BeforeEach
  void installGateway() throws InterruptedException {
    sandbox = Sandbox.start();
    SampleGateway.install(sandbox, PODS);
    for (int i = 0; i < 600 && serving().size() < PODS; i++) {
      Thread.sleep(50);
    }
    assertThat(serving()).hasSize(PODS);
    rotator = Rotator.forSample(sandbox, folder, "admin");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void the_scripts_environment_rotates_and_every_pod_runs_on_the_new_token() throws Exception {
    String former = storedToken();

    Rotator.Run run = rotator.run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(storedToken()).isNotEqualTo(former);
    assertThat(sandbox.azure().verify(secretValue())).isInstanceOf(TokenVerdict.Accepted.class);
    assertThat(tokensOfPods()).isEqualTo(Set.of(storedToken()));
    assertThat(annotation("last-used-key")).isEqualTo("secondary");
    assertThat(annotation("shgrotate.github.io/token-id")).isEqualTo(storedToken());
    assertThat(sandbox.azure().resources().issuedTokens()).hasSize(1);
  }

  @Test
  void a_rotation_asks_entra_once_and_azure_twice_and_the_secret_is_read_and_written_once()
      throws Exception {
    sandbox.kubernetes().clearAuditLog();

    Rotator.Run run = rotator.run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(sandbox.azure().entra().log()).hasSize(1);
    assertThat(sandbox.azure().arm().log()).hasSize(2);
    List<String> secretCalls =
        sandbox.kubernetes().auditLog().stream()
            .filter(entry -> entry.resource().equals("secrets"))
            .filter(entry -> entry.status() != 0)
            .map(entry -> entry.verb())
            .toList();
    assertThat(secretCalls).containsOnlyOnce("patch");
  }

  @Test
  void nothing_is_owed_when_the_token_is_good_for_long_enough() throws Exception {
    assertThat(rotator.with("RENEW_BEFORE", "10d").run().exitCode()).isZero();
    String stored = storedToken();
    Set<String> pods = namesOfPods();

    Rotator.Run again = rotator.with("RENEW_BEFORE", "10d").run();

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).contains("Nothing is owed");
    assertThat(storedToken()).isEqualTo(stored);
    assertThat(namesOfPods()).isEqualTo(pods);
    assertThat(sandbox.azure().resources().issuedTokens()).hasSize(1);
  }

  @Test
  void a_dry_run_changes_nothing() throws Exception {
    String former = storedToken();

    Rotator.Run run = rotator.run("--dry-run");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Renew the token").contains("Restart deployment/edge-eu");
    assertThat(storedToken()).isEqualTo(former);
    assertThat(sandbox.azure().resources().issuedTokens()).isEmpty();
  }

  @Test
  void all_missing_options_are_named_at_once() throws Exception {
    Rotator.Run run = rotator.without("SUBSCRIPTION_ID", "TOKEN_SECRET").run();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("SUBSCRIPTION_ID").contains("TOKEN_SECRET");
  }

  @Test
  void a_wrong_gateway_is_a_clear_error_and_nothing_changes() throws Exception {
    String former = storedToken();
    sandbox
        .azure()
        .directory()
        .application(SampleGateway.CLIENT_ID)
        .grant("/subscriptions/" + SampleGateway.SUBSCRIPTION, "*");

    Rotator.Run run = rotator.with("APIM_GATEWAY", "edge-us").run();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
    assertThat(run.err()).contains("edge-us").contains("nothing was changed");
    assertThat(storedToken()).isEqualTo(former);
  }

  @Test
  void a_refused_permission_is_named() throws Exception {
    sandbox.azure().directory().application(SampleGateway.CLIENT_ID).revokeAll();

    Rotator.Run run = rotator.run();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).contains("Microsoft.ApiManagement/service/gateways/read");
  }

  @Test
  void no_secret_shows_in_any_output() throws Exception {
    Rotator.Run run = rotator.with("DEBUG", "true").run();

    String signature = secretValue().substring(secretValue().lastIndexOf('&') + 1);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out() + run.err())
        .doesNotContain(SampleGateway.CLIENT_SECRET)
        .doesNotContain(signature)
        .doesNotContain(
            Base64.getEncoder().encodeToString(secretValue().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void throttling_is_waited_out() throws Exception {
    sandbox
        .azure()
        .arm()
        .arm(
            Fault.once(
                "throttled",
                Fault.on("POST", "generateToken"),
                new Fault.Answered(
                    429,
                    Map.of("Retry-After", "1", "Content-Type", "application/json"),
                    "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"slow down\"}}")));

    Rotator.Run run = rotator.run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(tokensOfPods()).isEqualTo(Set.of(storedToken()));
  }

  private List<GatewaySighting> serving() {
    return sandbox.kubelet().gateways().stream()
        .filter(gateway -> gateway.ready() && !gateway.servesNothing() && !gateway.draining())
        .toList();
  }

  private Set<String> tokensOfPods() {
    return serving().stream()
        .map(gateway -> gateway.tokenId().orElse("none"))
        .collect(Collectors.toSet());
  }

  private Set<String> namesOfPods() {
    return serving().stream().map(GatewaySighting::pod).collect(Collectors.toSet());
  }

  private JsonNode secret() {
    return sandbox.kubernetes().get("Secret", SampleGateway.NAMESPACE, SampleGateway.SECRET);
  }

  private String annotation(String name) {
    return secret().path("metadata").path("annotations").path(name).asText();
  }

  private String secretValue() {
    return new String(
        Base64.getDecoder().decode(secret().at("/data/value").asText()), StandardCharsets.UTF_8);
  }

  private String storedToken() {
    return Fingerprint.of(secretValue().substring("GatewayKey ".length()));
  }
}
