package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Works out what files a volume has, as a kubelet does.
final class VolumeContents {
  private static final int MODE = 0644;
  // The kubelet narrows the mode of a token whose pod says nothing of groups.
  private static final int TOKEN_MODE = 0600;
  private static final long TOKEN_SECONDS = 3600;

  private final JsonNode pod;
  private final PodSources sources;

  VolumeContents(JsonNode pod, PodSources sources) {
    this.pod = pod;
    this.sources = sources;
  }

  /// The files by their path in the volume, as they are now; empty for a volume that is the
  /// containers' own to fill.
  ///
  /// @throws Missing when the container has to wait
  Optional<Map<String, VolumeFile>> of(JsonNode volume) throws Missing {
    if (volume.has("emptyDir")) {
      return Optional.empty();
    }
    if (volume.has("secret")) {
      JsonNode secret = volume.path("secret");
      return Optional.of(keys(secret, secret.path("secretName").asText(), true, mode(secret)));
    }
    if (volume.has("configMap")) {
      JsonNode map = volume.path("configMap");
      return Optional.of(keys(map, map.path("name").asText(), false, mode(map)));
    }
    if (volume.has("downwardAPI")) {
      JsonNode downward = volume.path("downwardAPI");
      return Optional.of(fields(downward, mode(downward)));
    }
    if (volume.has("projected")) {
      return Optional.of(projected(volume.path("projected")));
    }
    throw new Missing(
        "volume \"%s\" is of a kind that this kubelet does not know"
            .formatted(volume.path("name").asText()));
  }

  private Map<String, VolumeFile> projected(JsonNode volume) throws Missing {
    int mode = mode(volume);
    Map<String, VolumeFile> files = new LinkedHashMap<>();
    for (JsonNode source : volume.path("sources")) {
      for (var part : source.properties()) {
        JsonNode from = part.getValue();
        files.putAll(
            switch (part.getKey()) {
              case "secret" -> keys(from, from.path("name").asText(), true, mode);
              case "configMap" -> keys(from, from.path("name").asText(), false, mode);
              case "downwardAPI" -> fields(from, mode);
              case "serviceAccountToken" -> token(from);
              default ->
                  throw new Missing(
                      "a projected %s is not known to this kubelet".formatted(part.getKey()));
            });
      }
    }
    return files;
  }

  private Map<String, VolumeFile> token(JsonNode source) {
    String token =
        sources.serviceAccountToken(
            source.path("audience").asText(),
            source.path("expirationSeconds").asLong(TOKEN_SECONDS));
    return Map.of(source.path("path").asText(), new VolumeFile(token, TOKEN_MODE));
  }

  private Map<String, VolumeFile> fields(JsonNode source, int mode) {
    Map<String, VolumeFile> files = new LinkedHashMap<>();
    for (JsonNode item : source.path("items")) {
      String value = PodFields.value(pod, item.path("fieldRef").path("fieldPath").asText());
      files.put(item.path("path").asText(), new VolumeFile(value, item.path("mode").asInt(mode)));
    }
    return files;
  }

  private Map<String, VolumeFile> keys(JsonNode source, String name, boolean secret, int mode)
      throws Missing {
    boolean optional = source.path("optional").asBoolean();
    Optional<JsonNode> found = secret ? sources.secret(name) : sources.configMap(name);
    if (found.isEmpty()) {
      if (optional) {
        return Map.of();
      }
      throw new Missing("%s \"%s\" not found".formatted(secret ? "secret" : "configmap", name));
    }
    Map<String, byte[]> data = data(found.get(), secret);
    Map<String, VolumeFile> files = new LinkedHashMap<>();
    if (!source.has("items")) {
      data.forEach((key, value) -> files.put(key, new VolumeFile(value, mode)));
      return files;
    }
    for (JsonNode item : source.path("items")) {
      byte[] value = data.get(item.path("key").asText());
      if (value != null) {
        files.put(item.path("path").asText(), new VolumeFile(value, item.path("mode").asInt(mode)));
      } else if (!optional) {
        throw new Missing(
            "references non-existent %s key: %s"
                .formatted(secret ? "secret" : "config", item.path("key").asText()));
      }
    }
    return files;
  }

  private static Map<String, byte[]> data(JsonNode object, boolean secret) {
    Map<String, byte[]> data = new LinkedHashMap<>();
    for (var entry : object.path("data").properties()) {
      String text = entry.getValue().asText();
      data.put(
          entry.getKey(),
          secret ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8));
    }
    for (var entry : object.path("binaryData").properties()) {
      data.put(entry.getKey(), Base64.getDecoder().decode(entry.getValue().asText()));
    }
    return data;
  }

  private static int mode(JsonNode volume) {
    return volume.path("defaultMode").asInt(MODE);
  }
}
