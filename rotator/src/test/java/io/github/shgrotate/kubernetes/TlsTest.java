package io.github.shgrotate.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path dir;
  private static HttpsServer server;
  private static KeyStore serverKeys;
  private static String clientName = "";

  private final FakeApi api = new FakeApi();
  private final FakeTime time = new FakeTime();

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException, InterruptedException {
    serverKeys = keys("server", "EC", "-ext", "san=ip:127.0.0.1");
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(serverKeys, PASSWORD);
    KeyStore clients = KeyStore.getInstance("PKCS12");
    clients.load(null, null);
    for (String algorithm : List.of("RSA", "EC")) {
      KeyStore client = keys("client-" + algorithm, algorithm);
      clients.setCertificateEntry(algorithm, client.getCertificate("it"));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(clients);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setWantClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          var session = ((com.sun.net.httpserver.HttpsExchange) exchange).getSSLSession();
          try {
            clientName = session.getPeerPrincipal().getName();
          } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
            clientName = "nobody";
          }
          byte[] body =
              Yaml.tree(Samples.secret("7", "{}")).toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static KeyStore keys(String name, String algorithm, String... more)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = dir.resolve(name + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-storepass",
                "changeit",
                "-keystore",
                file.toString()));
    command.addAll(List.of(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] said = keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).as(new String(said, StandardCharsets.UTF_8)).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(file)) {
      store.load(content, PASSWORD);
    }
    return store;
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
  }

  private static String certificate(KeyStore store) throws GeneralSecurityException {
    return pem("CERTIFICATE", store.getCertificate("it").getEncoded());
  }

  private Path kubeconfig(String cluster, String user) throws IOException {
    return Files.writeString(
        dir.resolve("config"),
        """
        current-context: test
        contexts: [{name: test, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", %s}}]
        users: [{name: u, user: {%s}}]
        """
            .formatted(server.getAddress().getPort(), cluster, user));
  }

  private String read(Path kubeconfig) {
    try (KubernetesConnection connection = api.open(kubeconfig, time)) {
      return connection.tokenStore("apim", "gw-token").secret().resourceVersion();
    }
  }

  @Test
  void a_certificate_of_nobody_we_know_is_not_trusted_and_not_tried_again() throws IOException {
    Path kubeconfig = kubeconfig("", "");
    Failure failure = Refused.by(() -> read(kubeconfig));
    assertThat(failure.reason()).isEqualTo(Reason.CERTIFICATE_UNTRUSTED);
    assertThat(failure.next()).contains("certificate-authority");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void the_authority_may_stand_in_the_kubeconfig() throws IOException, GeneralSecurityException {
    String data = Samples.base64(certificate(serverKeys));
    assertThat(read(kubeconfig("certificate-authority-data: " + data, ""))).isEqualTo("7");
  }

  @Test
  void the_authority_may_lie_beside_the_kubeconfig() throws IOException, GeneralSecurityException {
    Files.writeString(dir.resolve("ca.crt"), certificate(serverKeys));
    assertThat(read(kubeconfig("certificate-authority: ca.crt", ""))).isEqualTo("7");
  }

  @Test
  void a_certificate_for_another_name_is_not_trusted()
      throws IOException, GeneralSecurityException {
    String data = Samples.base64(certificate(serverKeys));
    Path kubeconfig = kubeconfig("certificate-authority-data: " + data, "");
    Files.writeString(
        kubeconfig, Files.readString(kubeconfig).replace("https://127.0.0.1", "https://localhost"));
    assertThat(Refused.by(() -> read(kubeconfig)).reason()).isEqualTo(Reason.CERTIFICATE_UNTRUSTED);
  }

  @Test
  void who_wants_no_check_has_none() throws IOException {
    assertThat(read(kubeconfig("insecure-skip-tls-verify: true", ""))).isEqualTo("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void a_client_certificate_signs_in(String algorithm)
      throws IOException, GeneralSecurityException, InterruptedException {
    KeyStore client = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(dir.resolve("client-" + algorithm + ".p12"))) {
      client.load(content, PASSWORD);
    }
    String key = pem("PRIVATE KEY", client.getKey("it", PASSWORD).getEncoded());
    String kubeconfig =
        "client-certificate-data: %s, client-key-data: %s"
            .formatted(Samples.base64(certificate(client)), Samples.base64(key));
    assertThat(read(kubeconfig("insecure-skip-tls-verify: true", kubeconfig))).isEqualTo("7");
    assertThat(clientName).isEqualTo("CN=client-" + algorithm);
  }
}
