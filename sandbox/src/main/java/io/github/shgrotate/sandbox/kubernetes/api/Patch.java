package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// A change to an object, in one of the three forms.
public sealed interface Patch permits JsonMergePatch, JsonPatch, StrategicMergePatch {
  /// The changed object; the one given stays as it was.
  ObjectNode applyTo(ObjectNode object);

  /// Reads a patch of the content type.
  static Patch parse(String contentType, String body) {
    String type = contentType.split(";")[0].strip().toLowerCase(Locale.ROOT);
    JsonNode tree;
    try {
      tree = Trees.parse(body);
    } catch (JsonProcessingException e) {
      throw ApiFailure.badRequest("invalid JSON patch");
    }
    return switch (type) {
      case "application/merge-patch+json" -> new JsonMergePatch(mapping(tree));
      case "application/strategic-merge-patch+json" -> new StrategicMergePatch(mapping(tree));
      case "application/json-patch+json" -> JsonPatch.parse(tree);
      default -> throw ApiFailure.unsupportedPatch();
    };
  }

  private static ObjectNode mapping(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw ApiFailure.badRequest("error decoding patch: json: cannot unmarshal it into a map");
  }
}
