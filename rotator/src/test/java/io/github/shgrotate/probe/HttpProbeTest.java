package io.github.shgrotate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.shgrotate.rotation.ProbeAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProbeTest {
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

  private ProbeAnswer ask() {
    return new HttpProbe()
        .ask(URI.create("http://127.0.0.1:%d/up".formatted(gateway.getAddress().getPort())));
  }
}
