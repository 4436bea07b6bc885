package io.github.shgrotate.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.http.LoggedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Everything in a world that nobody may read in an output, an event or an annotation: what the
/// Secrets hold, and what clients have shown to Azure and Kubernetes to prove who they are.
final class KnownSecrets {
  private static final int SHORTEST = 8;

  private KnownSecrets() {}

  static Set<String> of(SampleWorld world) {
    Set<String> secrets = new TreeSet<>();
    secrets.add(SampleGateway.CLIENT_SECRET);
    for (JsonNode secret : world.sandbox().kubernetes().list("Secret", SampleGateway.NAMESPACE)) {
      secret.path("data").forEach(value -> addData(secrets, value.asText()));
    }
    Stream.of(
            world.sandbox().azure().entra(),
            world.sandbox().azure().arm(),
            world.sandbox().kubernetes().server())
        .flatMap(server -> server.log().stream())
        .forEach(request -> addProofs(secrets, request));
    secrets.removeIf(text -> text.length() < SHORTEST);
    return secrets;
  }

  private static void addData(Set<String> secrets, String base64) {
    secrets.add(base64);
    String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    secrets.add(text);
    secrets.add(text.substring(text.lastIndexOf('&') + 1));
  }

  private static void addProofs(Set<String> secrets, LoggedRequest request) {
    request.exchange().bearer().ifPresent(secrets::add);
    for (String field : List.of("client_secret=", "client_assertion=")) {
      for (String pair : request.exchange().body().split("&", -1)) {
        if (pair.startsWith(field)) {
          secrets.add(URLDecoder.decode(pair.substring(field.length()), StandardCharsets.UTF_8));
        }
      }
    }
  }
}
