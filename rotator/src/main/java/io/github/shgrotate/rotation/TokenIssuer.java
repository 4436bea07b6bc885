package io.github.shgrotate.rotation;

import java.time.Instant;
import java.util.Optional;

/// Port to Azure. Every method may throw [RotationFailed] with the reason that Azure gave.
public interface TokenIssuer {
  /// Reads the gateway, so that a wrong name is found before anything is made. Changes nothing.
  GatewayFacts gateway(Gateway gateway);

  /// Has Azure sign a token. Harmless to repeat: the same key and expiry give the same token.
  ///
  /// @param expiry when it shall end; a whole minute
  /// @throws RotationFailed with [Reason#TOKEN_REJECTED] when the answer holds no token
  GatewayToken issue(Gateway gateway, KeySlot key, Instant expiry);

  /// Finds out which of the gateway's present keys signed a token; empty: none did, so Azure
  /// refuses it. Needs the right to list the keys.
  Optional<KeySlot> signer(Gateway gateway, TokenFacts token);

  /// Makes a new key in that slot. From then on Azure refuses every token that the old one signed;
  /// nothing brings them back.
  void regenerate(Gateway gateway, KeySlot key);
}
