package io.github.shgrotate.status;

import io.github.shgrotate.rotation.TokenFacts;
import java.util.Optional;

/// How a gateway signs in to Azure, as its pod template says.
public sealed interface SignIn {
  /// With a token from a Secret.
  record Token(String secretName, String dataKey, SecretAnswer secret) implements SignIn {
    /// `edge-eu-token/value`.
    public String source() {
      return secretName + "/" + dataKey;
    }
  }

  /// With Microsoft Entra, and without a token.
  ///
  /// @param method `azureAdApp` or `workloadIdentity`
  record Entra(String method) implements SignIn {}

  /// With a token that stands where everybody can read it, and where nothing can renew it.
  ///
  /// @param where `the pod template`, or a ConfigMap
  /// @param token what it says of itself, if it is one
  record PlainText(String where, Optional<TokenFacts> token) implements SignIn {}

  /// It cannot be told.
  record Unclear(String why) implements SignIn {}
}
