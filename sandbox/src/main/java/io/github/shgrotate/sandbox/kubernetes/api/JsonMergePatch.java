package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// RFC 7386: maps are merged, `null` removes, anything else replaces.
record JsonMergePatch(ObjectNode change) implements Patch {
  @Override
  public ObjectNode applyTo(ObjectNode object) {
    ObjectNode result = object.deepCopy();
    merge(result, change);
    return result;
  }

  private static void merge(ObjectNode target, ObjectNode change) {
    change
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (value.isNull()) {
                target.remove(field.getKey());
              } else if (value instanceof ObjectNode map) {
                // Merging into what is not a map starts from an empty one, so that nulls inside
                // never appear in the result.
                ObjectNode inner =
                    target.get(field.getKey()) instanceof ObjectNode present
                        ? present
                        : target.putObject(field.getKey());
                merge(inner, map);
              } else {
                target.set(field.getKey(), value.deepCopy());
              }
            });
  }
}
