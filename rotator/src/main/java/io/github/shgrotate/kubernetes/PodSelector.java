package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Writes a workload's `spec.selector` in the query form of the API.
final class PodSelector {
  private PodSelector() {}

  static String of(JsonNode selector) {
    List<String> terms = new ArrayList<>();
    selector
        .path("matchLabels")
        .properties()
        .forEach(label -> terms.add(label.getKey() + "=" + label.getValue().asText()));
    for (JsonNode expression : selector.path("matchExpressions")) {
      terms.add(term(expression));
    }
    return String.join(",", terms);
  }

  private static String term(JsonNode expression) {
    String key = expression.path("key").asText();
    List<String> values = new ArrayList<>();
    expression.path("values").forEach(value -> values.add(value.asText()));
    String set = "(" + String.join(",", values) + ")";
    String operator = expression.path("operator").asText();
    return switch (operator) {
      case "In" -> key + " in " + set;
      case "NotIn" -> key + " notin " + set;
      case "Exists" -> key;
      case "DoesNotExist" -> "!" + key;
      // A selector that is not understood must not match more than it says.
      default -> throw new IllegalArgumentException("unknown selector operator " + operator);
    };
  }
}
