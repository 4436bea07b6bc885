package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// RFC 6902. All operations apply, or none.
record JsonPatch(List<Operation> operations) implements Patch {
  private enum Verb {
    ADD,
    REMOVE,
    REPLACE,
    MOVE,
    COPY,
    TEST
  }

  record Operation(String verb, List<String> path, List<String> from, JsonNode value) {}

  static JsonPatch parse(JsonNode tree) {
    if (!tree.isArray()) {
      throw ApiFailure.badRequest(
          "error decoding patch: json: cannot unmarshal object into Go value of type"
              + " []handlers.jsonPatchOp");
    }
    List<Operation> operations = new ArrayList<>();
    for (JsonNode item : tree) {
      operations.add(
          new Operation(
              item.path("op").asText(),
              pointer(item.path("path").asText()),
              pointer(item.path("from").asText()),
              item.path("value")));
    }
    return new JsonPatch(List.copyOf(operations));
  }

  @Override
  public ObjectNode applyTo(ObjectNode object) {
    ObjectNode result = object.deepCopy();
    for (Operation operation : operations) {
      apply(result, operation);
    }
    return result;
  }

  private static void apply(ObjectNode root, Operation operation) {
    Verb verb =
        Arrays.stream(Verb.values())
            .filter(v -> v.name().equalsIgnoreCase(operation.verb()))
            .findFirst()
            .orElseThrow(ApiFailure::unprocessablePatch);
    List<String> path = operation.path();
    switch (verb) {
      case ADD -> add(root, path, operation.value().deepCopy());
      case REMOVE -> remove(root, path);
      case REPLACE -> {
        remove(root, path);
        add(root, path, operation.value().deepCopy());
      }
      case MOVE -> add(root, path, remove(root, operation.from()));
      case COPY -> add(root, path, existing(root, operation.from()).deepCopy());
      case TEST -> {
        JsonNode present = find(root, path);
        // A missing field equals null, as in the library of the real API.
        boolean same =
            present.isMissingNode()
                ? operation.value().isNull() || operation.value().isMissingNode()
                : Trees.sorted(present).equals(Trees.sorted(operation.value()));
        if (!same) {
          throw ApiFailure.unprocessablePatch();
        }
      }
    }
  }

  private static void add(ObjectNode root, List<String> path, JsonNode value) {
    if (path.isEmpty()) {
      throw ApiFailure.unprocessablePatch();
    }
    String last = path.getLast();
    switch (existing(root, path.subList(0, path.size() - 1))) {
      case ObjectNode parent -> parent.set(last, value);
      case ArrayNode parent -> {
        int index = last.equals("-") ? parent.size() : index(last, parent.size());
        parent.insert(index, value);
      }
      default -> throw ApiFailure.unprocessablePatch();
    }
  }

  private static JsonNode remove(ObjectNode root, List<String> path) {
    JsonNode removed = existing(root, path);
    switch (existing(root, path.subList(0, path.size() - 1))) {
      case ObjectNode parent -> parent.remove(path.getLast());
      case ArrayNode parent -> parent.remove(index(path.getLast(), parent.size() - 1));
      default -> throw ApiFailure.unprocessablePatch();
    }
    return removed;
  }

  private static JsonNode existing(JsonNode root, List<String> path) {
    JsonNode found = find(root, path);
    if (found.isMissingNode()) {
      throw ApiFailure.unprocessablePatch();
    }
    return found;
  }

  private static JsonNode find(JsonNode root, List<String> path) {
    JsonNode at = root;
    for (String step : path) {
      at =
          switch (at) {
            case ObjectNode object -> object.path(step);
            case ArrayNode array when step.matches("\\d{1,6}") ->
                array.path(Integer.parseInt(step));
            default -> MissingNode.getInstance();
          };
    }
    return at;
  }

  private static int index(String text, int highest) {
    int index = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    if (index < 0 || index > highest) {
      throw ApiFailure.unprocessablePatch();
    }
    return index;
  }

  private static List<String> pointer(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.substring(1).split("/", -1))
            .map(step -> step.replace("~1", "/").replace("~0", "~"))
            .toList();
  }
}
