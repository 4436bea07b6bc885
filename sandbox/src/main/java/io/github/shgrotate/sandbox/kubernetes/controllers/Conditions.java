package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.time.Instant;

/// Conditions in a status.
final class Conditions {
  /// One condition.
  ///
  /// @param reason and message: empty to leave out
  record Condition(String type, String status, String reason, String message) {}

  private Conditions() {}

  /// Sets a condition; its transition time moves only when its status does.
  static ObjectNode set(ObjectNode status, Condition condition, Instant now) {
    ArrayNode conditions =
        status.get("conditions") instanceof ArrayNode present
            ? present
            : status.putArray("conditions");
    for (JsonNode existing : conditions) {
      if (existing instanceof ObjectNode found
          && found.path("type").asText().equals(condition.type())) {
        if (!found.path("status").asText().equals(condition.status())) {
          found.put("lastTransitionTime", Trees.time(now));
        }
        fill(found, condition);
        return found;
      }
    }
    ObjectNode added =
        conditions
            .addObject()
            .put("type", condition.type())
            .put("lastTransitionTime", Trees.time(now));
    fill(added, condition);
    return added;
  }

  private static void fill(ObjectNode into, Condition condition) {
    into.put("status", condition.status());
    if (condition.reason().isEmpty()) {
      into.remove("reason");
    } else {
      into.put("reason", condition.reason());
    }
    if (condition.message().isEmpty()) {
      into.remove("message");
    } else {
      into.put("message", condition.message());
    }
  }
}
