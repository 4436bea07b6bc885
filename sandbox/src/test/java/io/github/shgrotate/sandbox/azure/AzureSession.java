package io.github.shgrotate.sandbox.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.shgrotate.sandbox.SandboxClock;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// A sandbox with one gateway and one application that may do all, and a client that talks to it.
final class AzureSession implements AutoCloseable {
  static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
  static final String SERVICE =
      "/subscriptions/"
          + SUBSCRIPTION
          + "/resourceGroups/rg1/providers/Microsoft.ApiManagement/service/apimService1";
  static final String GATEWAY = SERVICE + "/gateways/gw1";
  static final String CLIENT = "aaaaaaaa-0000-0000-0000-000000000001";
  static final String SECRET = "s3cret+/ of the test";

  private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("test");

  final SandboxClock clock = new SandboxClock();
  final SandboxAzure azure = SandboxAzure.start(clock, AUTHORITY);
  final Gateway gateway = azure.resources().gateway(SUBSCRIPTION, "rg1", "apimService1", "gw1");
  final Application application =
      azure.directory().application(CLIENT).withSecret(SECRET).grant("/", "*");
  private final HttpClient http =
      HttpClient.newBuilder().sslContext(AUTHORITY.clientContext()).build();

  /// What came back.
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(response.body());
      } catch (IOException e) {
        throw new AssertionError(response.body(), e);
      }
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String errorCode() {
      return json().path("error").path("code").asText();
    }

    Answer ok() {
      assertThat(status()).as(response.body()).isBetween(200, 299);
      return this;
    }
  }

  Answer send(String method, URI uri, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return new Answer(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Answer signIn(String tenant, Map<String, String> form) {
    return send(
        "POST",
        URI.create(azure.entra().uri() + "/" + tenant + "/oauth2/v2.0/token"),
        encode(form),
        Map.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  Map<String, String> secretForm() {
    return Map.of(
        "grant_type",
        "client_credentials",
        "client_id",
        CLIENT,
        "client_secret",
        SECRET,
        "scope",
        "https://management.azure.com/.default");
  }

  String accessToken() {
    return accessToken("https://management.azure.com");
  }

  String accessToken(String resource) {
    Map<String, String> form = new HashMap<>(secretForm());
    form.put("scope", resource + "/.default");
    return signIn(azure.directory().tenantId(), form).ok().json().path("access_token").asText();
  }

  /// What Graph answers to the application.
  Answer graph(String method, String pathAndQuery, String body) {
    return send(
        method,
        URI.create(azure.graph().uri() + "/v1.0/" + pathAndQuery),
        body,
        Map.of(
            "Authorization",
            "Bearer " + accessToken(azure.graph().uri().toString()),
            "Content-Type",
            "application/json"));
  }

  Answer arm(String method, String path, String body) {
    return arm(method, path + "?api-version=2024-05-01", body, accessToken(), Map.of());
  }

  Answer arm(
      String method, String pathAndQuery, String body, String bearer, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Authorization", "Bearer " + bearer);
    if (!body.isEmpty()) {
      headers.put("Content-Type", "application/json");
    }
    return send(method, URI.create(azure.arm().uri() + pathAndQuery), body, headers);
  }

  Answer present(String token, String instance) {
    return send(
        "GET",
        URI.create(azure.configuration().uri() + "/gateways/gw1/configuration"),
        "",
        Map.of("Authorization", token, "x-gateway-instance", instance));
  }

  /// A time ahead of the sandbox's, in whole seconds: Azure takes at most seven digits of them.
  Instant in(Duration ahead) {
    return clock.instant().plus(ahead).truncatedTo(ChronoUnit.SECONDS);
  }

  static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  @Override
  public void close() {
    http.close();
    azure.close();
  }
}
