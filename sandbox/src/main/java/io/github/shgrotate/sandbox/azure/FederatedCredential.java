package io.github.shgrotate.sandbox.azure;

import java.time.Instant;

/// Whose tokens an application or identity accepts instead of a secret. Entra compares all three
/// exactly.
///
/// @param from when it takes effect; Entra needs some minutes after it is made
record FederatedCredential(
    String name, String issuer, String subject, String audience, Instant from) {
  boolean matches(Jwt assertion, Instant now) {
    return !now.isBefore(from)
        && assertion.claim("iss").filter(issuer::equals).isPresent()
        && assertion.claim("sub").filter(subject::equals).isPresent()
        && assertion.audiences().contains(audience);
  }
}
