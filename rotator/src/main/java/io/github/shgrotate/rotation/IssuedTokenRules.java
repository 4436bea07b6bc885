package io.github.shgrotate.rotation;

import java.time.Instant;
import java.util.Optional;

/// Whether what Azure issued is what was asked for. Nothing else is ever stored.
final class IssuedTokenRules {
  private IssuedTokenRules() {}

  static Optional<Failure> refusal(Gateway asked, Instant expiry, Instant now, TokenFacts issued) {
    if (!issued.gatewayName().equalsIgnoreCase(asked.name())) {
      return rejected(asked, "it is for gateway " + issued.gatewayName());
    }
    if (!issued.expiresAt().equals(expiry)) {
      return rejected(
          asked, "it ends at %s, not at %s as asked".formatted(issued.expiresAt(), expiry));
    }
    if (!issued.expiresAt().isAfter(now)) {
      return rejected(asked, "it has ended at %s already".formatted(issued.expiresAt()));
    }
    return Optional.empty();
  }

  private static Optional<Failure> rejected(Gateway asked, String why) {
    return Optional.of(
        new Failure(
            Reason.TOKEN_REJECTED,
            "Azure answered with a token that is not the one asked for",
            asked.resourceId(),
            why,
            "run again; if it stays so, report it with the request ids of --debug"));
  }
}
