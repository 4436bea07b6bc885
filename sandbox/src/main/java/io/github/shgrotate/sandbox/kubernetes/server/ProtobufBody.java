package io.github.shgrotate.sandbox.kubernetes.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.ApiFailure;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Reads the few small objects that kubectl sends as protobuf (`auth can-i`, `auth whoami`, `create
/// token`, `create namespace`). Anything larger than such a request is refused.
final class ProtobufBody {
  private static final String MAGIC = "k8s\0";

  /// What a field of a message is called and, for a message, what is in it.
  private record Field(String name, Map<Integer, Field> fields) {}

  private static final Map<Integer, Field> METADATA =
      Map.of(1, text("name"), 2, text("generateName"), 3, text("namespace"));
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
          Map.of(1, message("metadata", METADATA)));

  private final byte[] bytes;
  private int at;

  private ProtobufBody(byte[] bytes) {
    this.bytes = bytes;
  }

  static ObjectNode read(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    // Bodies reach handlers as text, so only plain ASCII comes through unharmed: enough for these.
    if (!body.startsWith(MAGIC) || bytes.length != body.length()) {
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
            if (field.fields().isEmpty()) {
              into.put(field.name(), new String(value, StandardCharsets.UTF_8));
            } else {
              new ProtobufBody(value).fill(into.putObject(field.name()), field.fields());
            }
          }
        }
        default -> throw unsupported();
      }
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
    return new Field(name, Map.of());
  }

  private static Field message(String name, Map<Integer, Field> fields) {
    return new Field(name, fields);
  }

  private static ApiFailure unsupported() {
    return ApiFailure.unsupportedMediaType("application/json, application/yaml");
  }
}
