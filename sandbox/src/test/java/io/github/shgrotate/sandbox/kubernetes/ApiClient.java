package io.github.shgrotate.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

/// Sends raw requests, so that tests see exactly what the API answers.
final class ApiClient implements AutoCloseable {
  private final HttpClient http;
  private final URI base;
  private final String token;

  record Answer(int status, JsonNode body) {
    String message() {
      return body.path("message").asText();
    }

    String reason() {
      return body.path("reason").asText();
    }

    String version() {
      return body.path("metadata").path("resourceVersion").asText();
    }
  }

  ApiClient(EmbeddedKubernetes kubernetes, CertificateAuthority authority, String token) {
    this.http = HttpClient.newBuilder().sslContext(authority.clientContext()).build();
    this.base = kubernetes.server().uri();
    this.token = token;
  }

  Answer get(String path) {
    return send("GET", path, "", "application/json");
  }

  Answer post(String path, String body) {
    return send("POST", path, body, "application/json");
  }

  Answer put(String path, JsonNode body) {
    return send("PUT", path, body.toString(), "application/json");
  }

  Answer merge(String path, String body) {
    return send("PATCH", path, body, "application/merge-patch+json");
  }

  Answer delete(String path) {
    return send("DELETE", path, "", "application/json");
  }

  Answer send(String method, String path, String body, String type) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(base.resolve(path))
              .header("Content-Type", type)
              .method(method, HttpRequest.BodyPublishers.ofString(body));
      if (!token.isEmpty()) {
        request.header("Authorization", "Bearer " + token);
      }
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), Trees.parse(response.body()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The first events of a watch.
  List<JsonNode> events(String path, int count) {
    try {
      HttpResponse<Stream<String>> response =
          http.send(
              HttpRequest.newBuilder(base.resolve(path))
                  .header("Authorization", "Bearer " + token)
                  .build(),
              HttpResponse.BodyHandlers.ofLines());
      try (Stream<String> lines = response.body()) {
        return lines.limit(count).<JsonNode>map(Trees::literal).toList();
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
