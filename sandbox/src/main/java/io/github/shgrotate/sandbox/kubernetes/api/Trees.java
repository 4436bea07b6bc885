package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reading and shaping JSON trees.
public final class Trees {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).disable(SerializationFeature.INDENT_OUTPUT);

  private Trees() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /// Parses JSON.
  public static JsonNode parse(String json) throws JsonProcessingException {
    return JSON.readTree(json);
  }

  /// Every document of a YAML stream (or of JSON, which is YAML); lists of kind `List` are opened.
  public static List<ObjectNode> documents(String yaml) {
    List<ObjectNode> found = new ArrayList<>();
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      while (values.hasNextValue()) {
        JsonNode document = values.nextValue();
        if (document instanceof ObjectNode object) {
          if (object.path("kind").asText().equals("List")) {
            object.path("items").forEach(item -> found.add((ObjectNode) item));
          } else {
            found.add(object);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /// Parses JSON that this program wrote itself.
  public static ObjectNode literal(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /// The object under the name, made when it is not there.
  public static ObjectNode child(ObjectNode parent, String name) {
    return parent.get(name) instanceof ObjectNode present ? present : parent.putObject(name);
  }

  public static ObjectNode metadata(ObjectNode object) {
    return child(object, "metadata");
  }

  public static String name(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }

  public static String namespace(JsonNode object) {
    return object.path("metadata").path("namespace").asText();
  }

  public static String uid(JsonNode object) {
    return object.path("metadata").path("uid").asText();
  }

  public static boolean isTerminating(JsonNode object) {
    return object.path("metadata").has("deletionTimestamp");
  }

  /// The fields of an object; empty for anything else.
  public static Map<String, JsonNode> fields(JsonNode node) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return Collections.unmodifiableMap(fields);
  }

  /// A map of strings, such as labels.
  public static Map<String, String> strings(JsonNode node) {
    Map<String, String> values = new LinkedHashMap<>();
    node.properties().forEach(field -> values.put(field.getKey(), field.getValue().asText()));
    return Collections.unmodifiableMap(values);
  }

  public static Map<String, String> labels(JsonNode object) {
    return strings(object.path("metadata").path("labels"));
  }

  /// The items of an array; empty for anything else.
  public static List<JsonNode> items(JsonNode node) {
    List<JsonNode> items = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(items::add);
    }
    return Collections.unmodifiableList(items);
  }

  /// The item of an array whose field has the value.
  public static Optional<JsonNode> item(JsonNode array, String field, String value) {
    return items(array).stream()
        .filter(item -> item.path(field).asText().equals(value))
        .findFirst();
  }

  /// The owner that controls the object.
  public static Optional<JsonNode> controller(JsonNode object) {
    return items(object.path("metadata").path("ownerReferences")).stream()
        .filter(owner -> owner.path("controller").asBoolean())
        .findFirst();
  }

  /// A moment as Kubernetes writes it: UTC, whole seconds.
  public static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// The same content with the fields of every object sorted, for hashes and comparisons.
  public static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> fields = new TreeMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      ObjectNode copy = object();
      fields.forEach(copy::set);
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = array();
      node.forEach(item -> copy.add(sorted(item)));
      return copy;
    }
    return node;
  }

  /// Whether the content is the same; `1` is `1` however wide the number that holds it.
  public static boolean same(JsonNode one, JsonNode other) {
    return one.equals(
        (a, b) -> {
          boolean bothNumbers = a.isIntegralNumber() && b.isIntegralNumber();
          boolean equal =
              bothNumbers ? a.bigIntegerValue().equals(b.bigIntegerValue()) : a.equals(b);
          return equal ? 0 : 1;
        },
        other);
  }

  /// Drops fields that are null, as decoding into a typed object does.
  public static void dropNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> empty = new ArrayList<>();
      object
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isNull()) {
                  empty.add(field.getKey());
                } else {
                  dropNulls(field.getValue());
                }
              });
      object.remove(empty);
    } else if (node.isArray()) {
      node.forEach(Trees::dropNulls);
    }
  }

  /// Sets the field only when it is not there.
  public static void byDefault(ObjectNode object, String field, JsonNode value) {
    if (!object.hasNonNull(field)) {
      object.set(field, value);
    }
  }

  public static void byDefault(ObjectNode object, String field, String value) {
    byDefault(object, field, JsonNodeFactory.instance.textNode(value));
  }

  public static void byDefault(ObjectNode object, String field, int value) {
    byDefault(object, field, JsonNodeFactory.instance.numberNode(value));
  }

  /// Sets a count, or leaves it out when zero, as Go's `omitempty` does.
  public static void countOrOmit(ObjectNode object, String field, int count) {
    if (count == 0) {
      object.remove(field);
    } else {
      object.put(field, count);
    }
  }
}
