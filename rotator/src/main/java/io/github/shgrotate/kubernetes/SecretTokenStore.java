package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.TokenRecord;
import io.github.shgrotate.rotation.TokenStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/// The one Secret, read and written in one request each.
final class SecretTokenStore implements TokenStore {
  private static final String RESOURCE = "secrets";

  private final ApiServer api;
  private final Identities identities;
  private final String namespace;
  private final String name;

  SecretTokenStore(ApiServer api, Identities identities, String namespace, String name) {
    this.api = api;
    this.identities = identities;
    this.namespace = namespace;
    this.name = name;
  }

  @Override
  public SecretFacts secret() {
    ApiCall call = call(ApiCall.Verb.GET);
    return facts(call, api.required(call, api.send(call, Optional.empty(), Patience.NEEDED)));
  }

  @Override
  public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
    return patched(patch(seen, token, record));
  }

  @Override
  public Written revoked(SecretFacts seen) {
    ObjectNode patch = Json.newObject();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", seen.resourceVersion());
    metadata
        .putObject("annotations")
        .putNull(Annotations.KEY_TO_REVOKE)
        .putNull(Annotations.FORMER_TOKEN);
    return patched(patch);
  }

  private Written patched(JsonNode patch) {
    ApiCall call = call(ApiCall.Verb.PATCH);
    ApiAnswer answer = api.send(call, Optional.of(patch), Patience.NEEDED);
    return answer.status() == 409
        ? new Written.Conflict()
        : new Written.Stored(facts(call, api.required(call, answer)));
  }

  private ApiCall call(ApiCall.Verb verb) {
    String query = verb == ApiCall.Verb.PATCH ? "?fieldManager=" + Author.NAME : "";
    return new ApiCall(
        verb,
        RESOURCE,
        RESOURCE + "/" + name,
        namespace,
        "/api/v1/namespaces/%s/secrets/%s%s".formatted(namespace, name, query));
  }

  private SecretFacts facts(ApiCall call, ApiAnswer answer) {
    SecretFacts facts =
        SecretReading.facts(answer.body())
            .orElseThrow(() -> api.failures().unreadable(call, answer, "it is no Secret").thrown());
    identities.saw("Secret", namespace, name, answer.body().path("metadata").path("uid").asText());
    return facts;
  }

  /// A merge patch: what it does not name stays as it is. The resourceVersion makes the API refuse
  /// it when the Secret has changed meanwhile.
  private static JsonNode patch(SecretFacts seen, GatewayToken token, TokenRecord record) {
    ObjectNode patch = Json.newObject();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", seen.resourceVersion());
    ObjectNode annotations = metadata.putObject("annotations");
    annotations
        .put(Annotations.LAST_USED_KEY, record.key().wireName())
        .put(Annotations.GATEWAY, record.gateway().resourceId())
        .put(Annotations.TOKEN_ID, record.token().fingerprint().hex())
        .put(Annotations.ISSUED_AT, seconds(record.issuedAt()))
        .put(Annotations.EXPIRES_AT, seconds(record.token().expiresAt()));
    // Null takes away what an earlier rotation may have noted.
    annotations.put(Annotations.FORMER_TOKEN, record.former().map(Notes::text).orElse(null));
    annotations.put(
        Annotations.KEY_TO_REVOKE, record.keyToRevoke().map(KeySlot::wireName).orElse(null));
    byte[] value = token.secretValue().getBytes(StandardCharsets.UTF_8);
    patch.putObject("data").put(record.dataKey(), Base64.getEncoder().encodeToString(value));
    return patch;
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
