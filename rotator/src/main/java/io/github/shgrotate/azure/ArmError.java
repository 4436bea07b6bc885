package io.github.shgrotate.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// ARM's error envelope, flattened.
///
/// @param code such as `AuthorizationFailed`
/// @param targets every `target` in it: the fields that are wrong
/// @param message every message in it, outermost first
record ArmError(Optional<String> code, List<String> targets, String message) {
  private static final int DEEPEST = 8;

  ArmError {
    targets = List.copyOf(targets);
  }

  static ArmError of(Answer answer) {
    JsonNode error = answer.object().map(it -> it.path("error")).orElse(null);
    if (error == null || !error.isObject()) {
      return new ArmError(Optional.empty(), List.of(), "");
    }
    List<String> targets = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    flatten(error, targets, messages, 0);
    return new ArmError(Json.text(error, "code"), targets, String.join(" ", messages));
  }

  boolean present() {
    return code.isPresent();
  }

  private static void flatten(
      JsonNode error, List<String> targets, List<String> messages, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    Optional<String> target = Json.text(error, "target");
    target.ifPresent(targets::add);
    Json.text(error, "message")
        .map(message -> target.isPresent() ? target.get() + ": " + message : message)
        .filter(message -> !messages.contains(message))
        .ifPresent(messages::add);
    for (JsonNode detail : error.path("details")) {
      flatten(detail, targets, messages, depth + 1);
    }
  }
}
