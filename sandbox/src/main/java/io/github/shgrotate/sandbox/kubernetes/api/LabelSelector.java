package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which labels an object must have.
public record LabelSelector(List<Requirement> requirements) {
  private static final Pattern IN_SET =
      Pattern.compile("([^\\s!=,()]+)\\s+(in|notin)\\s+\\(([^)]*)\\)");
  private static final Pattern EQUALITY = Pattern.compile("([^\\s!=,()]+)\\s*(==|=|!=)\\s*(.*)");
  private static final Pattern EXISTS = Pattern.compile("(!?)\\s*([^\\s!=,()]+)");

  /// How a label is compared.
  public enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST
  }

  /// One condition; all must hold.
  public record Requirement(String key, Operator operator, Set<String> values) {
    boolean matches(Map<String, String> labels) {
      Optional<String> value = Optional.ofNullable(labels.get(key));
      return switch (operator) {
        case IN -> value.filter(values::contains).isPresent();
        case NOT_IN -> value.filter(values::contains).isEmpty();
        case EXISTS -> value.isPresent();
        case DOES_NOT_EXIST -> value.isEmpty();
      };
    }
  }

  public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

  public boolean matches(Map<String, String> labels) {
    return requirements.stream().allMatch(requirement -> requirement.matches(labels));
  }

  /// Reads the text form: `app=a,tier in (x,y),!legacy`.
  public static LabelSelector parse(String text) {
    List<Requirement> requirements = new ArrayList<>();
    for (String part : splitOutsideParentheses(text)) {
      requirements.add(requirement(part.strip()));
    }
    return new LabelSelector(List.copyOf(requirements));
  }

  /// Reads the form of manifests, with `matchLabels` and `matchExpressions`.
  public static LabelSelector ofManifest(JsonNode selector) {
    List<Requirement> requirements = new ArrayList<>();
    Trees.strings(selector.path("matchLabels"))
        .forEach(
            (key, value) -> requirements.add(new Requirement(key, Operator.IN, Set.of(value))));
    for (JsonNode expression : Trees.items(selector.path("matchExpressions"))) {
      Operator operator =
          switch (expression.path("operator").asText()) {
            case "In" -> Operator.IN;
            case "NotIn" -> Operator.NOT_IN;
            case "Exists" -> Operator.EXISTS;
            default -> Operator.DOES_NOT_EXIST;
          };
      requirements.add(
          new Requirement(
              expression.path("key").asText(),
              operator,
              Trees.items(expression.path("values")).stream()
                  .map(JsonNode::asText)
                  .collect(Collectors.toUnmodifiableSet())));
    }
    return new LabelSelector(List.copyOf(requirements));
  }

  private static Requirement requirement(String part) {
    Matcher set = IN_SET.matcher(part);
    if (set.matches()) {
      return new Requirement(
          set.group(1),
          set.group(2).equals("in") ? Operator.IN : Operator.NOT_IN,
          Arrays.stream(set.group(3).split(","))
              .map(String::strip)
              .collect(Collectors.toUnmodifiableSet()));
    }
    Matcher equality = EQUALITY.matcher(part);
    if (equality.matches()) {
      return new Requirement(
          equality.group(1),
          equality.group(2).equals("!=") ? Operator.NOT_IN : Operator.IN,
          Set.of(equality.group(3).strip()));
    }
    Matcher exists = EXISTS.matcher(part);
    if (exists.matches()) {
      return new Requirement(
          exists.group(2),
          exists.group(1).isEmpty() ? Operator.EXISTS : Operator.DOES_NOT_EXIST,
          Set.of());
    }
    throw ApiFailure.badRequest(
        "unable to parse requirement: found '%s', expected: a label selector".formatted(part));
  }

  private static List<String> splitOutsideParentheses(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(' -> depth++;
        case ')' -> depth--;
        case ',' -> {
          if (depth == 0) {
            parts.add(text.substring(start, i));
            start = i + 1;
          }
        }
        default -> {}
      }
    }
    parts.add(text.substring(start));
    return parts.stream().filter(part -> !part.isBlank()).toList();
  }
}
