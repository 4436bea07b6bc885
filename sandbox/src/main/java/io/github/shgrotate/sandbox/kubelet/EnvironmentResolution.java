package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Works out a container's environment at the moment it starts, as a kubelet does: `envFrom` first,
/// then `env` over it, both in their order.
final class EnvironmentResolution {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([^)]*)\\)");

  /// Where Secrets and ConfigMaps come from.
  interface Source {
    Optional<JsonNode> secret(String name);

    Optional<JsonNode> configMap(String name);
  }

  /// Something the container needs is not there; the kubelet tries again later.
  static final class Missing extends Exception {
    Missing(String message) {
      super(message);
    }
  }

  private final JsonNode pod;
  private final Source source;

  EnvironmentResolution(JsonNode pod, Source source) {
    this.pod = pod;
    this.source = source;
  }

  ContainerEnvironment of(JsonNode container) throws Missing {
    Map<String, String> values = new LinkedHashMap<>();
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
      return Optional.of(field(from.path("fieldRef").path("fieldPath").asText()));
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

  private String field(String path) {
    Matcher entry = Pattern.compile("metadata\\.(labels|annotations)\\['(.*)']").matcher(path);
    if (entry.matches()) {
      return pod.path("metadata").path(entry.group(1)).path(entry.group(2)).asText();
    }
    return pod.at("/" + path.replace('.', '/')).asText();
  }

  /// `$(NAME)` becomes the value of a variable named before; `$$` is one `$`; any other stays.
  private static String expand(String text, Map<String, String> known) {
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
