package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a container's environment is made of, by Kubernetes' rules: a variable set by name comes
/// before a Secret or ConfigMap taken in whole, and of these a later before an earlier one.
final class ContainerEnvironment {
  /// What a variable is set to.
  sealed interface Value {
    record SecretKey(String secretName, String dataKey) implements Value {}

    record ConfigMapKey(String configMap, String key) implements Value {}

    /// Something else that Kubernetes looks up, such as a field of the pod.
    record LookedUp(String kinds) implements Value {}

    /// A text that is written down. A class and not a record: it may be a token.
    final class Text implements Value {
      private final String text;

      private Text(String text) {
        this.text = text;
      }

      String text() {
        return text;
      }
    }

    /// Another variable, which cannot be followed: none that is set by name before.
    ///
    /// @param reference as it is written: `$(NAME)`
    record Reference(String reference) implements Value {}

    /// A text in which other variables stand.
    record Mixture() implements Value {}
  }

  /// A Secret or a ConfigMap of which every key becomes a variable.
  record Whole(String name, String prefix) {
    /// The key that becomes that variable; empty when the prefix forbids it.
    Optional<String> keyFor(String variable) {
      return variable.startsWith(prefix)
          ? Optional.of(variable.substring(prefix.length()))
          : Optional.empty();
    }
  }

  private static final Pattern WHOLE_REFERENCE = Pattern.compile("\\$\\(([^()]+)\\)");
  private static final Pattern REFERENCE = Pattern.compile("(?<!\\$)\\$\\([^()]+\\)");

  private final Map<String, Value> named = new LinkedHashMap<>();
  private final JsonNode envFrom;

  ContainerEnvironment(JsonNode container) {
    envFrom = container.path("envFrom");
    // A name that comes twice has its last value; a reference means the one that is set before it.
    for (JsonNode variable : container.path("env")) {
      named.put(variable.path("name").asText(), value(variable));
    }
  }

  private Value value(JsonNode variable) {
    JsonNode from = variable.path("valueFrom");
    if (from.isObject()) {
      return lookedUp(from);
    }
    String text = variable.path("value").asText("");
    Matcher whole = WHOLE_REFERENCE.matcher(text);
    if (whole.matches()) {
      return switch (named.get(whole.group(1))) {
        case null -> new Value.Reference(text);
        case Value.Reference _, Value.Mixture _ -> new Value.Reference(text);
        case Value followed -> followed;
      };
    }
    return REFERENCE.matcher(text).find() ? new Value.Mixture() : new Value.Text(text);
  }

  private static Value lookedUp(JsonNode from) {
    JsonNode secret = from.path("secretKeyRef");
    if (secret.isObject()) {
      return new Value.SecretKey(secret.path("name").asText(), secret.path("key").asText());
    }
    JsonNode map = from.path("configMapKeyRef");
    if (map.isObject()) {
      return new Value.ConfigMapKey(map.path("name").asText(), map.path("key").asText());
    }
    List<String> kinds = new ArrayList<>();
    from.fieldNames().forEachRemaining(kinds::add);
    return new Value.LookedUp(String.join(", ", kinds));
  }

  /// What the container sets by that name.
  Optional<Value> named(String variable) {
    return Optional.ofNullable(named.get(variable));
  }

  /// The Secrets taken in whole; those that win come first.
  List<Whole> wholeSecrets() {
    return whole("secretRef");
  }

  /// The ConfigMaps taken in whole; those that win come first.
  List<Whole> wholeConfigMaps() {
    return whole("configMapRef");
  }

  private List<Whole> whole(String kind) {
    List<Whole> all = new ArrayList<>();
    for (JsonNode each : envFrom) {
      Json.text(each.path(kind), "name")
          .ifPresent(name -> all.add(new Whole(name, each.path("prefix").asText(""))));
    }
    return all.reversed();
  }
}
