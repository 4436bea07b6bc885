package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Notes in `managedFields` who changed what: fields are told apart down to single map entries and
/// list items with a name; any other list is one field.
final class ManagedFields {
  private static final Set<String> NOT_MANAGED =
      Set.of("apiVersion", "kind", "status.phase", "status.qosClass");
  private static final Set<String> MANAGED_METADATA =
      Set.of("labels", "annotations", "finalizers", "ownerReferences", "generateName");

  private ManagedFields() {}

  /// Writes into the new object that the manager made the difference.
  static void note(
      ObjectNode before,
      ObjectNode after,
      ResourceType type,
      Part part,
      String manager,
      Instant now) {
    ObjectNode touched = Trees.object();
    for (Map.Entry<String, JsonNode> field : after.properties()) {
      String name = field.getKey();
      if (NOT_MANAGED.contains(name)) {
        continue;
      }
      if (name.equals("metadata")) {
        ObjectNode inMetadata = Trees.object();
        for (String managed : MANAGED_METADATA) {
          difference(
              before.path("metadata").path(managed),
              field.getValue().path(managed),
              managed,
              inMetadata);
        }
        if (!inMetadata.isEmpty()) {
          touched.set("f:metadata", inMetadata);
        }
      } else {
        difference(before.path(name), field.getValue(), name, touched);
      }
    }
    ObjectNode metadata = Trees.metadata(after);
    ArrayNode entries =
        metadata.get("managedFields") instanceof ArrayNode present ? present : Trees.array();
    String subresource = part == Part.STATUS ? "status" : "";
    if (!touched.isEmpty()) {
      for (JsonNode other : entries) {
        if (!isOf(other, manager, subresource)
            && other.path("fieldsV1") instanceof ObjectNode fields) {
          take(fields, touched);
        }
      }
      ObjectNode entry = entry(entries, manager, type.apiVersion(), subresource);
      entry.put("time", Trees.time(now));
      merge(Trees.child(entry, "fieldsV1"), touched);
    }
    for (JsonNode entry : entries) {
      if (entry.path("fieldsV1") instanceof ObjectNode fields) {
        forgetVanished(fields, after);
      }
    }
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).path("fieldsV1").isEmpty()) {
        entries.remove(i);
      }
    }
    if (!entries.isEmpty()) {
      metadata.set("managedFields", entries);
    }
  }

  private static boolean isOf(JsonNode entry, String manager, String subresource) {
    return entry.path("manager").asText().equals(manager)
        && entry.path("subresource").asText().equals(subresource);
  }

  private static ObjectNode entry(
      ArrayNode entries, String manager, String apiVersion, String subresource) {
    for (JsonNode entry : entries) {
      if (entry instanceof ObjectNode found && isOf(found, manager, subresource)) {
        return found;
      }
    }
    ObjectNode added =
        entries
            .addObject()
            .put("manager", manager)
            .put("operation", "Update")
            .put("apiVersion", apiVersion)
            .put("fieldsType", "FieldsV1");
    if (!subresource.isEmpty()) {
      added.put("subresource", subresource);
    }
    return added;
  }

  private static void difference(JsonNode before, JsonNode after, String name, ObjectNode touched) {
    if (after.isMissingNode() || Objects.equals(before, after)) {
      return;
    }
    ObjectNode own = Trees.object();
    if (after.isObject() && !after.isEmpty()) {
      after
          .properties()
          .forEach(
              field ->
                  difference(before.path(field.getKey()), field.getValue(), field.getKey(), own));
    } else if (after.isArray() && keyed(after)) {
      for (JsonNode item : after) {
        String key = item.path("name").asText();
        ObjectNode ofItem = Trees.object();
        JsonNode old = Trees.item(before, "name", key).orElseGet(Trees::object);
        item.properties()
            .forEach(
                field ->
                    difference(old.path(field.getKey()), field.getValue(), field.getKey(), ofItem));
        if (!ofItem.isEmpty()) {
          own.set("k:{\"name\":\"" + key + "\"}", ofItem);
        }
      }
    }
    touched.set("f:" + name, own);
  }

  private static boolean keyed(JsonNode list) {
    return !list.isEmpty() && Trees.items(list).stream().allMatch(item -> item.has("name"));
  }

  /// Takes from somebody the fields that another touched.
  private static void take(ObjectNode from, ObjectNode touched) {
    touched
        .properties()
        .forEach(
            field -> {
              Optional<ObjectNode> mine =
                  Optional.ofNullable(from.get(field.getKey()))
                      .filter(ObjectNode.class::isInstance)
                      .map(ObjectNode.class::cast);
              mine.ifPresent(
                  own -> {
                    if (!field.getValue().isEmpty() && !own.isEmpty()) {
                      take(own, (ObjectNode) field.getValue());
                    }
                    if (own.isEmpty() || field.getValue().isEmpty()) {
                      from.remove(field.getKey());
                    }
                  });
            });
  }

  /// Nobody manages a field that is not there any more.
  private static void forgetVanished(ObjectNode fields, JsonNode object) {
    List<String> gone = new ArrayList<>();
    fields
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              boolean item = name.startsWith("k:");
              JsonNode value =
                  item
                      ? Trees.item(
                              object,
                              "name",
                              Trees.literal(name.substring(2)).path("name").asText())
                          .orElse(MissingNode.getInstance())
                      : object.path(name.substring(2));
              if (value.isMissingNode()) {
                gone.add(name);
              } else if (!field.getValue().isEmpty()) {
                forgetVanished((ObjectNode) field.getValue(), value);
                if (field.getValue().isEmpty()) {
                  gone.add(name);
                }
              }
            });
    fields.remove(gone);
  }

  private static void merge(ObjectNode into, ObjectNode touched) {
    touched
        .properties()
        .forEach(field -> merge(Trees.child(into, field.getKey()), (ObjectNode) field.getValue()));
  }
}
