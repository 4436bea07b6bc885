package io.github.shgrotate.e2e.controlplane;

import io.github.shgrotate.sandbox.http.CertificateAuthority;
import io.github.shgrotate.sandbox.http.Exchange;
import io.github.shgrotate.sandbox.http.Fault;
import io.github.shgrotate.sandbox.http.LoopbackServer;
import io.github.shgrotate.sandbox.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Another way to the API server, on which requests can be held or lost. It adds nothing: users
/// sign in, and are noted down, as on the direct way.
final class Gate implements AutoCloseable {
  /// Belong to a connection, or are made anew by the client here.
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "host",
          "content-length",
          "transfer-encoding",
          "expect",
          "upgrade",
          "http2-settings",
          "accept-encoding",
          "date");

  private final URI target;
  private final HttpClient client;
  private final LoopbackServer server;

  Gate(URI target, CertificateAuthority authority) {
    this.target = target;
    client = HttpClient.newBuilder().sslContext(authority.clientContext()).build();
    server =
        LoopbackServer.https(
            "kubernetes", authority.serverContext(), Clock.systemUTC(), this::pass);
  }

  URI uri() {
    return server.uri();
  }

  void arm(Fault fault) {
    server.arm(fault);
  }

  private Reply pass(Exchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target + exchange.path() + query(exchange)))
            .method(exchange.method(), HttpRequest.BodyPublishers.ofString(exchange.body()));
    exchange
        .headers()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    HttpResponse<InputStream> answer = send(request.build());
    Map<String, String> headers = new LinkedHashMap<>();
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!name.startsWith(":") && !NOT_PASSED_ON.contains(name)) {
                headers.put(name, values.getFirst());
              }
            });
    if (exchange.queryValue("watch").isPresent()) {
      return new Reply.Streamed(answer.statusCode(), headers, out -> copy(answer.body(), out));
    }
    try (InputStream body = answer.body()) {
      return new Reply.Whole(
          answer.statusCode(), headers, new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the gate is closed");
    }
  }

  /// As it comes: whoever watches waits for every single line.
  private static void copy(InputStream from, OutputStream to) throws IOException {
    try (from) {
      byte[] piece = new byte[8192];
      for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
        to.write(piece, 0, length);
        to.flush();
      }
    }
  }

  private static String query(Exchange exchange) {
    List<String> pairs =
        exchange.query().entrySet().stream()
            .map(
                pair ->
                    pair.getKey()
                        + "="
                        + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
            .toList();
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  @Override
  public void close() {
    server.close();
    client.shutdownNow();
  }
}
