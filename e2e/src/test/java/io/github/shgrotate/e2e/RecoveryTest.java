package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.azure.IssuedToken;
import io.github.shgrotate.sandbox.azure.KeySlot;
import io.github.shgrotate.sandbox.azure.Regeneration;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import io.github.shgrotate.sandbox.http.Fault;
import io.github.shgrotate.sandbox.kubelet.Served;
import io.github.shgrotate.sandbox.kubelet.ServiceBalancer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What goes beyond a rotation that goes well: a key that is revoked, gateways that are ready and
/// serve nothing, tokens that somebody else puts back.
@Execution(ExecutionMode.CONCURRENT)
class RecoveryTest {
  private static final int PODS = 2;

  @TempDir Path folder;
  private SampleWorld world;
  private Rotator rotator;

  @BeforeEach
  void installGateway() throws InterruptedException {
    world = SampleWorld.start(folder, PODS);
    rotator = world.rotator();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void revoke_moves_every_pod_to_the_other_key_and_ends_the_old_one() throws Exception {
    grantAll();
    String leaked = stored();

    Rotator.Run run = rotator.with("RENEW_BEFORE", "1d").run("revoke");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(world.sandbox().azure().verify(leaked)).isInstanceOf(TokenVerdict.Refused.class);
    assertAcceptedWith(KeySlot.SECONDARY);
    assertThat(world.tokensOfPods()).isEqualTo(Set.of(world.storedToken()));
    assertThat(world.sandbox().azure().resources().regenerations())
        .extracting(Regeneration::key)
        .containsExactly(KeySlot.PRIMARY);
    assertThat(world.annotation("shgrotate.github.io/key-to-revoke")).isEmpty();
    assertThat(run.out()).contains("revoked   the primary key");
  }

  @Test
  void a_revocation_without_the_right_is_finished_when_it_is_granted_on_the_same_token()
      throws Exception {
    Rotator.Run refused = rotator.run("revoke");
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
    assertThat(refused.err())
        .contains("Microsoft.ApiManagement/service/gateways/regenerateKey/action");
    assertThat(world.annotation("shgrotate.github.io/key-to-revoke")).isEqualTo("primary");
    String token = world.storedToken();
    grantAll();

    Rotator.Run run = rotator.run("revoke");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(world.storedToken()).isEqualTo(token);
    // The other one was the portal's token once more, to see who had signed it.
    assertThat(world.issuedTokens())
        .extracting(IssuedToken::key)
        .containsExactly(KeySlot.PRIMARY, KeySlot.SECONDARY);
    assertThat(world.sandbox().azure().resources().regenerations())
        .extracting(Regeneration::key)
        .containsExactly(KeySlot.PRIMARY);
  }

  @Test
  void a_key_stays_while_a_pod_that_nobody_named_may_run_on_it() throws Exception {
    grantAll();
    world.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: second, namespace: apim}
        spec:
          selector: {matchLabels: {app: second}}
          template:
            metadata: {labels: {app: second}}
            spec:
              containers:
                - name: gateway
                  image: mcr.microsoft.com/azure-api-management/gateway:v2
                  envFrom: [{configMapRef: {name: edge-eu-env}}]
                  env:
                    - name: config.service.auth
                      valueFrom: {secretKeyRef: {name: edge-eu-token, key: value}}
        """);
    world.awaitPods("second", 1);

    Rotator.Run run = rotator.run("revoke");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
    assertThat(run.err()).contains("[KeyStillInUse]").contains("second-");
    assertThat(world.sandbox().azure().resources().regenerations()).isEmpty();

    Rotator.Run both =
        rotator.with("K8S_OBJECT", "deployment/edge-eu,deployment/second").run("revoke");

    assertThat(both.exitCode()).as(both.err()).isZero();
    assertThat(world.tokensOfPods("second")).isEqualTo(Set.of(world.storedToken()));
    assertThat(world.sandbox().azure().resources().regenerations()).hasSize(1);
  }

  @Test
  void pods_that_are_ready_but_refused_are_found_in_their_logs_and_the_former_token_comes_back()
      throws Exception {
    String former = world.storedToken();
    refuseEveryToken();

    Rotator.Run run = rotator.with("CHECK_LOGS", "true").run();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
    assertThat(run.err()).contains("[TokenRefused]").contains("StatusCode: Unauthorized");
    assertThat(world.storedToken()).isEqualTo(former);
    assertThat(world.annotation("last-used-key")).isEqualTo("primary");
  }

  @Test
  void pods_that_are_ready_but_serve_nothing_are_found_by_the_probe() throws Exception {
    String former = world.storedToken();
    refuseEveryToken();
    HttpServer service = service();
    try {
      Rotator.Run run =
          rotator.with("PROBE_URL", address(service)).with("ROLLOUT_TIMEOUT", "8s").run();

      assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
      assertThat(run.err()).contains("empty body");
      assertThat(world.storedToken()).isEqualTo(former);
    } finally {
      service.stop(0);
    }
  }

  @Test
  void pods_that_serve_pass_every_proof() throws Exception {
    grantAll();
    HttpServer service = service();
    try {
      Rotator.Run run =
          rotator
              .with("PROBE_URL", address(service))
              .with("CHECK_LOGS", "true")
              .with("HOLD", "2s")
              .with("PROVE_SIGNATURE", "true")
              .run();

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("no container restarted in 2 s")
          .contains("no refusal in the logs of 2")
          .contains("the probe is served");
      assertAcceptedWith(KeySlot.SECONDARY);
    } finally {
      service.stop(0);
    }
  }

  @Test
  void a_stored_token_whose_key_was_made_anew_is_renewed_though_it_is_not_due() throws Exception {
    grantAll();
    world.gateway().regenerateFromPortal(KeySlot.PRIMARY);
    Rotator signature = rotator.with("RENEW_BEFORE", "1d").with("PROVE_SIGNATURE", "true");

    Rotator.Run run = signature.run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("neither key of the gateway signed the stored token");
    assertThat(world.sandbox().azure().verify(stored())).isInstanceOf(TokenVerdict.Accepted.class);
  }

  @Test
  void an_older_token_that_somebody_has_put_back_is_renewed_once() throws Exception {
    String old = stored();
    rotator.run();
    world.apply(world.secret().orElseThrow().toString().replace(base64(stored()), base64(old)));
    Rotator daily = rotator.with("RENEW_BEFORE", "1d");

    Rotator.Run run = daily.run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("somebody put an older token back");
    assertThat(world.tokensOfPods()).isEqualTo(Set.of(world.storedToken()));
    assertThat(daily.run().out()).contains("Nothing is owed");
    assertThat(world.issuedTokens()).hasSize(2);
  }

  @Test
  void a_secret_that_a_chart_owns_is_a_warning_or_on_request_a_refusal() throws Exception {
    String former = world.storedToken();
    world.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: edge-eu-token
          namespace: apim
          labels: {app.kubernetes.io/managed-by: Helm}
          annotations: {meta.helm.sh/release-name: edge, last-used-key: primary}
        stringData: {value: "%s"}
        """
            .formatted(stored()));

