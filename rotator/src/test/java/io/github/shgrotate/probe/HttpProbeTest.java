package io.github.shgrotate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.shgrotate.rotation.ProbeAnswer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProbeTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private HttpServer gateway;
  private volatile int status = 200;
  private volatile String body = "";

  @BeforeEach
  void start() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
          exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    gateway.start();
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
  }

  @Test
  void a_page_with_something_in_it_is_served() {
    body = "hello";

    assertThat(ask()).isEqualTo(new ProbeAnswer.Served());
  }

  @ParameterizedTest
  @CsvSource({
    "200, '', it answered 200 with an empty body",
    "404, no such page, it answered 404",
    "503, busy, it answered 503",
    "301, moved, it answered 301",
  })
  void anything_else_is_not(int answer, String text, String how) {
    status = answer;
    body = text;

    assertThat(ask()).isEqualTo(new ProbeAnswer.NotServed(how));
  }

  @Test
  void nobody_there_is_an_answer_too() {
    gateway.stop(0);

    assertThat(ask()).isInstanceOf(ProbeAnswer.NotServed.class);
  }

  @Test
  @Timeout(10)
  void a_body_that_stalls_is_not_waited_for_for_ever() {
    CountDownLatch over = new CountDownLatch(1);
    gateway.createContext(
        "/up",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          awaited(over);
          exchange.close();
        });

    assertThat(ask(new HttpProbe(Optional.empty(), Duration.ofSeconds(1))))
        .isEqualTo(new ProbeAnswer.NotServed("it did not answer in full within 1 s"));
    over.countDown();
  }

  @Test
  @Timeout(10)
  void a_body_without_end_is_read_until_it_is_enough() {
    gateway.createContext(
        "/up",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] part = new byte[8192];
          try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
              out.write(part);
            }
          }
        });

    assertThat(ask()).isEqualTo(new ProbeAnswer.Served());
  }

  @Test
  void no_proxy_stands_between() {
    body = "hello";
    ProxySelector usual = ProxySelector.getDefault();
    ProxySelector.setDefault(
        ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
    try {
      assertThat(ask()).isEqualTo(new ProbeAnswer.Served());
    } finally {
      ProxySelector.setDefault(usual);
    }
  }

  @Test
  void the_certificates_of_the_file_are_trusted(@TempDir Path dir) throws Exception {
    KeyStore keys = ownKeys(dir);
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 1);
          exchange.getResponseBody().write('x');
          exchange.close();
        });
    server.start();
    URI address = URI.create("https://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    Path roots =
        Files.writeString(
            dir.resolve("ca.pem"),
            "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(
                    Base64.getMimeEncoder()
                        .encodeToString(keys.getCertificate("it").getEncoded())));
    try {
      assertThat(new HttpProbe(Optional.of(roots)).ask(address))
          .isEqualTo(new ProbeAnswer.Served());
      assertThat(new HttpProbe(Optional.empty()).ask(address))
          .isInstanceOf(ProbeAnswer.NotServed.class);
      assertThat(new HttpProbe(Optional.of(dir.resolve("gone"))).ask(address))
          .isInstanceOf(ProbeAnswer.NotServed.class);
    } finally {
      server.stop(0);
    }
  }

  private static KeyStore ownKeys(Path dir) throws Exception {
    Path file = dir.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                "EC",
                "-dname",
                "CN=gateway",
                "-ext",
                "san=ip:127.0.0.1",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ProbeAnswer ask() {
    return ask(new HttpProbe(Optional.empty()));
  }

  private ProbeAnswer ask(HttpProbe probe) {
    return probe.ask(
        URI.create("http://127.0.0.1:%d/up".formatted(gateway.getAddress().getPort())));
  }
}
