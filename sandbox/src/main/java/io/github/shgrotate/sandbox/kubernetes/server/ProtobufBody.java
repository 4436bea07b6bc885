package io.github.shgrotate.sandbox.kubernetes.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.ApiFailure;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// Reads the few kinds of objects that kubectl sends as protobuf (`auth can-i`, `auth whoami`, and
/// `create` of a token, namespace, role, rolebinding, secret, poddisruptionbudget), with those of
/// their fields that its flags set. Any other kind is refused. The numbers are those of Kubernetes'
/// `generated.proto` files.
final class ProtobufBody {
  private static final String MAGIC = "k8s\0";

  private enum Shape {
    TEXT,
    TEXTS,
    MESSAGE,
    MESSAGES,
    /// From texts to texts.
    MAP,
    /// From texts to bytes, which JSON shows in base64.
    DATA,
    NUMBER_OR_TEXT
  }

  /// What a field of a message is called and, for a message, what is in it.
  private record Field(String name, Shape shape, Map<Integer, Field> fields) {}

  private static final Map<Integer, Field> ENTRY = Map.of(1, text("key"), 2, text("value"));
  private static final Map<Integer, Field> METADATA =
      Map.of(
          1, text("name"),
          2, text("generateName"),
          3, text("namespace"),
          11, of("labels", Shape.MAP),
          12, of("annotations", Shape.MAP));
  private static final Map<Integer, Field> RULE =
      Map.of(
          1, of("verbs", Shape.TEXTS),
          2, of("apiGroups", Shape.TEXTS),
          3, of("resources", Shape.TEXTS),
          4, of("resourceNames", Shape.TEXTS),
          5, of("nonResourceURLs", Shape.TEXTS));
  private static final Map<Integer, Field> SUBJECT =
      Map.of(1, text("kind"), 2, text("apiGroup"), 3, text("name"), 4, text("namespace"));
  private static final Map<Integer, Field> ROLE =
      Map.of(1, text("apiGroup"), 2, text("kind"), 3, text("name"));
  private static final Map<Integer, Field> BUDGET =
      Map.of(
          1, of("minAvailable", Shape.NUMBER_OR_TEXT),
          2, message("selector", Map.of(1, of("matchLabels", Shape.MAP))),
          3, of("maxUnavailable", Shape.NUMBER_OR_TEXT));
  private static final Map<Integer, Field> ACCESS =
      Map.of(
          1,
          message(
              "resourceAttributes",
              Map.of(
                  1, text("namespace"),
                  2, text("verb"),
                  3, text("group"),
                  4, text("version"),
                  5, text("resource"),
                  6, text("subresource"),
                  7, text("name"))),
          2,
          message("nonResourceAttributes", Map.of(1, text("path"), 2, text("verb"))));
  private static final Map<String, Map<Integer, Field>> KINDS =
      Map.of(
          "SelfSubjectAccessReview",
          Map.of(1, message("metadata", METADATA), 2, message("spec", ACCESS)),
          "SelfSubjectRulesReview",
          Map.of(
              1, message("metadata", METADATA), 2, message("spec", Map.of(1, text("namespace")))),
          "SelfSubjectReview",
          Map.of(1, message("metadata", METADATA)),
          "TokenRequest",
          Map.of(1, message("metadata", METADATA)),
          "Namespace",
          Map.of(1, message("metadata", METADATA)),
          "Role",
          Map.of(1, message("metadata", METADATA), 2, messages("rules", RULE)),
          "RoleBinding",
          Map.of(
              1,
              message("metadata", METADATA),
              2,
              messages("subjects", SUBJECT),
              3,
              message("roleRef", ROLE)),
          "Secret",
          Map.of(1, message("metadata", METADATA), 2, of("data", Shape.DATA), 3, text("type")),
          "PodDisruptionBudget",
          Map.of(1, message("metadata", METADATA), 2, message("spec", BUDGET)));

  private final byte[] bytes;
  private int at;

  private ProtobufBody(byte[] bytes) {
    this.bytes = bytes;
  }

