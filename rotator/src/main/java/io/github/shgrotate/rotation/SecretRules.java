package io.github.shgrotate.rotation;

import java.util.Optional;

/// Whether the Secret is one that a token can be stored in. Asked before Azure is.
public final class SecretRules {
  private SecretRules() {}

  public static Optional<Failure> refusal(RotationRequest request, SecretFacts secret) {
    if (isOfKubernetes(secret.type())) {
      return Optional.of(
          new Failure(
              Reason.SECRET_TYPE_WRONG,
              "The Secret is not one for a gateway token",
              request.secretPath(),
              "its type is %s, whose data keys Kubernetes prescribes".formatted(secret.type()),
              "name a Secret of type Opaque with --token-secret (TOKEN_SECRET)"));
    }
    if (secret.immutable()) {
      return Optional.of(
          new Failure(
              Reason.SECRET_IMMUTABLE,
              "The Secret cannot be changed",
              request.secretPath(),
              "it is marked immutable",
              "delete it and create it anew without \"immutable\", with the same data"));
    }
    if (request.policy().key().choose(secret.lastUsedKey()).isEmpty()) {
      return Optional.of(
          new Failure(
              Reason.KEY_RECORD_INVALID,
              "The key for the next token cannot be told",
              request.secretPath() + ", annotation last-used-key",
              "it holds \"%s\", which is neither primary nor secondary"
                  .formatted(secret.lastUsedKey().orElse("")),
              "set it to the key used last, or choose one with --token-key primary or secondary"));
    }
    return Optional.empty();
  }

  /// Whether Kubernetes or Helm prescribes what stands in a Secret of that type.
  public static boolean isOfKubernetes(String type) {
    return type.startsWith("kubernetes.io/")
        || type.startsWith("bootstrap.kubernetes.io/")
        || type.startsWith("helm.sh/release");
  }
}
