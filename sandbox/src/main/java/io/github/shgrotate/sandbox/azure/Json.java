package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// JSON in and out, as Azure's servers take and give it.
final class Json {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// The object that the text holds; empty when it is anything else.
  static Optional<ObjectNode> parse(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text))
          .filter(JsonNode::isObject)
          .map(ObjectNode.class::cast);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /// A member that is there and is text.
  static Optional<String> text(JsonNode object, String name) {
    JsonNode member = object.path(name);
    return member.isTextual() ? Optional.of(member.textValue()) : Optional.empty();
  }
}
