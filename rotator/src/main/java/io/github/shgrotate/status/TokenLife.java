package io.github.shgrotate.status;

import io.github.shgrotate.rotation.TokenFacts;
import java.time.Instant;
import java.util.Optional;

/// The days of a token.
///
/// @param issuedAt where that is recorded
/// @param renewalDue from then on it should be renewed
/// @param azureWarns from then on Azure warns
/// @param ends from then on Azure refuses it
public record TokenLife(
    Optional<Instant> issuedAt, Instant renewalDue, Instant azureWarns, Instant ends) {
  static TokenLife of(TokenFacts token, Optional<Instant> issuedAt, StatusPolicy policy) {
    Instant ends = token.expiresAt();
    return new TokenLife(
        issuedAt.filter(ends::isAfter),
        ends.minus(policy.renewBefore()),
        ends.minus(StatusPolicy.AZURE_WARNS),
        ends);
  }
}
