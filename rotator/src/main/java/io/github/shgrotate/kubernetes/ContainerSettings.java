package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.status.SecretAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a container gets a setting from, by Kubernetes' rules for its environment: a variable set
/// by name before a Secret or ConfigMap taken in whole, and of these a later before an earlier one.
final class ContainerSettings {
  /// Where a setting comes from.
  sealed interface Setting {
    record FromSecret(String secretName, String dataKey) implements Setting {}

    /// It is written down. A class and not a record: it may be a token.
    final class Text implements Setting {
      private final String value;
      private final String where;

      Text(String value, String where) {
        this.value = value;
        this.where = where;
      }

      String value() {
        return value;
      }

      String where() {
        return where;
      }
    }

    /// It is set, but what to cannot be seen.
    record Hidden(String why) implements Setting {}
  }

  /// A Secret that is taken in whole.
  record WholeSecret(String name, String prefix) {
    /// The data key that becomes that variable; empty when the prefix forbids it.
    Optional<String> keyFor(String variable) {
      return variable.startsWith(prefix)
          ? Optional.of(variable.substring(prefix.length()))
          : Optional.empty();
    }
  }

  private static final String TEMPLATE = "the pod template";
  private static final Pattern WHOLE_REFERENCE = Pattern.compile("\\$\\(([^()]+)\\)");
  private static final Pattern REFERENCE = Pattern.compile("(?<!\\$)\\$\\([^()]+\\)");

  private final JsonNode container;
  private final NamedObjects objects;
  private final Map<String, JsonNode> env = new LinkedHashMap<>();
  private final List<String> notPermitted = new ArrayList<>();

  ContainerSettings(JsonNode container, NamedObjects objects) {
    this.container = container;
    this.objects = objects;
    // A name that comes twice has its last value.
    container.path("env").forEach(variable -> env.put(variable.path("name").asText(), variable));
  }

  /// ConfigMaps that could not be read, by the permission that is missing.
  List<String> notPermitted() {
    return List.copyOf(notPermitted);
  }

  /// What the container sets by name.
  Optional<Setting> named(String variable) {
    return Optional.ofNullable(env.get(variable)).map(this::source);
  }

  private Setting source(JsonNode entry) {
    JsonNode from = entry.path("valueFrom");
    if (from.isObject()) {
      return valueFrom(from);
    }
    String value = entry.path("value").asText("");
    Matcher whole = WHOLE_REFERENCE.matcher(value);
    if (whole.matches()) {
      JsonNode other = env.get(whole.group(1));
      // One step is followed.
      return other == null || WHOLE_REFERENCE.matcher(other.path("value").asText("")).matches()
          ? new Setting.Hidden("it is made of variable " + value)
          : source(other);
    }
    return REFERENCE.matcher(value).find()
        ? new Setting.Hidden("it is made of other variables")
        : new Setting.Text(value, TEMPLATE);
  }

  private Setting valueFrom(JsonNode from) {
    JsonNode secret = from.path("secretKeyRef");
    if (secret.isObject()) {
      return new Setting.FromSecret(secret.path("name").asText(), secret.path("key").asText());
    }
    JsonNode map = from.path("configMapKeyRef");
    if (map.isObject()) {
      String name = map.path("name").asText();
      String key = map.path("key").asText();
      return inConfigMap(name, key)
          .orElseGet(() -> new Setting.Hidden("ConfigMap %s has no key %s".formatted(name, key)));
    }
    List<String> kinds = new ArrayList<>();
    from.fieldNames().forEachRemaining(kinds::add);
    return new Setting.Hidden("it comes from " + String.join(", ", kinds));
  }

  private Optional<Setting> inConfigMap(String name, String key) {
    return switch (objects.configMap(name)) {
      case ConfigMapAnswer.Read read ->
          read.text(key).map(value -> new Setting.Text(value, "ConfigMap " + name));
      case ConfigMapAnswer.Missing() -> Optional.empty();
      case ConfigMapAnswer.NotPermitted(String permission) -> {
        if (!notPermitted.contains(permission)) {
          notPermitted.add(permission);
        }
        yield Optional.of(new Setting.Hidden("this account lacks " + permission));
      }
    };
  }

  /// What a ConfigMap taken in whole sets. One that cannot be read hides nothing that another sets.
  Optional<Setting> fromConfigMaps(String variable) {
    Optional<Setting> hidden = Optional.empty();
    for (JsonNode each : envFrom()) {
      String prefix = each.path("prefix").asText("");
      Optional<String> name = Json.text(each.path("configMapRef"), "name");
      if (name.isPresent() && variable.startsWith(prefix)) {
        Optional<Setting> found = inConfigMap(name.get(), variable.substring(prefix.length()));
        if (found.isPresent() && !(found.get() instanceof Setting.Hidden)) {
          return found;
        }
        hidden = hidden.or(() -> found);
      }
    }
    return hidden;
  }

  /// The Secrets taken in whole; those that win come first.
  List<WholeSecret> wholeSecrets() {
    List<WholeSecret> all = new ArrayList<>();
    for (JsonNode each : envFrom()) {
      Json.text(each.path("secretRef"), "name")
          .ifPresent(name -> all.add(new WholeSecret(name, each.path("prefix").asText(""))));
    }
    return all;
  }

  /// The one of them that sets the variable, if it could be read.
  Optional<Setting.FromSecret> fromWholeSecrets(String variable) {
    for (WholeSecret whole : wholeSecrets()) {
      Optional<String> key = whole.keyFor(variable);
      if (key.isPresent()
          && objects.secret(whole.name()) instanceof SecretAnswer.Read read
          && read.facts().data().containsKey(key.get())) {
        return Optional.of(new Setting.FromSecret(whole.name(), key.get()));
      }
    }
    return Optional.empty();
  }

  private List<JsonNode> envFrom() {
    List<JsonNode> all = new ArrayList<>();
    container.path("envFrom").forEach(all::add);
    return all.reversed();
  }
}
