package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// JSON as trees only: fabric8's typed objects cost start-up time.
final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  /// The object written there, if it is one.
  static Optional<JsonNode> object(byte[] text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text)).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// A text that is no JSON, as a tree all the same.
  static JsonNode lines(byte[] text) {
    return JsonNodeFactory.instance.textNode(new String(text, StandardCharsets.UTF_8));
  }

  static ObjectNode newObject() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode newArray() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /// The text in that field; empty when it is absent, empty or no text.
  static Optional<String> text(JsonNode object, String field) {
    return Optional.ofNullable(object.path(field).textValue()).filter(text -> !text.isEmpty());
  }
}
