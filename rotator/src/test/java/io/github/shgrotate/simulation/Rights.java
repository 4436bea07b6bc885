package io.github.shgrotate.simulation;

/// What the rotator's account may do in Kubernetes beside reading and patching Secret and
/// workloads.
public record Rights(boolean listPods, boolean createEvents) {
  public static final Rights ALL = new Rights(true, true);

  /// What the script's own RBAC grants.
  public static final Rights OF_THE_SCRIPT = new Rights(false, false);
}
