package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.TokenText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Judges a Secret. Its values go no further than this.
final class SecretReading {
  private SecretReading() {}

  /// The facts; empty when this is no Secret as the API tells it.
  static Optional<SecretFacts> facts(JsonNode secret) {
    JsonNode metadata = secret.path("metadata");
    Optional<String> resourceVersion = Json.text(metadata, "resourceVersion");
    if (resourceVersion.isEmpty() || Json.text(metadata, "uid").isEmpty()) {
      return Optional.empty();
    }
    Map<String, TokenText> data = new LinkedHashMap<>();
    secret
        .path("data")
        .properties()
        .forEach(entry -> data.put(entry.getKey(), judged(entry.getValue().asText(""))));
    return Optional.of(
        new SecretFacts(
            resourceVersion.get(),
            secret.path("type").asText("Opaque"),
            secret.path("immutable").asBoolean(),
            data,
            Optional.ofNullable(
                metadata.path("annotations").path(Annotations.LAST_USED_KEY).textValue()),
            Annotations.tokenId(metadata),
            Notes.of(metadata),
            Owners.ofSecret(metadata)));
  }

  private static TokenText judged(String base64) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      return GatewayToken.judge(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (IllegalArgumentException e) {
      return new TokenText.Unreadable("it is not base64");
    } catch (CharacterCodingException e) {
      return new TokenText.Unreadable("it is not UTF-8 text");
    }
  }
}