    Rotator.Run strict = rotator.run("--strict-ownership");

    assertThat(strict.exitCode()).as(strict.err()).isEqualTo(2);
    assertThat(strict.err()).contains("[OwnedByAnother]").contains("secret.createSecret=false");
    assertThat(world.storedToken()).isEqualTo(former);
    Rotator.Run run = rotator.run();
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("Helm writes Secret apim/edge-eu-token too");
  }

  private void grantAll() {
    world
        .application()
        .grant(
            world.gateway().resourceId(),
            "Microsoft.ApiManagement/service/gateways/regenerateKey/action",
            "Microsoft.ApiManagement/service/gateways/listKeys/action");
  }

  /// From now on new pods start without a configuration; those that have one go on.
  private void refuseEveryToken() {
    world
        .sandbox()
        .azure()
        .configuration()
        .arm(
            Fault.always(
                "refused",
                Fault.on("GET", "/configuration"),
                new Fault.Answered(401, Map.of(), "")));
  }

  /// What stands in front of the gateways, over HTTP.
  private HttpServer service() throws IOException {
    ServiceBalancer balancer =
        new ServiceBalancer(world.sandbox().kubelet(), SampleGateway.NAMESPACE);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              switch (balancer.request()) {
                case Served.Answered(_, String text) -> text.getBytes(StandardCharsets.UTF_8);
                case Served.ConnectionRefused() -> new byte[0];
              };
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
  }

  private void assertAcceptedWith(KeySlot key) {
    assertThat(world.sandbox().azure().verify(stored()))
        .isInstanceOfSatisfying(
            TokenVerdict.Accepted.class, accepted -> assertThat(accepted.key()).isEqualTo(key));
  }

  private String stored() {
    return world.storedText(SampleGateway.SECRET, "value");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
