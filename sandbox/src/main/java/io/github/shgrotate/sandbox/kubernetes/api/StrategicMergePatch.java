package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Kubernetes' own patch: maps are merged, and so are the lists whose items have a merge key; the
/// other lists are replaced. Knows the directives that kubectl writes.
record StrategicMergePatch(ObjectNode change) implements Patch {
  private static final String DIRECTIVE = "$patch";
  private static final String RETAIN = "$retainKeys";
  private static final String ORDER = "$setElementOrder/";
  private static final String DELETE_FROM = "$deleteFromPrimitiveList/";

  // By field name alone: among the kinds served here no name has two meanings but `ports`, whose
  // items tell by themselves.
  private static final Map<String, String> MERGE_KEYS =
      Map.ofEntries(
          Map.entry("containers", "name"),
          Map.entry("initContainers", "name"),
          Map.entry("ephemeralContainers", "name"),
          Map.entry("env", "name"),
          Map.entry("volumes", "name"),
          Map.entry("volumeMounts", "mountPath"),
          Map.entry("volumeDevices", "devicePath"),
          Map.entry("imagePullSecrets", "name"),
          Map.entry("secrets", "name"),
          Map.entry("hostAliases", "ip"),
          Map.entry("topologySpreadConstraints", "topologyKey"),
          Map.entry("conditions", "type"),
          Map.entry("addresses", "type"),
          Map.entry("ownerReferences", "uid"));
  private static final Set<String> SETS = Set.of("finalizers");

  @Override
  public ObjectNode applyTo(ObjectNode object) {
    ObjectNode result = object.deepCopy();
    mergeMap(result, change);
    return result;
  }

  private static void mergeMap(ObjectNode target, ObjectNode change) {
    if (change.path(DIRECTIVE).asText().equals("replace")) {
      target.removeAll();
      change
          .properties()
          .forEach(
              field -> {
                if (!field.getKey().equals(DIRECTIVE)) {
                  target.set(field.getKey(), field.getValue().deepCopy());
                }
              });
      return;
    }
    if (change.path(RETAIN).isArray()) {
      Set<String> kept = new HashSet<>();
      change.path(RETAIN).forEach(key -> kept.add(key.asText()));
      target.retain(kept);
    }
    change
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().startsWith("$")) {
                mergeField(
                    target,
                    field.getKey(),
                    field.getValue(),
                    Optional.ofNullable(change.get(ORDER + field.getKey()))
                        .filter(ArrayNode.class::isInstance)
                        .map(ArrayNode.class::cast));
              }
            });
    change
        .properties()
        .forEach(field -> directive(target, change, field.getKey(), field.getValue()));
  }

  private static void mergeField(
      ObjectNode target, String name, JsonNode value, Optional<ArrayNode> order) {
    switch (value) {
      case ObjectNode map when map.path(DIRECTIVE).asText().equals("delete") -> target.remove(name);
      case ObjectNode map -> {
        ObjectNode inner =
            target.get(name) instanceof ObjectNode present ? present : target.putObject(name);
        mergeMap(inner, map);
      }
      case ArrayNode list when SETS.contains(name) -> {
        ArrayNode present = list(target, name);
        list.forEach(
            item -> {
              if (!Trees.items(present).contains(item)) {
                present.add(item.deepCopy());
              }
            });
      }
      case ArrayNode list -> {
        Optional<String> key = mergeKey(name, list);
        if (key.isPresent()) {
          ArrayNode present = list(target, name);
          List<JsonNode> before = Trees.items(present);
          mergeList(present, list, key.get());
          reorder(present, order.orElse(list), before, key.get());
        } else {
          target.set(name, list.deepCopy());
        }
      }
      default -> {
        if (value.isNull()) {
          target.remove(name);
        } else {
          target.set(name, value.deepCopy());
        }
      }
    }
  }

  private static Optional<String> mergeKey(String name, ArrayNode list) {
    if (name.equals("ports")) {
      return Optional.of(
          list.path(0).has("containerPort") || !list.path(0).has("port")
              ? "containerPort"
              : "port");
    }
    return Optional.ofNullable(MERGE_KEYS.get(name));
  }

  private static void mergeList(ArrayNode target, ArrayNode change, String key) {
    if (Trees.items(change).stream()
        .anyMatch(item -> item.path(DIRECTIVE).asText().equals("replace"))) {
      target.removeAll();
      change.forEach(
          item -> {
            if (!item.has(DIRECTIVE)) {
              target.add(item.deepCopy());
            }
          });
      return;
    }
    for (JsonNode item : change) {
      if (!(item instanceof ObjectNode map) || !map.has(key)) {
        throw ApiFailure.badRequest(
            "map: " + item + " does not contain declared merge key: " + key);
      }
      int at = position(Trees.items(target), key, map.get(key));
      if (map.path(DIRECTIVE).asText().equals("delete")) {
        if (at >= 0) {
          target.remove(at);
        }
      } else if (at >= 0 && target.get(at) instanceof ObjectNode present) {
        mergeMap(present, map);
      } else {
        ObjectNode added = Trees.object();
        mergeMap(added, map);
        target.add(added);
      }
    }
  }

  private static void directive(ObjectNode target, ObjectNode change, String name, JsonNode value) {
    if (name.startsWith(DELETE_FROM)
        && target.get(name.substring(DELETE_FROM.length())) instanceof ArrayNode list) {
      value.forEach(
          gone -> {
            int at = Trees.items(list).indexOf(gone);
            if (at >= 0) {
              list.remove(at);
            }
          });
    } else if (name.startsWith(ORDER)
        && !change.has(name.substring(ORDER.length()))
        && value instanceof ArrayNode order
        && target.get(name.substring(ORDER.length())) instanceof ArrayNode list) {
      mergeKey(name.substring(ORDER.length()), list)
          .ifPresent(key -> reorder(list, order, Trees.items(list), key));
    }
  }

  /// Puts the items that the order names in that order, and the others between them where they
  /// were; what was not there before comes first.
  private static void reorder(ArrayNode list, ArrayNode order, List<JsonNode> before, String key) {
    List<JsonNode> others = new ArrayList<>(Trees.items(list));
    List<JsonNode> ordered = new ArrayList<>();
    for (JsonNode wanted : order) {
      others.stream()
          .filter(item -> item.path(key).equals(wanted.path(key)))
          .findFirst()
          .ifPresent(
              item -> {
                ordered.add(item);
                others.remove(item);
              });
    }
    others.sort(Comparator.comparingInt(item -> position(before, key, item.path(key))));
    list.removeAll();
    int next = 0;
    for (JsonNode other : others) {
      int place = position(before, key, other.path(key));
      // An ordered item gives way only to one that was before it.
      while (next < ordered.size()) {
        int ofOrdered = position(before, key, ordered.get(next).path(key));
        if (place >= 0 && ofOrdered >= 0 && place < ofOrdered) {
          break;
        }
        list.add(ordered.get(next));
        next++;
      }
      list.add(other);
    }
    list.addAll(ordered.subList(next, ordered.size()));
  }

  private static int position(List<JsonNode> list, String key, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (value.equals(list.get(i).get(key))) {
        return i;
      }
    }
    return -1;
  }

  private static ArrayNode list(ObjectNode target, String name) {
    return target.get(name) instanceof ArrayNode present ? present : target.putArray(name);
  }
}
