package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// How a deletion is meant.
public record DeleteOptions(
    boolean dryRun,
    Propagation propagation,
    Optional<Integer> graceSeconds,
    Optional<String> uid,
    Optional<String> resourceVersion) {

  /// What becomes of the objects it owns.
  public enum Propagation {
    BACKGROUND,
    FOREGROUND,
    ORPHAN;

    static Propagation of(String text) {
      return switch (text) {
        case "Foreground" -> FOREGROUND;
        case "Orphan" -> ORPHAN;
        default -> BACKGROUND;
      };
    }
  }

  public static final DeleteOptions PLAIN =
      new DeleteOptions(
          false, Propagation.BACKGROUND, Optional.empty(), Optional.empty(), Optional.empty());

  /// At once, without waiting for a kubelet.
  public static final DeleteOptions NOW =
      new DeleteOptions(
          false, Propagation.BACKGROUND, Optional.of(0), Optional.empty(), Optional.empty());

  public static DeleteOptions of(JsonNode body, boolean dryRun) {
    JsonNode conditions = body.path("preconditions");
    return new DeleteOptions(
        dryRun || !body.path("dryRun").isEmpty(),
        Propagation.of(body.path("propagationPolicy").asText()),
        body.has("gracePeriodSeconds")
            ? Optional.of(body.path("gracePeriodSeconds").asInt())
            : Optional.empty(),
        Optional.of(conditions.path("uid").asText()).filter(text -> !text.isEmpty()),
        Optional.of(conditions.path("resourceVersion").asText()).filter(text -> !text.isEmpty()));
  }
}
