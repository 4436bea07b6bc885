package io.github.shgrotate.cli;

import java.nio.file.Path;
import java.util.Optional;

/// How to sign in to Azure, as asked for: complete, but no file has been read yet. The secrets are
/// in classes of their own, whose `toString` does not tell them.
sealed interface SignIn {
  /// A service principal with a secret, or with a certificate where the text names a file.
  final class ServicePrincipal implements SignIn {
    private final String tenant;
    private final String clientId;
    private final String secret;
    private final Optional<Path> file;
    private final Optional<String> certificatePassword;

    /// @param secret the secret; empty when a file holds it
    /// @param file a file with the secret or the certificate
    ServicePrincipal(
        String tenant,
        String clientId,
        String secret,
        Optional<Path> file,
        Optional<String> certificatePassword) {
      this.tenant = tenant;
      this.clientId = clientId;
      this.secret = secret;
      this.file = file;
      this.certificatePassword = certificatePassword;
    }

    String tenant() {
      return tenant;
    }

    String clientId() {
      return clientId;
    }

    String secret() {
      return secret;
    }

    Optional<Path> file() {
      return file;
    }

    Optional<String> certificatePassword() {
      return certificatePassword;
    }

    @Override
    public String toString() {
      return "service principal " + clientId;
    }
  }

  /// The pod's projected ServiceAccount token, exchanged at Entra.
  record WorkloadIdentity(String tenant, String clientId, Path tokenFile) implements SignIn {}

  /// The machine's identity, or the user-assigned one named.
  record ManagedIdentity(Optional<String> clientId) implements SignIn {}

  /// Whoever has signed in with Azure CLI here.
  record AzureCli(Optional<String> tenant) implements SignIn {}
}
