package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Works out a container's environment at the moment it starts, as a kubelet does: what every
/// container gets, over it `envFrom` and over that `env`, both in their order.
final class EnvironmentResolution {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([^)]*)\\)");

  private final JsonNode pod;
  private final PodSources source;
  private final Map<String, String> given;

  /// @param given what every container gets: where the API server is, say
  EnvironmentResolution(JsonNode pod, PodSources source, Map<String, String> given) {
    this.pod = pod;
    this.source = source;
    this.given = given;
  }

  ContainerEnvironment of(JsonNode container) throws Missing {
    Map<String, String> values = new LinkedHashMap<>(given);
    for (JsonNode from : container.path("envFrom")) {
      String prefix = from.path("prefix").asText();
      for (Map.Entry<String, String> entry : all(from).entrySet()) {
        values.put(prefix + entry.getKey(), entry.getValue());
      }
    }
    for (JsonNode variable : container.path("env")) {
      String name = variable.path("name").asText();
      Optional<String> value =
          variable.has("valueFrom")
              ? referenced(variable.path("valueFrom"))
              : Optional.of(expand(variable.path("value").asText(), values));
      // An optional reference to nothing leaves the variable as it was.
      value.ifPresent(v -> values.put(name, v));
    }
    return new ContainerEnvironment(values);
  }

  private Map<String, String> all(JsonNode from) throws Missing {
    boolean secret = from.has("secretRef");
    JsonNode reference = secret ? from.path("secretRef") : from.path("configMapRef");
    String name = reference.path("name").asText();
    Optional<JsonNode> found = secret ? source.secret(name) : source.configMap(name);
    if (found.isEmpty()) {
      if (reference.path("optional").asBoolean()) {
        return Map.of();
      }
      throw new Missing("%s \"%s\" not found".formatted(secret ? "secret" : "configmap", name));
    }
    Map<String, String> entries = new LinkedHashMap<>();
    found
        .get()
        .path("data")
        .properties()
        .forEach(
            entry ->
                entries.put(
                    entry.getKey(),
                    secret ? decoded(entry.getValue()) : entry.getValue().asText()));
    return entries;
  }

  private Optional<String> referenced(JsonNode from) throws Missing {
    if (from.has("secretKeyRef")) {
      return key(from.path("secretKeyRef"), true);
    }
    if (from.has("configMapKeyRef")) {
      return key(from.path("configMapKeyRef"), false);
    }
    if (from.has("fieldRef")) {
      return Optional.of(PodFields.value(pod, from.path("fieldRef").path("fieldPath").asText()));
    }
    return Optional.of("");
  }

  private Optional<String> key(JsonNode reference, boolean secret) throws Missing {
    String name = reference.path("name").asText();
    String key = reference.path("key").asText();
    boolean optional = reference.path("optional").asBoolean();
    Optional<JsonNode> found = secret ? source.secret(name) : source.configMap(name);
    if (found.isEmpty()) {
      if (optional) {
        return Optional.empty();
      }
      throw new Missing("%s \"%s\" not found".formatted(secret ? "secret" : "configmap", name));
    }
    JsonNode value = found.get().path("data").path(key);
    if (value.isMissingNode()) {
      if (optional) {
        return Optional.empty();
      }
      throw new Missing(
          "couldn't find key %s in %s %s/%s"
              .formatted(
                  key,
                  secret ? "Secret" : "ConfigMap",
                  pod.path("metadata").path("namespace").asText(),
                  name));
    }
    return Optional.of(secret ? decoded(value) : value.asText());
  }

  /// `$(NAME)` becomes the value of a variable named before; `$$` is one `$`; any other stays.
  static String expand(String text, Map<String, String> known) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            found -> {
              if (found.group().equals("$$")) {
                return Matcher.quoteReplacement("$");
              }
              String value = known.getOrDefault(found.group(1), found.group());
              return Matcher.quoteReplacement(value);
            });
  }

  private static String decoded(JsonNode base64) {
    return new String(Base64.getDecoder().decode(base64.asText()), StandardCharsets.UTF_8);
  }
}
