package io.github.shgrotate.rotation;

/// Port to the one Secret. Every method may throw [RotationFailed].
public interface TokenStore {
  /// What came of a write.
  sealed interface Written {
    /// It holds the token now.
    record Stored(SecretFacts secret) implements Written {}

    /// It had changed since it was read; nothing was written.
    record Conflict() implements Written {}
  }

  SecretFacts secret();

  /// Stores token and record in one request that the API refuses when the Secret is no longer the
  /// one that was seen. Everything else in the Secret stays as it is.
  Written store(SecretFacts seen, GatewayToken token, TokenRecord record);

  /// Takes the note away that a key is to be revoked, and with it that of the former token, which
  /// nobody can go back to any more, in one guarded request; nothing else changes.
  Written revoked(SecretFacts seen);
}
