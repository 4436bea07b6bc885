package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/// A small client of any Kubernetes API, with JSON trees. Paths are as the API's: `/api/v1/nodes`.
public final class KubernetesApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  // Many pods change at once; more connections than this only queue up at the server.
  private static final int CONCURRENT = 16;

  private final URI base;
  private final Optional<String> bearer;
  private final HttpClient http;
  private final Semaphore slots = new Semaphore(CONCURRENT);

  /// The API answered with a refusal.
  public static final class Refused extends RuntimeException {
    private final int code;

    Refused(int code, String message) {
      super(message);
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  private KubernetesApi(URI base, SSLContext tls, Optional<String> bearer) {
    this.base = base;
    this.bearer = bearer;
    this.http =
        HttpClient.newBuilder().sslContext(tls).connectTimeout(Duration.ofSeconds(10)).build();
  }

  /// Signs in with a bearer token.
  public static KubernetesApi withToken(URI base, SSLContext tls, String token) {
    return new KubernetesApi(base, tls, Optional.of(token));
  }

  /// Signs in with the client certificate of the TLS context.
  public static KubernetesApi withCertificate(URI base, SSLContext tls) {
    return new KubernetesApi(base, tls, Optional.empty());
  }

  /// Where the API server is.
  public URI uri() {
    return base;
  }

  public JsonNode get(String path) {
    return send("GET", path, Optional.empty(), "");
  }

  /// The object; empty when the API answers 404.
  public Optional<JsonNode> find(String path) {
    try {
      return Optional.of(get(path));
    } catch (Refused refused) {
      if (refused.code() == 404) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  public JsonNode create(String path, JsonNode body) {
    return send("POST", path, Optional.of(body.toString()), "application/json");
  }

  public JsonNode mergePatch(String path, JsonNode change) {
    return send("PATCH", path, Optional.of(change.toString()), "application/merge-patch+json");
  }

  public JsonNode strategicPatch(String path, JsonNode change) {
    return send(
        "PATCH", path, Optional.of(change.toString()), "application/strategic-merge-patch+json");
  }

  /// Server-side apply of one YAML document, as `kubectl apply --server-side` sends it: comments
  /// and all, so that the API server can find fault with the text itself.
  ///
  /// @param path with the query, as which manager it is done, say
  public JsonNode apply(String path, String yaml) {
    return send("PATCH", path, Optional.of(yaml), "application/apply-patch+yaml");
  }

  /// Deletes; the body holds delete options.
  public JsonNode delete(String path, JsonNode options) {
    return send("DELETE", path, Optional.of(options.toString()), "application/json");
  }

  /// Follows a collection until it is closed, on a virtual thread of its own: lists it, then
  /// watches, and lists anew whenever the API has forgotten where the watch was or the connection
  /// is lost.
  public Watch watch(String path, Map<String, String> query, Watch.Listener listener) {
    return Watch.start(this, path, query, listener);
  }

  /// The lines of an endless answer.
  Stream<String> lines(String path) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> response =
        http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofLines());
    if (response.statusCode() >= 300) {
      try (Stream<String> body = response.body()) {
        throw new Refused(response.statusCode(), body.collect(Collectors.joining()));
      }
    }
    return response.body();
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String query(Map<String, String> parameters) {
    List<String> pairs = new ArrayList<>();
    parameters.forEach(
        (name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  private JsonNode send(String method, String path, Optional<String> body, String type) {
    HttpRequest.Builder request = request(path).timeout(TIMEOUT);
    body.ifPresent(b -> request.header("Content-Type", type));
    request.method(
        method,
        body.map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()));
    try {
      slots.acquire();
      try {
        HttpResponse<String> response =
            http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
          throw new Refused(
              response.statusCode(),
              "%s %s: %d %s".formatted(method, path, response.statusCode(), response.body()));
        }
        return parse(response.body());
      } finally {
        slots.release();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            // The second is what the issuer's keys come as.
            .header("Accept", "application/json, application/jwk-set+json")
            .header("User-Agent", "kubelet/sandbox");
    bearer.ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  /// The thread was told to end while it waited.
  static final class Stopped extends RuntimeException {}

  @Override
  public void close() {
    http.shutdownNow();
  }

  @Override
  public String toString() {
    return "KubernetesApi[" + base + "]";
  }
}
