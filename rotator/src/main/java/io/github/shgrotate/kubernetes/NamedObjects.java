package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.status.SecretAnswer;
import java.net.HttpURLConnection;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The Secrets and ConfigMaps that a namespace's workloads name, each read at most once.
final class NamedObjects {
  private final ApiServer api;
  private final String namespace;
  private final Map<String, SecretAnswer> secrets = new HashMap<>();
  private final Map<String, ConfigMapAnswer> configMaps = new HashMap<>();

  NamedObjects(ApiServer api, String namespace) {
    this.api = api;
    this.namespace = namespace;
  }

  SecretAnswer secret(String name) {
    return secrets.computeIfAbsent(name, this::readSecret);
  }

  ConfigMapAnswer configMap(String name) {
    return configMaps.computeIfAbsent(name, this::readConfigMap);
  }

  private SecretAnswer readSecret(String name) {
    ApiCall call = call("secrets", name);
    ApiAnswer answer = api.send(call, Optional.empty(), Patience.NEEDED);
    return switch (answer.status()) {
      case HttpURLConnection.HTTP_FORBIDDEN -> new SecretAnswer.NotPermitted(call.permission());
      case HttpURLConnection.HTTP_NOT_FOUND -> new SecretAnswer.Missing();
      default -> {
        JsonNode body = api.required(call, answer).body();
        JsonNode metadata = body.path("metadata");
        yield new SecretAnswer.Read(
            SecretReading.facts(body)
                .orElseThrow(
                    () -> api.failures().unreadable(call, answer, "it is no Secret").thrown()),
            Annotations.text(metadata, Annotations.GATEWAY),
            Annotations.text(metadata, Annotations.ISSUED_AT).flatMap(NamedObjects::instant));
      }
    };
  }

  private ConfigMapAnswer readConfigMap(String name) {
    ApiCall call = call("configmaps", name);
    ApiAnswer answer = api.send(call, Optional.empty(), Patience.NEEDED);
    return switch (answer.status()) {
      case HttpURLConnection.HTTP_FORBIDDEN -> new ConfigMapAnswer.NotPermitted(call.permission());
      case HttpURLConnection.HTTP_NOT_FOUND -> new ConfigMapAnswer.Missing();
      default -> {
        Map<String, String> data = new HashMap<>();
        api.required(call, answer)
            .body()
            .path("data")
            .properties()
            .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
        yield new ConfigMapAnswer.Read(data);
      }
    };
  }

  private ApiCall call(String resource, String name) {
    return new ApiCall(
        ApiCall.Verb.GET,
        resource,
        resource + "/" + name,
        namespace,
        "/api/v1/namespaces/%s/%s/%s".formatted(namespace, resource, name));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
