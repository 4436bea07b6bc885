package io.github.shgrotate.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.azure.Directory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;

/// What `az account get-access-token` prints for somebody who has signed in to the sandbox.
final class AzureCliAnswer {
  private AzureCliAnswer() {}

  static String from(SampleWorld world) throws IOException, InterruptedException {
    String form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s&scope=%s/.default"
            .formatted(
                SampleGateway.CLIENT_ID,
                SampleGateway.CLIENT_SECRET,
                world.sandbox().azure().arm().uri());
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "%s/%s/oauth2/v2.0/token"
                        .formatted(world.sandbox().azure().entra().uri(), Directory.HOME_TENANT)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(world.sandbox().authority().clientContext()).build()) {
      JsonNode answer =
          new ObjectMapper().readTree(client.send(request, BodyHandlers.ofString()).body());
      return """
      {
        "accessToken": "%s",
        "expiresOn": "2026-01-01 00:00:00.000000",
        "expires_on": %d,
        "subscription": "%s",
        "tenant": "%s",
        "tokenType": "Bearer"
      }
      """
          .formatted(
              answer.path("access_token").asText(),
              Instant.now().plusSeconds(answer.path("expires_in").asLong()).getEpochSecond(),
              SampleGateway.SUBSCRIPTION,
              Directory.HOME_TENANT);
    }
  }
}
