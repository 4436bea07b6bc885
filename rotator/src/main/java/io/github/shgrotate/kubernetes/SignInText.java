package io.github.shgrotate.kubernetes;

import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.TokenFacts;
import java.util.List;
import java.util.Optional;

/// What a text says that is set as `config.service.auth`.
final class SignInText {
  private static final List<String> ENTRA = List.of("azureAdApp", "workloadIdentity");

  private SignInText() {}

  /// The word that says that a gateway signs in with Entra, if this is one.
  static Optional<String> entra(String text) {
    return ENTRA.stream().filter(text::equalsIgnoreCase).findFirst();
  }

  /// Whether this is a token or meant to be one, and no word that says how the gateway signs in.
  static boolean isToken(String text) {
    return text.startsWith("GatewayKey ") || bare(text).isPresent();
  }

  /// The facts of a token that is written without its scheme.
  static Optional<TokenFacts> bare(String text) {
    try {
      return Optional.of(GatewayToken.parse(text).facts());
    } catch (GatewayToken.Malformed e) {
      return Optional.empty();
    }
  }
}
