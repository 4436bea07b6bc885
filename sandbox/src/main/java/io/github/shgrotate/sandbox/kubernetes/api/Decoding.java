package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the real API finds while it decodes JSON into typed objects, before any validation.
final class Decoding {
  private Decoding() {}

  /// Why the object cannot be decoded; empty when it can.
  static Optional<String> complaint(ResourceType type, ObjectNode object) {
    List<Optional<String>> found = new ArrayList<>();
    JsonNode metadata = object.path("metadata");
    found.add(strings(metadata, "annotations", "ObjectMeta.metadata.annotations"));
    found.add(strings(metadata, "labels", "ObjectMeta.metadata.labels"));
    JsonNode template = object.path("spec").path("template").path("metadata");
    found.add(strings(template, "annotations", "ObjectMeta.spec.template.metadata.annotations"));
    found.add(strings(template, "labels", "ObjectMeta.spec.template.metadata.labels"));
    if (type.equals(ResourceTypes.SECRET)) {
      found.add(strings(object, "stringData", "Secret.stringData"));
      found.add(base64(object.path("data")));
    }
    if (type.equals(ResourceTypes.CONFIG_MAP)) {
      found.add(strings(object, "data", "ConfigMap.data"));
      found.add(base64(object.path("binaryData")));
    }
    if (object.has("spec") && !object.path("spec").isObject()) {
      found.add(
          Optional.of(
              "json: cannot unmarshal %s into Go struct field %s.spec of type v1.%sSpec"
                  .formatted(kindOf(object.path("spec")), type.kind(), type.kind())));
    }
    JsonNode replicas = object.path("spec").path("replicas");
    if (!replicas.isMissingNode() && !replicas.isIntegralNumber()) {
      found.add(
          Optional.of(
              "json: cannot unmarshal %s into Go struct field %sSpec.spec.replicas of type int32"
                  .formatted(kindOf(replicas), type.kind())));
    }
    return found.stream().flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> strings(JsonNode parent, String field, String goName) {
    JsonNode map = parent.path(field);
    if (map.isMissingNode()) {
      return Optional.empty();
    }
    if (!map.isObject()) {
      return Optional.of(
          "json: cannot unmarshal %s into Go struct field %s of type map[string]string"
              .formatted(kindOf(map), goName));
    }
    return map.properties().stream()
        .map(Map.Entry::getValue)
        .filter(value -> !value.isTextual())
        .findFirst()
        .map(
            value ->
                "json: cannot unmarshal %s into Go struct field %s of type string"
                    .formatted(kindOf(value), goName));
  }

  private static Optional<String> base64(JsonNode data) {
    for (Map.Entry<String, JsonNode> entry : data.properties()) {
      if (!entry.getValue().isTextual()) {
        return Optional.of(
            "json: cannot unmarshal %s into Go struct field Secret.data of type []uint8"
                .formatted(kindOf(entry.getValue())));
      }
      String text = entry.getValue().asText();
      // Like Go's decoder: line ends are skipped, padding is required.
      String plain = text.replace("\n", "").replace("\r", "");
      int wrong = firstWrong(plain);
      if (wrong >= 0) {
        return Optional.of("illegal base64 data at input byte " + wrong);
      }
    }
    return Optional.empty();
  }

  private static int firstWrong(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean padding = c == '=' && i >= text.length() - 2;
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letter && c != '+' && c != '/' && !padding) {
        return i;
      }
    }
    if (text.length() % 4 != 0) {
      return text.length() - text.length() % 4;
    }
    try {
      Base64.getDecoder().decode(text);
      return -1;
    } catch (IllegalArgumentException e) {
      return text.length() - 1;
    }
  }

  private static String kindOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "array";
      case BOOLEAN -> "bool";
      case NUMBER -> "number";
      case STRING -> "string";
      default -> "object";
    };
  }
}
