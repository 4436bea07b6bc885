package io.github.shgrotate.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.shgrotate.rotation.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Entra, IMDS and ARM on one loopback port over TLS. Answers well, unless told otherwise for the
/// next requests.
final class FakeAzure implements AutoCloseable {
  static final Gateway GATEWAY =
      new Gateway("00000000-0000-0000-0000-000000000001", "rg (1)", "apim-1", "gw1");
  static final String TOKEN = "gw1&203001311234&c2lnbmF0dXJlLWZvci10ZXN0cw==";
  static final String GATEWAY_BODY =
      """
      {"id":"/x","name":"gw1","type":"Microsoft.ApiManagement/service/gateways","properties":{}}\
      """;

  private static final TestKeys SERVER =
      TestKeys.make(
          "fake-azure",
          "-keyalg",
          "EC",
          "-groupname",
          "secp256r1",
          "-ext",
          "san=ip:127.0.0.1,dns:arm.azure.test");

  /// What was asked.
  record Seen(String method, URI uri, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /// A field of the form that Entra is sent.
    String field(String name) {
      for (String pair : body.split("&")) {
        if (pair.startsWith(name + "=")) {
          return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
        }
      }
      return "";
    }
  }

  private final HttpsServer server;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Queue<HttpHandler> entra = new ArrayDeque<>();
  private final Queue<HttpHandler> arm = new ArrayDeque<>();
  private final Queue<HttpHandler> imds = new ArrayDeque<>();
  private int tokens;

  private FakeAzure(HttpsServer server) {
    this.server = server;
  }

  static FakeAzure start() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(SERVER.store(), TestKeys.PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context));
      FakeAzure fake = new FakeAzure(server);
      server.createContext("/", fake::handle);
      server.start();
      return fake;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The certificate that clients have to trust.
  static Path caFile(Path directory) {
    try {
      return Files.writeString(directory.resolve("ca.pem"), SERVER.certificatePem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Says how the next token requests are answered, one after the other.
  void nextFromEntra(HttpHandler... handlers) {
    entra.addAll(List.of(handlers));
  }

  void nextFromArm(HttpHandler... handlers) {
    arm.addAll(List.of(handlers));
  }

  void nextFromImds(HttpHandler... handlers) {
    imds.addAll(List.of(handlers));
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI root() {
    return URI.create("https://127.0.0.1:" + port());
  }

  AzureCloud cloud() {
    return new AzureCloud(root(), root(), "https://arm.azure.test/");
  }

  List<Seen> seen() {
    return List.copyOf(seen);
  }

  List<Seen> signIns() {
    return only(it -> it.getPath().endsWith("/oauth2/v2.0/token"));
  }

  List<Seen> armRequests() {
    return only(it -> it.getPath().startsWith("/subscriptions/"));
  }

  /// Answers like that.
  ///
  /// @param headers each as `name: value`
  static HttpHandler reply(int status, String body, String... headers) {
    return exchange -> send(exchange, status, body, headers);
  }

  /// Closes the connection instead of answering.
  static HttpHandler hangUp() {
    return HttpExchange::close;
  }

  /// Announces more than it sends.
  static HttpHandler half(String body) {
    return exchange -> {
      exchange.sendResponseHeaders(200, body.length() * 2L);
      exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private List<Seen> only(Predicate<URI> which) {
    return seen.stream().filter(it -> which.test(it.uri())).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    seen.add(new Seen(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body));
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/oauth2/v2.0/token")) {
      next(entra, bearer()).handle(exchange);
    } else if (path.equals("/metadata/identity/oauth2/token")) {
      next(imds, bearer()).handle(exchange);
    } else if (path.endsWith("/generateToken")) {
      next(arm, reply(200, "{\"value\":\"" + TOKEN + "\"}")).handle(exchange);
    } else if (path.startsWith("/subscriptions/")) {
      next(arm, reply(200, GATEWAY_BODY)).handle(exchange);
    } else {
      send(exchange, 418, "");
    }
  }

  private static HttpHandler next(Queue<HttpHandler> told, HttpHandler otherwise) {
    return Optional.ofNullable(told.poll()).orElse(otherwise);
  }

  private HttpHandler bearer() {
    tokens++;
    return bearer("bearer-number-" + tokens, 3599);
  }

  static HttpHandler bearer(String token, int seconds) {
    // IMDS writes its numbers as text.
    return reply(
        200,
        "{\"token_type\":\"Bearer\",\"expires_in\":\"%d\",\"access_token\":\"%s\"}"
            .formatted(seconds, token));
  }

  private static void send(HttpExchange exchange, int status, String body, String... headers)
      throws IOException {
    for (String header : headers) {
      int colon = header.indexOf(": ");
      exchange.getResponseHeaders().add(header.substring(0, colon), header.substring(colon + 2));
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /// What was asked, in short.
  String log() {
    List<String> lines = new ArrayList<>();
    seen.forEach(it -> lines.add(it.method() + " " + it.uri().getPath()));
    return lines.stream().collect(Collectors.joining("\n"));
  }
}
