package io.github.shgrotate.azure;

import java.util.Optional;

/// Whoever is signed in to the Azure CLI on this machine.
///
/// @param tenant the tenant to ask for; empty: the one of the CLI's current subscription
/// @param program the program, a name on the PATH or a path
public record AzureCli(Optional<String> tenant, String program) implements Credential {
  public AzureCli(Optional<String> tenant) {
    this(tenant, "az");
  }
}
