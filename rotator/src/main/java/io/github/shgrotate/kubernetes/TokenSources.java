package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.TokenSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads from a pod template how its containers get the gateway's sign-in settings, by Kubernetes'
/// rules for a container's environment.
final class TokenSources {
  private static final String AUTH = "config.service.auth";
  private static final String AUTH_KEY = "config.service.auth.key";

  private static final Pattern WHOLE_REFERENCE = Pattern.compile("\\$\\(([^()]+)\\)");
  private static final Pattern REFERENCE = Pattern.compile("(?<!\\$)\\$\\([^()]+\\)");

  private final String container;
  private final Map<String, JsonNode> env = new LinkedHashMap<>();
  private final Map<String, List<String>> definedBefore = new LinkedHashMap<>();

  private TokenSources(JsonNode container) {
    this.container = container.path("name").asText();
    for (JsonNode variable : container.path("env")) {
      String name = variable.path("name").asText();
      definedBefore.put(name, List.copyOf(env.keySet()));
      // A name that comes twice has its last value.
      env.put(name, variable);
    }
  }

  /// The sources of all containers. Within a container those that win come first: a variable set by
  /// name before a Secret taken in whole, a later `envFrom` before an earlier.
  static List<TokenSource> of(JsonNode podTemplate) {
    List<TokenSource> sources = new ArrayList<>();
    for (String list : List.of("containers", "initContainers")) {
      for (JsonNode container : podTemplate.path("spec").path(list)) {
        TokenSources reading = new TokenSources(container);
        reading.variable(AUTH).ifPresent(sources::add);
        reading.variable(AUTH_KEY).ifPresent(sources::add);
        sources.addAll(reading.wholeSecrets(container.path("envFrom")));
      }
    }
    return sources;
  }

  private List<TokenSource> wholeSecrets(JsonNode envFrom) {
    List<TokenSource> sources = new ArrayList<>();
    for (JsonNode each : envFrom) {
      Json.text(each.path("secretRef"), "name")
          .ifPresent(
              secret ->
                  sources.add(
                      new TokenSource.WholeSecret(
                          container, secret, each.path("prefix").asText(""))));
    }
    return sources.reversed();
  }

  private Optional<TokenSource> variable(String name) {
    return Optional.ofNullable(env.get(name)).map(entry -> source(name, entry));
  }

  private TokenSource source(String variable, JsonNode entry) {
    if (entry.path("valueFrom").isObject()) {
      return from(variable, entry.path("valueFrom"));
    }
    String value = entry.path("value").asText("");
    Matcher reference = WHOLE_REFERENCE.matcher(value);
    if (reference.matches()) {
      return referred(variable, reference.group(1), value);
    }
    return REFERENCE.matcher(value).find()
        ? new TokenSource.Elsewhere(container, variable, "a text made of other variables")
        : new TokenSource.Literal(container, variable, meaning(variable, value));
  }

  /// Kubernetes replaces `$(NAME)` by a variable that is defined earlier. One step is followed.
  private TokenSource referred(String variable, String name, String written) {
    JsonNode other = env.get(name);
    if (other == null || !definedBefore.getOrDefault(variable, List.of()).contains(name)) {
      return new TokenSource.Elsewhere(container, variable, "variable " + written);
    }
    if (other.path("valueFrom").isObject()) {
      return from(variable, other.path("valueFrom"));
    }
    String value = other.path("value").asText("");
    return REFERENCE.matcher(value).find()
        ? new TokenSource.Elsewhere(container, variable, "variable " + written)
        : new TokenSource.Literal(container, variable, meaning(variable, value));
  }

  private TokenSource from(String variable, JsonNode valueFrom) {
    JsonNode secret = valueFrom.path("secretKeyRef");
    if (secret.isObject()) {
      return new TokenSource.SecretKey(
          container, variable, secret.path("name").asText(), secret.path("key").asText());
    }
    JsonNode map = valueFrom.path("configMapKeyRef");
    if (map.isObject()) {
      return new TokenSource.Elsewhere(
          container,
          variable,
          "key %s of ConfigMap %s".formatted(map.path("key").asText(), map.path("name").asText()));
    }
    List<String> kinds = new ArrayList<>();
    valueFrom.fieldNames().forEachRemaining(kinds::add);
    return new TokenSource.Elsewhere(container, variable, String.join(", ", kinds));
  }

  private static TokenSource.Meaning meaning(String variable, String value) {
    if (value.equalsIgnoreCase("azureAdApp") || value.equalsIgnoreCase("workloadIdentity")) {
      return TokenSource.Meaning.ENTRA;
    }
    // Whatever stands in `.key` is the token; the other variable may also hold a word.
    boolean token =
        value.startsWith("GatewayKey ")
            || (variable.equals(AUTH_KEY) && !value.isBlank())
            || isBareToken(value);
    return token ? TokenSource.Meaning.TOKEN_IN_TEMPLATE : TokenSource.Meaning.KEY_ELSEWHERE;
  }

  private static boolean isBareToken(String value) {
    try {
      GatewayToken.parse(value);
      return true;
    } catch (GatewayToken.Malformed e) {
      return false;
    }
  }
}
