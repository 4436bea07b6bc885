package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.JsonNode;

/// How many pods a rolling update may have too many and too few.
///
/// @param surge above the wanted number
/// @param unavailable below it
record RolloutArithmetic(int replicas, int surge, int unavailable) {
  static RolloutArithmetic of(JsonNode deployment) {
    JsonNode spec = deployment.path("spec");
    int replicas = spec.path("replicas").asInt();
    JsonNode rolling = spec.path("strategy").path("rollingUpdate");
    if (!spec.path("strategy").path("type").asText().equals("RollingUpdate")) {
      return new RolloutArithmetic(replicas, 0, 0);
    }
    int surge = scaled(rolling.path("maxSurge"), replicas, true);
    int unavailable = scaled(rolling.path("maxUnavailable"), replicas, false);
    // Rounding may leave no way to move at all; then one pod may be missing.
    return new RolloutArithmetic(
        replicas, surge, Math.min(replicas, surge == 0 && unavailable == 0 ? 1 : unavailable));
  }

  int most() {
    return replicas + surge;
  }

  int fewestAvailable() {
    return replicas - unavailable;
  }

  /// How large the new ReplicaSet may be made now, given how many pods all sets want together.
  int newSize(int newSetWants, int allWant) {
    if (allWant >= most()) {
      return newSetWants;
    }
    return newSetWants + Math.max(0, Math.min(most() - allWant, replicas - newSetWants));
  }

  /// A number, or a percentage of the total.
  static int scaled(JsonNode value, int total, boolean up) {
    if (value.isNumber()) {
      return value.asInt();
    }
    String text = value.asText();
    if (!text.matches("\\d{1,4}%")) {
      return 0;
    }
    int percent = Integer.parseInt(text.substring(0, text.length() - 1));
    int hundredfold = percent * total;
    return up ? Math.ceilDiv(hundredfold, 100) : hundredfold / 100;
  }
}
