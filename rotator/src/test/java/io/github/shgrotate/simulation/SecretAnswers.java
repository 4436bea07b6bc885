package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.TokenRecord;
import io.github.shgrotate.rotation.TokenStore;
import io.github.shgrotate.rotation.TokenText;
import io.github.shgrotate.simulation.world.Cluster;
import io.github.shgrotate.simulation.world.SecretVersion;
import io.github.shgrotate.simulation.world.World;
import io.github.shgrotate.simulation.world.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What Kubernetes does about a request for the Secret that has arrived.
public final class SecretAnswers implements TokenStore {
  private final World world;
  private final String name;
  private final int run;

  SecretAnswers(World world, String name, int run) {
    this.world = world;
    this.name = name;
    this.run = run;
  }

  @Override
  public SecretFacts secret() {
    return facts(version());
  }

  private SecretVersion version() {
    return world
        .cluster()
        .secret(name)
        .orElseThrow(() -> Refusal.of(Reason.SECRET_NOT_FOUND, "no Secret " + name));
  }

  private static SecretFacts facts(SecretVersion version) {
    Map<String, TokenText> data = new HashMap<>();
    version.data().forEach((key, text) -> data.put(key, GatewayToken.judge(text)));
    return new SecretFacts(
        Long.toString(version.version()),
        "Opaque",
        version.immutable(),
        data,
        version.annotation(SecretVersion.LAST_USED_KEY),
        version.annotation(Notation.TOKEN_ID).map(Fingerprint::new),
        Notation.notes(version),
        List.of());
  }

  @Override
  public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
    return patched(seen, version -> stored(version, token, record));
  }

  /// The Secret with the token and its record.
  public static SecretVersion stored(
      SecretVersion version, GatewayToken token, TokenRecord record) {
    SecretVersion now =
        version
            .withData(record.dataKey(), token.secretValue())
            .withAnnotation(SecretVersion.LAST_USED_KEY, record.key().wireName())
            .withAnnotation(Notation.GATEWAY, record.gateway().resourceId())
            .withAnnotation(Notation.TOKEN_ID, record.token().fingerprint().hex())
            .withAnnotation(Notation.ISSUED_AT, Refusal.seconds(record.issuedAt()))
            .withAnnotation(Notation.EXPIRES_AT, Refusal.seconds(record.token().expiresAt()));
    now = noted(now, Notation.FORMER_TOKEN, record.former().map(Notation::text));
    return noted(now, Notation.KEY_TO_REVOKE, record.keyToRevoke().map(KeySlot::wireName));
  }

  private static SecretVersion noted(
      SecretVersion version, String annotation, Optional<String> text) {
    return text.map(it -> version.withAnnotation(annotation, it))
        .orElseGet(() -> version.withoutAnnotation(annotation));
  }

  @Override
  public Written revoked(SecretFacts seen) {
    return patched(
        seen,
        version ->
            version
                .withoutAnnotation(Notation.KEY_TO_REVOKE)
                .withoutAnnotation(Notation.FORMER_TOKEN));
  }

  private Written patched(SecretFacts seen, UnaryOperator<SecretVersion> change) {
    Refusal.arrived(world, run, "patch Secret");
    if (version().immutable()) {
      throw Refusal.of(Reason.SECRET_IMMUTABLE, "it is immutable");
    }
    Cluster.Written written =
        world
            .cluster()
            .patchSecret(name, Long.parseLong(seen.resourceVersion()), change, new Writer.Run(run));
    return written == Cluster.Written.CONFLICT
        ? new Written.Conflict()
        : new Written.Stored(facts(version()));
  }
}
