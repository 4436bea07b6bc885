package io.github.shgrotate.sandbox.azure;

import java.time.Instant;

/// What Azure thinks of a gateway token.
public sealed interface TokenVerdict {
  /// Good: of this gateway, of this key, until then.
  record Accepted(Gateway gateway, KeySlot key, Instant expiry) implements TokenVerdict {}

  /// Refused, with the reason and a sentence that does not tell the token.
  record Refused(Reason reason, String sentence) implements TokenVerdict {}

  /// Why a token is refused.
  enum Reason {
    /// Not `GatewayKey {gatewayId}&{yyyyMMddHHmm}&{signature}` to the letter.
    MALFORMED,
    UNKNOWN_GATEWAY,
    WRONG_SIGNATURE,
    /// Signed with a key that was regenerated since.
    KEY_REGENERATED,
    EXPIRED
  }

  default boolean accepted() {
    return this instanceof Accepted;
  }
}
