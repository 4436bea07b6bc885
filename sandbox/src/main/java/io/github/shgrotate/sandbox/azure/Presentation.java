package io.github.shgrotate.sandbox.azure;

import java.time.Instant;

/// A gateway instance showing its token to Azure.
///
/// @param gatewayId the gateway it asked for
/// @param instance who it said it is; empty when it did not
/// @param fingerprint of the token shown, see [Fingerprint]
public record Presentation(
    Instant at, String gatewayId, String instance, String fingerprint, TokenVerdict verdict) {
  public boolean accepted() {
    return verdict.accepted();
  }
}
