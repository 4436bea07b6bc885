package io.github.shgrotate.sandbox.kubelet;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/// Asks the sandbox's Azure over HTTPS: `GET <endpoint>/gateways/<gateway>/configuration`.
public final class HttpsConfigurationEndpoint implements ConfigurationEndpoint, AutoCloseable {
  private final HttpClient http;

  public HttpsConfigurationEndpoint(SSLContext tls) {
    this.http =
        HttpClient.newBuilder().sslContext(tls).connectTimeout(Duration.ofSeconds(5)).build();
  }

  @Override
  public Answer present(String endpoint, String gatewayInstance, String authorizationValue) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url(endpoint, authorizationValue)))
              .timeout(Duration.ofSeconds(10))
              .header("Authorization", authorizationValue)
              .header("x-gateway-instance", gatewayInstance)
              .GET()
              .build();
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return switch (status) {
        case 200 -> new Accepted();
        case 401, 403 -> new Rejected(status);
        default -> new Unreachable("status " + status);
      };
    } catch (IOException | IllegalArgumentException e) {
      // A header or an address that cannot even be sent is nothing Azure could answer.
      return new Unreachable(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unreachable("stopped");
    }
  }

  private static String url(String endpoint, String authorizationValue) {
    String base = endpoint.contains("://") ? endpoint : "https://" + endpoint;
    return base.replaceAll("/+$", "")
        + "/gateways/"
        + URLEncoder.encode(GatewayAuth.gatewayId(authorizationValue), StandardCharsets.UTF_8)
            .replace("+", "%20")
        + "/configuration";
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
