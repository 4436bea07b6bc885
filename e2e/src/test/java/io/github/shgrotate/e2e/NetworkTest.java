package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.sandbox.azure.IssuedToken;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Through proxies, and with roots of one's own.
@Execution(ExecutionMode.CONCURRENT)
class NetworkTest {
  @TempDir Path folder;
  private SampleWorld world;
  private Rotator rotator;

  @BeforeEach
  void installGateway() throws InterruptedException {
    world = SampleWorld.start(folder, 1);
    // Which writes the kubeconfig that some tests change.
    rotator = world.rotator();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void a_proxy_with_a_password_is_used_for_azure_and_the_cluster() throws Exception {
    try (LoopbackProxy proxy = LoopbackProxy.wantingPassword()) {
      Rotator through =
          SandboxNames.given(world, rotator).with("HTTPS_PROXY", proxy.addressWithPassword());

      assertRotatesHiding(
          through.with("DEBUG", "true"), "pass.word~1", "cm90YXRvcjpwYXNzLndvcmR+MQ");

      assertThat(hosts(proxy))
          .isEqualTo(Set.of(SandboxNames.ENTRA, SandboxNames.ARM, SandboxNames.KUBERNETES));
    }
  }

  @Test
  void what_is_excepted_is_reached_without_the_proxy() throws Exception {
    try (LoopbackProxy proxy = LoopbackProxy.open()) {
      Rotator through =
          SandboxNames.given(world, rotator)
              .with("https_proxy", proxy.address())
              .with("no_proxy", "other.example, " + SandboxNames.KUBERNETES);

      assertRotates(through);

      assertThat(hosts(proxy)).isEqualTo(Set.of(SandboxNames.ENTRA, SandboxNames.ARM));
    }
  }

  @Test
  void a_whole_domain_can_be_excepted() throws Exception {
    assertRotates(
        SandboxNames.given(world, rotator)
            .with("ALL_PROXY", "http://" + Nobody.listens())
            .with("NO_PROXY", ".sandbox.example"));
  }

  @Test
  void loopback_never_goes_through_a_proxy() throws Exception {
    assertRotates(rotator.with("HTTPS_PROXY", "http://" + Nobody.listens()));
  }

  @Test
  void the_kubeconfigs_own_proxy_goes_before_that_of_the_environment() throws Exception {
    try (LoopbackProxy proxy = LoopbackProxy.open();
        LoopbackProxy own = LoopbackProxy.wantingPassword()) {
      Rotator through = SandboxNames.given(world, rotator).with("HTTPS_PROXY", proxy.address());
      changeKubeconfig(
          "server:", "proxy-url: \"%s\"\n    server:".formatted(own.addressWithPassword()));

      assertRotates(through);

      assertThat(hosts(own)).isEqualTo(Set.of(SandboxNames.KUBERNETES));
      assertThat(hosts(proxy)).isEqualTo(Set.of(SandboxNames.ENTRA, SandboxNames.ARM));
    }
  }

  @Test
  void the_ca_file_counts_for_a_cluster_whose_kubeconfig_names_no_authority() throws Exception {
    changeKubeconfig("certificate-authority-data: \\S+", "");

    assertRotatesWith(rotator.without("SSL_CERT_FILE"), "--ca-file", folder + "/ca.pem");
  }

  @Test
  void the_flag_for_the_ca_file_wins_over_the_variable() throws Exception {
    Path other =
        Files.writeString(
            folder.resolve("other.pem"), CertificateAuthority.create("somebody else").pem());

    assertRotatesWith(
        rotator.with("SSL_CERT_FILE", other.toString()), "--ca-file", folder + "/ca.pem");
  }

  @Test
  void javas_own_roots_count_too() throws Exception {
    changeKubeconfig("certificate-authority-data: \\S+", "");

    assertRotates(
        rotator
            .without("SSL_CERT_FILE")
            .with("JDK_JAVA_OPTIONS", "-Djavax.net.ssl.trustStore=" + trustStore()));
  }

  /// As with kubectl: who names an authority wants that one and nobody else's.
  @Test
  void the_kubeconfigs_authority_excludes_javas_own_roots_and_the_ca_file() throws Exception {
    changeKubeconfig(
        "certificate-authority-data: \\S+", "certificate-authority: " + folder + "/other.pem");
    Files.writeString(
        folder.resolve("other.pem"), CertificateAuthority.create("somebody else").pem());

    Rotator.Run run =
        rotator.with("JDK_JAVA_OPTIONS", "-Djavax.net.ssl.trustStore=" + trustStore()).run();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(FailureMessage.of(run.err()).reason()).isEqualTo("CertificateUntrusted");
    assertThat(world.issuedTokens()).isEmpty();
  }

  private void assertRotatesHiding(Rotator one, String... secrets) throws Exception {
    Rotator.Run run = assertRotatesWith(one);
    assertThat(run.out() + run.err()).doesNotContain(secrets);
  }

  private void assertRotates(Rotator one) throws Exception {
    var _ = assertRotatesWith(one);
  }

  private Rotator.Run assertRotatesWith(Rotator one, String... flags) throws Exception {
    Rotator.Run run = one.run(flags);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(world.issuedTokens())
        .extracting(IssuedToken::fingerprint)
        .containsExactly(world.storedToken());
    assertThat(world.tokensOfPods()).isEqualTo(Set.of(world.storedToken()));
    return run;
  }

  private static Set<String> hosts(LoopbackProxy proxy) {
    return proxy.opened().stream()
        .map(address -> address.substring(0, address.lastIndexOf(':')))
        .collect(Collectors.toSet());
  }

  private void changeKubeconfig(String pattern, String replacement) throws Exception {
    Path file = folder.resolve("kubeconfig");
    Files.writeString(file, Files.readString(file).replaceFirst(pattern, replacement));
  }

  private Path trustStore() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("sandbox", world.sandbox().authority().certificate());
    Path file = folder.resolve("roots.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      // Certificates without a password, as Java's own store has them.
      store.store(out, null);
    }
    return file;
  }
}
