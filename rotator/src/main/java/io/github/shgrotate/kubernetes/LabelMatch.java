package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/// Whether labels fall under a selector of the form that objects carry, by Kubernetes' rules.
final class LabelMatch {
  private LabelMatch() {}

  /// An empty selector matches everything.
  static boolean matches(JsonNode selector, JsonNode labels) {
    for (var label : selector.path("matchLabels").properties()) {
      if (!label.getValue().asText().equals(labels.path(label.getKey()).textValue())) {
        return false;
      }
    }
    for (JsonNode expression : selector.path("matchExpressions")) {
      if (!matchesExpression(expression, labels)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matchesExpression(JsonNode expression, JsonNode labels) {
    JsonNode label = labels.path(expression.path("key").asText());
    boolean among = false;
    for (JsonNode value : expression.path("values")) {
      among |= value.asText().equals(label.textValue());
    }
    return switch (expression.path("operator").asText()) {
      case "In" -> among;
      case "NotIn" -> !among;
      case "Exists" -> label.isTextual();
      case "DoesNotExist" -> !label.isTextual();
      default -> false;
    };
  }
}
