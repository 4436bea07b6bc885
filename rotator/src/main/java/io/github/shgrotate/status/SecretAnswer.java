package io.github.shgrotate.status;

import io.github.shgrotate.rotation.SecretFacts;
import java.time.Instant;
import java.util.Optional;

/// What came of asking for a Secret.
public sealed interface SecretAnswer {
  /// It was read.
  ///
  /// @param gatewayId the annotation `shgrotate.github.io/gateway`: the ARM id
  /// @param issuedAt the annotation `shgrotate.github.io/issued-at`
  record Read(SecretFacts facts, Optional<String> gatewayId, Optional<Instant> issuedAt)
      implements SecretAnswer {}

  /// There is none of that name.
  record Missing() implements SecretAnswer {}

  /// This account may not read it.
  ///
  /// @param permission the missing one, in words
  record NotPermitted(String permission) implements SecretAnswer {}
}
