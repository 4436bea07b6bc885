package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;

/// A self-hosted gateway as Azure knows it.
public final class Gateway {
  private final ApimService service;
  private final String id;
  private final ResourceContext context;
  private final GatewayKeys keys;
  private final AtomicReference<TokenAnswer> tokenAnswer =
      new AtomicReference<>(TokenAnswer.HONEST);
  private ObjectNode properties = Json.object();
  private long version;

  Gateway(ApimService service, String id, ResourceContext context) {
    this.service = service;
    this.id = id;
    this.context = context;
    this.keys = new GatewayKeys(context.randomness());
    this.version = context.nextVersion();
  }

  public String id() {
    return id;
  }

  public String resourceId() {
    return service.resourceId() + "/gateways/" + id;
  }

  /// Unkind: how generateToken answers from now on.
  public Gateway answersTokensWith(TokenAnswer answer) {
    tokenAnswer.set(answer);
    return this;
  }

  /// A true token, as if somebody had got it in the portal: no limit to its expiry, not in the
  /// ledger. The whole text, with the word `GatewayKey`.
  public String tokenFromPortal(KeySlot key, Instant expiry) {
    return "GatewayKey " + sign(key, expiry).text();
  }

  /// Replaces a key, as if somebody had done it in the portal.
  public void regenerateFromPortal(KeySlot key) {
    regenerate(key, "sandbox");
  }

  /// Which key signed the token, now or before it was replaced; empty for tokens of other gateways
  /// and for texts that are none.
  public java.util.Optional<KeySlot> signerOf(String gatewayKeyText) {
    String bare =
        gatewayKeyText.startsWith("GatewayKey ")
            ? gatewayKeyText.substring("GatewayKey ".length())
            : gatewayKeyText;
    return GatewayToken.parse(bare)
        .filter(token -> token.gatewayId().equals(id))
        .flatMap(token -> keys.signerOf(token).or(() -> keys.retiredSlot(token)));
  }

  TokenAnswer tokenAnswer() {
    return tokenAnswer.get();
  }

  GatewayKeys keys() {
    return keys;
  }

  ApimService service() {
    return service;
  }

  GatewayToken sign(KeySlot key, Instant expiry) {
    return GatewayToken.sign(id, expiry, keys.key(key));
  }

  void regenerate(KeySlot key, String principal) {
    Instant now = context.clock().instant();
    synchronized (this) {
      keys.regenerate(key, now);
      version = context.nextVersion();
    }
    context.regenerations().add(new Regeneration(now, principal, resourceId(), key));
  }

  synchronized ObjectNode properties() {
    return properties.deepCopy();
  }

  synchronized void replaceProperties(ObjectNode replacement) {
    properties = replacement.deepCopy();
    version = context.nextVersion();
  }

  /// Changes with the gateway and with its keys, as recorded traffic shows.
  synchronized String etag() {
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(version).array();
    return "\"" + Base64.getEncoder().encodeToString(bytes) + "\"";
  }

  @Override
  public String toString() {
    return "Gateway[" + resourceId() + "]";
  }
}
