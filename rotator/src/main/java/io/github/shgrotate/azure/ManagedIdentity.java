package io.github.shgrotate.azure;

import java.net.URI;
import java.util.Optional;

/// The identity of the machine, asked from its metadata endpoint (IMDS).
///
/// @param clientId which of several user-assigned identities; empty: the only one
/// @param host where IMDS is, without a path (the environment's `AZURE_POD_IDENTITY_AUTHORITY_HOST`
///   replaces it)
public record ManagedIdentity(Optional<String> clientId, URI host) implements Credential {
  public static final URI LINK_LOCAL = URI.create("http://169.254.169.254");

  /// @throws IllegalArgumentException with a sentence for the reader when the host is no address
  public ManagedIdentity {
    String scheme = host.getScheme();
    if (host.getHost() == null
        || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
      throw new IllegalArgumentException(
          "the managed identity endpoint is not of the form http://host[:port]: " + host);
    }
  }

  public ManagedIdentity(Optional<String> clientId) {
    this(clientId, LINK_LOCAL);
  }
}