  static ObjectNode read(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    if (!body.startsWith(MAGIC)) {
      throw unsupported();
    }
    ObjectNode object = Trees.object();
    ProtobufBody envelope = new ProtobufBody(bytes);
    envelope.at = MAGIC.length();
    ObjectNode type = Trees.object();
    while (envelope.at < bytes.length) {
      int tag = envelope.number();
      if ((tag & 7) != 2) {
        throw unsupported();
      }
      byte[] value = envelope.value();
      if (tag >> 3 == 1) {
        new ProtobufBody(value).fill(type, Map.of(1, text("apiVersion"), 2, text("kind")));
      } else if (tag >> 3 == 2) {
        Map<Integer, Field> fields = KINDS.get(type.path("kind").asText());
        if (fields == null) {
          throw unsupported();
        }
        object.setAll(type);
        new ProtobufBody(value).fill(object, fields);
      }
    }
    return object;
  }

  private void fill(ObjectNode into, Map<Integer, Field> fields) {
    while (at < bytes.length) {
      int tag = number();
      switch (tag & 7) {
        case 0 -> number();
        case 2 -> {
          byte[] value = value();
          Field field = fields.get(tag >> 3);
          if (field != null) {
            put(into, field, value);
          }
        }
        default -> throw unsupported();
      }
    }
  }

  private static void put(ObjectNode into, Field field, byte[] value) {
    String name = field.name();
    switch (field.shape()) {
      case TEXT -> into.put(name, new String(value, StandardCharsets.UTF_8));
      case TEXTS -> into.withArray(name).add(new String(value, StandardCharsets.UTF_8));
      case MESSAGE -> new ProtobufBody(value).fill(into.putObject(name), field.fields());
      case MESSAGES ->
          new ProtobufBody(value).fill(into.withArray(name).addObject(), field.fields());
      case MAP -> {
        ObjectNode entry = Trees.object();
        new ProtobufBody(value).fill(entry, ENTRY);
        into.withObject("/" + name).put(entry.path("key").asText(), entry.path("value").asText(""));
      }
      case DATA -> new ProtobufBody(value).putData(into.withObject("/" + name));
      case NUMBER_OR_TEXT -> new ProtobufBody(value).putNumberOrText(into, name);
    }
  }

  private void putData(ObjectNode data) {
    String key = "";
    byte[] held = new byte[0];
    while (at < bytes.length) {
      int tag = number();
      byte[] value = value();
      if (tag >> 3 == 1) {
        key = new String(value, StandardCharsets.UTF_8);
      } else {
        held = value;
      }
    }
    data.put(key, Base64.getEncoder().encodeToString(held));
  }

  private void putNumberOrText(ObjectNode into, String name) {
    int number = 0;
    String text = "";
    while (at < bytes.length) {
      int tag = number();
      switch (tag >> 3) {
        case 1 -> number();
        case 2 -> number = number();
        default -> text = new String(value(), StandardCharsets.UTF_8);
      }
    }
    if (text.isEmpty()) {
      into.put(name, number);
    } else {
      into.put(name, text);
    }
  }

  private byte[] value() {
    int length = number();
    if (length < 0 || length > bytes.length - at) {
      throw unsupported();
    }
    byte[] value = java.util.Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return value;
  }

  private int number() {
    int number = 0;
    for (int shift = 0; shift < 32 && at < bytes.length; shift += 7) {
      byte next = bytes[at++];
      number |= (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw unsupported();
  }

  private static Field text(String name) {
    return of(name, Shape.TEXT);
  }

  private static Field of(String name, Shape shape) {
    return new Field(name, shape, Map.of());
  }

  private static Field message(String name, Map<Integer, Field> fields) {
    return new Field(name, Shape.MESSAGE, fields);
  }

  private static Field messages(String name, Map<Integer, Field> fields) {
    return new Field(name, Shape.MESSAGES, fields);
  }

  private static ApiFailure unsupported() {
    return ApiFailure.unsupportedMediaType("application/json, application/yaml");
  }
}
