package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Tells the pods into which Kubernetes puts a Secret, in whatever way: as variables of any of
/// their containers, or as files. What an init container reads it may hand on to the others.
final class SecretReaders {
  private static final List<String> CONTAINERS =
      List.of("containers", "initContainers", "ephemeralContainers");

  private SecretReaders() {}

  static boolean reads(String secretName, JsonNode podSpec) {
    for (String list : CONTAINERS) {
      for (JsonNode container : podSpec.path(list)) {
        if (hasVariables(secretName, container)) {
          return true;
        }
      }
    }
    for (JsonNode volume : podSpec.path("volumes")) {
      if (hasFiles(secretName, volume)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasVariables(String secretName, JsonNode container) {
    for (JsonNode variable : container.path("env")) {
      if (variable.at("/valueFrom/secretKeyRef/name").asText().equals(secretName)) {
        return true;
      }
    }
    for (JsonNode source : container.path("envFrom")) {
      if (source.at("/secretRef/name").asText().equals(secretName)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasFiles(String secretName, JsonNode volume) {
    if (volume.at("/secret/secretName").asText().equals(secretName)) {
      return true;
    }
    for (JsonNode source : volume.at("/projected/sources")) {
      if (source.at("/secret/name").asText().equals(secretName)) {
        return true;
      }
    }
    return false;
  }
}
