package io.github.shgrotate.status;

import java.util.Optional;

/// Where to look.
///
/// @param namespace the one namespace; empty for all of the cluster
public record Scope(Optional<String> namespace) {
  public static Scope everywhere() {
    return new Scope(Optional.empty());
  }

  public static Scope of(String namespace) {
    return new Scope(Optional.of(namespace));
  }

  /// `namespace apim`, or `all namespaces`.
  @Override
  public String toString() {
    return namespace.map(name -> "namespace " + name).orElse("all namespaces");
  }
}
