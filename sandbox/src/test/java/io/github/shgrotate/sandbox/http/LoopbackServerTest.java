package io.github.shgrotate.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.shgrotate.sandbox.SandboxClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LoopbackServerTest {
  private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("test");

  private final SandboxClock clock = new SandboxClock();
  private final AtomicInteger served = new AtomicInteger();
  private final LoopbackServer server =
      LoopbackServer.https(
          "test",
          AUTHORITY.serverContext(),
          clock,
          exchange -> {
            served.incrementAndGet();
            return exchange.path().equals("/stream")
                ? new Reply.Streamed(
                    200,
                    Map.of(),
                    out -> {
                      for (int i = 0; i < 3; i++) {
                        out.write(("part " + i + "\n").getBytes(StandardCharsets.UTF_8));
                        out.flush();
                      }
                    })
                : Reply.text(200, "text/plain", exchange.method() + " " + exchange.body());
          });
  private final HttpClient client =
      HttpClient.newBuilder().sslContext(AUTHORITY.clientContext()).build();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"before, 0", "after, 1"})
  void a_held_request_waits_for_the_test_with_or_without_its_effect(String when, int served)
      throws Exception {
    Hold hold = new Hold();
    server.arm(held(when, hold));

    var answer = client.sendAsync(request("/held").build(), BodyHandlers.ofString());
    while (!hold.arrived()) {
      Thread.onSpinWait();
    }

    assertThat(this.served).hasValue(served);
    assertThat(answer).isNotDone();
    hold.release();
    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertThat(this.served).hasValue(1);
  }

  @Test
  void a_held_request_that_is_dropped_has_no_effect() throws Exception {
    Hold hold = new Hold();
    server.arm(held("before", hold));
    hold.drop();

    // A POST, as the JDK's client sends a lost GET again.
    assertThatThrownBy(() -> send(request("/held").POST(BodyPublishers.noBody())))
        .isInstanceOf(IOException.class);
    assertThat(served).hasValue(0);
  }

  private static Fault held(String when, Hold hold) {
    return Fault.once(
        "held",
        exchange -> exchange.path().equals("/held"),
        when.equals("before") ? new Fault.HeldBefore(hold) : new Fault.HeldAfter(hold));
  }

  @Test
  void the_date_is_the_sandboxs() throws Exception {
    clock.advance(Duration.ofDays(40));
    var dates = get("/").headers().allValues("Date");
    assertThat(dates).hasSize(1);
    assertThat(
            ZonedDateTime.parse(dates.getFirst(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        .isBetween(clock.instant().minusSeconds(10), clock.instant());
  }

  @Test
  void a_fault_can_tell_a_date_of_its_own() throws Exception {
    server.arm(
        Fault.always(
            "late",
            _ -> true,
            new Fault.Answered(503, Map.of("date", "Mon, 01 Jan 2001 00:00:00 GMT"), "")));
    assertThat(get("/").headers().allValues("Date"))
        .containsExactly("Mon, 01 Jan 2001 00:00:00 GMT");
  }

  @Test
  void bodies_of_known_and_of_unknown_length_arrive() throws Exception {
    for (var body :
        new HttpRequest.BodyPublisher[] {
          BodyPublishers.ofString("grüezi"),
          BodyPublishers.fromPublisher(BodyPublishers.ofString("grüezi"))
        }) {
      assertThat(send(request("/").POST(body)).body()).isEqualTo("POST grüezi");
    }
  }

  @Test
  void a_head_gets_no_body_and_the_connection_goes_on() throws Exception {
    assertThat(send(request("/").HEAD()).body()).isEmpty();
    assertThat(get("/").body()).isEqualTo("GET ");
  }

  @Test
  void a_stream_arrives_in_its_parts() throws Exception {
    try (Stream<String> lines =
        client.send(request("/stream").build(), BodyHandlers.ofLines()).body()) {
      assertThat(lines).containsExactly("part 0", "part 1", "part 2");
    }
  }

  static Stream<Fault.Effect> losses() {
    return Stream.of(new Fault.LostBefore(), new Fault.LostAfter(), new Fault.Truncated());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void a_lost_answer_is_an_error_for_the_client_and_noted(Fault.Effect effect) throws Exception {
    server.arm(Fault.once("lost", exchange -> exchange.method().equals("POST"), effect));
    HttpRequest post = request("/").POST(BodyPublishers.ofString("0123456789")).build();
    assertThatThrownBy(() -> client.send(post, BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
    assertThat(served).hasValue(effect instanceof Fault.LostBefore ? 0 : 1);
    assertThat(server.log())
        .singleElement()
        .satisfies(
            logged -> {
              assertThat(logged.status()).isZero();
              assertThat(logged.fault()).contains("lost");
            });
    assertThat(get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void who_has_the_answer_finds_the_request_in_the_log() throws Exception {
    for (int i = 1; i <= 50; i++) {
      get("/?a=b%20c");
      assertThat(server.log()).hasSize(i);
    }
    assertThat(server.log().getLast().query()).isEqualTo("a=b%20c");
    assertThat(server.log().getLast().exchange().queryValue("a")).contains("b c");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.uri() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
