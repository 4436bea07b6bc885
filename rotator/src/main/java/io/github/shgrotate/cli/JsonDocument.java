package io.github.shgrotate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.rotation.Failure;

/// What the documents of all commands have in common.
final class JsonDocument {
  private JsonDocument() {}

  static ObjectNode begin(String schema, Exit exit) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("schema", schema)
        .put("exitCode", exit.number());
  }

  /// A failure as programs read it.
  static ObjectNode failure(Failure failure) {
    ObjectNode told =
        JsonNodeFactory.instance
            .objectNode()
            .put("reason", failure.reason().code())
            .put("what", failure.what())
            .put("where", failure.where())
            .put("why", failure.why())
            .put("next", failure.next());
    ArrayNode ids = told.putArray("requestIds");
    failure.requestIds().forEach(ids::add);
    return told;
  }

  /// As it is printed, without an end of its last line.
  static String written(ObjectNode document) {
    try {
      return JsonMapper.builder()
          .build()
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers can always be written", e);
    }
  }
}
