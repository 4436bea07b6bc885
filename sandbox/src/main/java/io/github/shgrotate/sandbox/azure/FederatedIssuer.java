package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// An issuer of federated tokens, such as a cluster's service accounts. The sandbox can mint its
/// tokens, and can be told the keys of a real one.
public final class FederatedIssuer {
  private final String url;
  private final Supplier<Instant> now;
  private final List<PublicKey> trusted = new CopyOnWriteArrayList<>();
  private final SigningKey own;

  FederatedIssuer(String url, Supplier<Instant> now) {
    this.url = url;
    this.now = now;
    this.own = SigningKey.create("sandbox-issuer");
    trusted.add(own.publicKey());
  }

  public String url() {
    return url;
  }

  /// Trusts a key of the real issuer.
  public FederatedIssuer trust(PublicKey key) {
    trusted.add(key);
    return this;
  }

  /// Trusts the keys that a real issuer publishes, e.g. at a Kubernetes API's `/openid/v1/jwks`.
  public FederatedIssuer trustJwks(String document) {
    trusted.addAll(Jwks.parse(document));
    return this;
  }

  /// A projected token as the kubelet writes it into a pod, signed and good for that long.
  public String mint(String subject, String audience, Duration lifetime) {
    Instant issued = now.get();
    ObjectNode claims =
        Json.object()
            .put("iss", url)
            .put("sub", subject)
            .put("iat", issued.getEpochSecond())
            .put("nbf", issued.getEpochSecond())
            .put("exp", issued.plus(lifetime).getEpochSecond());
    claims.putArray("aud").add(audience);
    return Jwt.sign(claims, own).text();
  }

  boolean signed(Jwt token) {
    return trusted.stream().anyMatch(token::isSignedBy);
  }
}
