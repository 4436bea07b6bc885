package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// Issues access tokens and says what whoever gets one is to think of it.
final class AccessTokens {
  /// What a bearer token is worth.
  sealed interface Verdict {
    record Accepted(Principal principal) implements Verdict {}

    record Expired(Instant at, Instant now) implements Verdict {}

    record WrongAudience(String audience) implements Verdict {}

    record Invalid() implements Verdict {}
  }

  /// An access token on its way to the client.
  static final class Issued {
    private final String text;
    private final Instant from;
    private final Duration lifetime;

    private Issued(String text, Instant from, Duration lifetime) {
      this.text = text;
      this.from = from;
      this.lifetime = lifetime;
    }

    String text() {
      return text;
    }

    long notBefore() {
      return from.getEpochSecond();
    }

    long expiresIn() {
      return lifetime.toSeconds();
    }

    long expiresOn() {
      return from.plus(lifetime).getEpochSecond();
    }

    @Override
    public String toString() {
      return "Issued[redacted]";
    }
  }

  // One for all sandboxes of a process: making one takes a noticeable part of a second.
  private static final SigningKey KEY = SigningKey.create("sandbox-entra");

  private final Clock clock;
  private final Directory directory;
  private final Randomness randomness;

  AccessTokens(Clock clock, Directory directory, Randomness randomness) {
    this.clock = clock;
    this.directory = directory;
    this.randomness = randomness;
  }

  ObjectNode jwks() {
    return KEY.jwks();
  }

  Issued issue(Principal principal, String audience) {
    Instant now = clock.instant();
    Duration lifetime = directory.accessTokenLifetime();
    ObjectNode claims =
        Json.object()
            .put("aud", audience)
            .put("iss", issuer(principal.tenantId()))
            .put("iat", now.getEpochSecond())
            .put("nbf", now.getEpochSecond())
            .put("exp", now.plus(lifetime).getEpochSecond())
            .put("appid", principal.clientId())
            .put("appidacr", "1")
            .put("idp", issuer(principal.tenantId()))
            .put("idtyp", "app")
            .put("oid", principal.objectId())
            .put("sub", principal.objectId())
            .put("tid", principal.tenantId())
            .put("uti", randomness.uuid())
            .put("ver", "1.0");
    return new Issued(Jwt.sign(claims, KEY).text(), now, lifetime);
  }

  /// @param mine whether an audience is the one who asks
  Verdict judge(String bearer, Predicate<String> mine) {
    Optional<Jwt> token = Jwt.parse(bearer).filter(jwt -> jwt.isSignedBy(KEY.publicKey()));
    Optional<Principal> principal =
        token.flatMap(
            jwt ->
                jwt.claim("tid")
                    .flatMap(directory::find)
                    .flatMap(tenant -> jwt.claim("oid").flatMap(tenant::principal)));
    if (token.isEmpty() || principal.isEmpty()) {
      return new Verdict.Invalid();
    }
    Instant now = clock.instant();
    Instant from = token.get().time("nbf").orElse(Instant.MAX);
    Instant until = token.get().time("exp").orElse(Instant.MIN);
    String audience = token.get().claim("aud").orElse("");
    // Five minutes' grace at the start only: so does Azure for clocks that differ.
    if (now.plus(Duration.ofMinutes(5)).isBefore(from)) {
      return new Verdict.Invalid();
    }
    if (!now.isBefore(until)) {
      return new Verdict.Expired(until, now);
    }
    return mine.test(audience)
        ? new Verdict.Accepted(principal.get())
        : new Verdict.WrongAudience(audience);
  }

  static String issuer(String tenantId) {
    return "https://sts.windows.net/" + tenantId + "/";
  }
}
