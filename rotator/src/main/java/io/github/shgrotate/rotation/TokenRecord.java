package io.github.shgrotate.rotation;

import java.time.Instant;
import java.util.Optional;

/// What is stored beside a token, in the same write.
///
/// @param dataKey the Secret's data key for the token
/// @param gateway the gateway it is for
/// @param key the key that signed it
/// @param token what the token says of itself
/// @param issuedAt Azure's time of issue
/// @param former what it replaces, to go back to; empty when there is nothing to go back to
/// @param keyToRevoke the key that is to be regenerated once no pod runs on a token of it
public record TokenRecord(
    String dataKey,
    Gateway gateway,
    KeySlot key,
    TokenFacts token,
    Instant issuedAt,
    Optional<FormerToken> former,
    Optional<KeySlot> keyToRevoke) {
  /// A token that replaces nothing and revokes nothing.
  public TokenRecord(
      String dataKey, Gateway gateway, KeySlot key, TokenFacts token, Instant issuedAt) {
    this(dataKey, gateway, key, token, issuedAt, Optional.empty(), Optional.empty());
  }
}
