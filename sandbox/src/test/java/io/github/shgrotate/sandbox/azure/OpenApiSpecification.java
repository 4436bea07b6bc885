package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The official OpenAPI 2.0 files, read where they lie, with references across files; checks values
/// against as much of JSON Schema as these files use.
final class OpenApiSpecification {
  private static final Map<String, Pattern> FORMATS =
      Map.of(
          "date-time",
          Pattern.compile(
              "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})"),
          "uuid",
          Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
          "duration",
          Pattern.compile("P.+"),
          "arm-id",
          Pattern.compile("/.+"));

  /// A part of a file, with the file, which its references are relative to.
  record Part(Path file, JsonNode node) {
    Part at(String member) {
      return new Part(file, node.path(member));
    }

    boolean exists() {
      return !node.isMissingNode();
    }
  }

  private final Path main;
  private final Map<Path, JsonNode> files = new ConcurrentHashMap<>();

  OpenApiSpecification(Path main) {
    this.main = main;
  }

  Part root() {
    return new Part(main, file(main));
  }

  /// Follows a reference, if the part is one.
  Part resolve(Part part) {
    String reference = part.node().path("$ref").asText();
    if (reference.isEmpty()) {
      return part;
    }
    int hash = reference.indexOf('#');
    String name = hash < 0 ? reference : reference.substring(0, hash);
    Path file = name.isEmpty() ? part.file() : part.file().resolveSibling(name).normalize();
    JsonNode root = file(file);
    return resolve(new Part(file, hash < 0 ? root : root.at(reference.substring(hash + 1))));
  }

  /// What is wrong with a value; empty when nothing is.
  List<String> problems(Part schema, JsonNode value) {
    List<String> problems = new ArrayList<>();
    check(schema, value, "$", problems);
    return problems;
  }

  private void check(Part reference, JsonNode value, String at, List<String> problems) {
    Part schema = resolve(reference);
    JsonNode node = schema.node();
    if (!schema.exists()) {
      problems.add(at + ": the schema is missing: " + reference.node());
      return;
    }
    String type = node.path("type").asText();
    if (!type.isEmpty() && !isA(type, value)) {
      problems.add(at + ": not of type " + type + ": " + value);
      return;
    }
    if (value.isTextual()) {
      checkText(node, value.textValue(), at, problems);
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.at("items"), value.get(i), at + "[" + i + "]", problems);
      }
    }
    if (value.isObject()) {
      Set<String> known = new LinkedHashSet<>();
      boolean open = checkMembers(schema, value, at, problems, known);
      if (!open) {
        value
            .fieldNames()
            .forEachRemaining(
                name -> {
                  if (!known.contains(name)) {
                    problems.add(at + "." + name + ": not in the schema");
                  }
                });
      }
    }
  }

  /// Checks the members that a schema and those it extends name.
  ///
  /// @return whether others are allowed
  private boolean checkMembers(
      Part schema, JsonNode value, String at, List<String> problems, Set<String> known) {
    boolean open = schema.node().path("additionalProperties").asBoolean(false);
    for (JsonNode parent : schema.node().path("allOf")) {
      open |= checkMembers(resolve(new Part(schema.file(), parent)), value, at, problems, known);
    }
    for (JsonNode required : schema.node().path("required")) {
      if (!value.has(required.asText())) {
        problems.add(at + "." + required.asText() + ": missing");
      }
    }
    for (var property : schema.node().path("properties").properties()) {
      known.add(property.getKey());
      if (value.has(property.getKey())) {
        check(
            new Part(schema.file(), property.getValue()),
            value.get(property.getKey()),
            at + "." + property.getKey(),
            problems);
      }
    }
    return open;
  }

  private static void checkText(JsonNode node, String text, String at, List<String> problems) {
    if (node.has("enum")
        && node.path("enum").valueStream().noneMatch(e -> e.asText().equals(text))) {
      problems.add(at + ": not one of " + node.path("enum"));
    }
    String format = node.path("format").asText();
    if (FORMATS.containsKey(format) && !FORMATS.get(format).matcher(text).matches()) {
      problems.add(at + ": not a " + format);
    }
    if (text.length() > node.path("maxLength").asInt(Integer.MAX_VALUE)
        || text.length() < node.path("minLength").asInt(0)) {
      problems.add(at + ": too long or too short");
    }
    if (node.has("pattern")
        && !Pattern.compile(node.path("pattern").asText()).matcher(text).find()) {
      problems.add(at + ": does not match " + node.path("pattern"));
    }
  }

  private static boolean isA(String type, JsonNode value) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> false;
    };
  }

  private JsonNode file(Path path) {
    return files.computeIfAbsent(
        path,
        missing -> {
          try {
            return new ObjectMapper().readTree(missing.toFile());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
