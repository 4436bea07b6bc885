package io.github.shgrotate.rotation;

import java.util.Optional;

/// A right in the cluster that a rotation uses, in the words of RBAC.
///
/// @param group the API group; empty for the core
/// @param resource the plural, with a subresource behind a slash: `pods/log`
/// @param name the one object that it is needed on; empty where RBAC cannot limit it to names
/// @param use what for, to go on after "to"
public record ClusterRight(
    String verb, String group, String resource, Optional<String> name, Need need, String use) {
  /// What becomes of a rotation without it.
  public enum Need {
    /// It fails.
    NEEDED,
    /// It goes on, and says what it could not do.
    HELPFUL
  }

  /// As `kubectl auth can-i` takes it: `secrets/edge-eu-token`, `deployments.apps/edge-eu`.
  public String subject() {
    String plural = group.isEmpty() ? resource : resource + "." + group;
    return name.map(it -> plural + "/" + it).orElse(plural);
  }

  @Override
  public String toString() {
    return verb + " on " + subject();
  }
}
