package io.github.shgrotate.manifests;

import java.util.Optional;

/// How the pod signs in to Azure. No secret is here: what the pod needs of one lies in a Secret
/// that its owner makes.
public sealed interface PodSignIn {
  /// In a sentence about the CronJob.
  String words();

  /// A service principal with a client secret, which a variable brings.
  record ClientSecret(String tenant, String clientId) implements PodSignIn {
    @Override
    public String words() {
      return "as a service principal";
    }
  }

  /// A service principal with a certificate or a secret that is mounted as a file.
  ///
  /// @param file its path on the machine of whoever makes the Secret
  /// @param hasPassword whether the certificate has one, which lies in the Secret too
  record CredentialFile(String tenant, String clientId, String file, boolean hasPassword)
      implements PodSignIn {
    @Override
    public String words() {
      return "as a service principal, with a file";
    }
  }

  /// The ServiceAccount's own token, exchanged at Entra.
  ///
  /// @param tenant empty for the one that the webhook knows
  record WorkloadIdentity(String clientId, Optional<String> tenant) implements PodSignIn {
    @Override
    public String words() {
      return "by workload identity, without any client secret";
    }
  }

  /// The identity of the node, or the one named.
  record ManagedIdentity(Optional<String> clientId) implements PodSignIn {
    @Override
    public String words() {
      return "with the managed identity of the node";
    }
  }
}
