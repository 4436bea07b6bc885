package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.kubernetes.ContainerEnvironment.Value;
import io.github.shgrotate.kubernetes.ContainerEnvironment.Whole;
import io.github.shgrotate.status.SecretAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a container gets a setting from: what its [ContainerEnvironment] names, looked up in the
/// cluster as far as that is needed.
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

  private static final String TEMPLATE = "the pod template";

  private final ContainerEnvironment environment;
  private final NamedObjects objects;
  private final List<String> notPermitted = new ArrayList<>();

  ContainerSettings(JsonNode container, NamedObjects objects) {
    this.environment = new ContainerEnvironment(container);
    this.objects = objects;
  }

  /// ConfigMaps that could not be read, by the permission that is missing.
  List<String> notPermitted() {
    return List.copyOf(notPermitted);
  }

  /// What the container sets by name.
  Optional<Setting> named(String variable) {
    return environment.named(variable).map(this::setting);
  }

  private Setting setting(Value value) {
    return switch (value) {
      case Value.SecretKey(String secret, String dataKey) ->
          new Setting.FromSecret(secret, dataKey);
      case Value.ConfigMapKey(String map, String key) ->
          inConfigMap(map, key)
              .orElseGet(
                  () -> new Setting.Hidden("ConfigMap %s has no key %s".formatted(map, key)));
      case Value.LookedUp(String kinds) -> new Setting.Hidden("it comes from " + kinds);
      case Value.Reference(String reference) ->
          new Setting.Hidden("it is made of variable " + reference);
      case Value.Mixture() -> new Setting.Hidden("it is made of other variables");
      case Value.Text text -> new Setting.Text(text.text(), TEMPLATE);
    };
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
    for (Whole whole : environment.wholeConfigMaps()) {
      Optional<Setting> found =
          whole.keyFor(variable).flatMap(key -> inConfigMap(whole.name(), key));
      if (found.isPresent() && !(found.get() instanceof Setting.Hidden)) {
        return found;
      }
      hidden = hidden.or(() -> found);
    }
    return hidden;
  }

  /// The Secrets taken in whole; those that win come first.
  List<Whole> wholeSecrets() {
    return environment.wholeSecrets();
  }

  /// The one of them that sets the variable, if it could be read.
  Optional<Setting.FromSecret> fromWholeSecrets(String variable) {
    for (Whole whole : wholeSecrets()) {
      Optional<String> key = whole.keyFor(variable);
      if (key.isPresent()
          && objects.secret(whole.name()) instanceof SecretAnswer.Read read
          && read.facts().data().containsKey(key.get())) {
        return Optional.of(new Setting.FromSecret(whole.name(), key.get()));
      }
    }
    return Optional.empty();
  }
}
