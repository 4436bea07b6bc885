package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// One Secret `token` and one ConfigMap `settings`, which tests may change; and tokens that tell
/// what was asked for, each another.
final class FakePodSources implements PodSources {
  final Map<String, String> secrets =
      new ConcurrentHashMap<>(
          Map.of("token", "{\"data\":{\"value\":\"c2VjcmV0\",\"A\":\"eA==\"}}"));
  final Map<String, String> configMaps =
      new ConcurrentHashMap<>(
          Map.of(
              "settings",
              "{\"data\":{\"A\":\"from map\",\"B\":\"b\"},\"binaryData\":{\"bin\":\"AQID\"}}"));
  private int issued;

  @Override
  public Optional<JsonNode> secret(String name) {
    return Optional.ofNullable(secrets.get(name)).map(Trees::literal);
  }

  @Override
  public Optional<JsonNode> configMap(String name) {
    return Optional.ofNullable(configMaps.get(name)).map(Trees::literal);
  }

  @Override
  public String serviceAccountToken(String audience, long expirationSeconds) {
    issued++;
    return "token %d for %s, %d s".formatted(issued, audience, expirationSeconds);
  }
}
