package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.time.Instant;
import java.util.Optional;

/// What a pod's status says, in the controllers' terms.
final class PodFacts {
  private PodFacts() {}

  static boolean isReady(JsonNode pod) {
    return readyCondition(pod).isPresent();
  }

  /// Since when a ready pod is available; may lie in the future.
  static Optional<Instant> availableFrom(JsonNode pod, int minReadySeconds) {
    return readyCondition(pod)
        .map(
            condition -> {
              String since = condition.path("lastTransitionTime").asText();
              Instant ready = since.isEmpty() ? Instant.EPOCH : Instant.parse(since);
              return minReadySeconds == 0 ? Instant.EPOCH : ready.plusSeconds(minReadySeconds);
            });
  }

  static boolean isAvailable(JsonNode pod, int minReadySeconds, Instant now) {
    return availableFrom(pod, minReadySeconds).filter(from -> !from.isAfter(now)).isPresent();
  }

  static boolean isFinished(JsonNode pod) {
    String phase = pod.path("status").path("phase").asText();
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /// Counts for its owner: neither finished nor on its way out.
  static boolean isActive(JsonNode pod) {
    return !isFinished(pod) && !Trees.isTerminating(pod);
  }

  static boolean isRunning(JsonNode pod) {
    return pod.path("status").path("phase").asText().equals("Running");
  }

  static boolean isBound(JsonNode pod) {
    return !pod.path("spec").path("nodeName").asText().isEmpty();
  }

  private static Optional<JsonNode> readyCondition(JsonNode pod) {
    return Trees.item(pod.path("status").path("conditions"), "type", "Ready")
        .filter(condition -> condition.path("status").asText().equals("True"));
  }
}
