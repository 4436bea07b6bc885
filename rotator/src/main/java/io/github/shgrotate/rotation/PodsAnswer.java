package io.github.shgrotate.rotation;

import java.util.List;

/// What came of asking for a workload's pods.
public sealed interface PodsAnswer {
  record Pods(List<PodFacts> pods) implements PodsAnswer {
    public Pods {
      pods = List.copyOf(pods);
    }
  }

  /// The account may not list pods, as with the script's own RBAC.
  ///
  /// @param permission the missing one, in words
  record NotPermitted(String permission) implements PodsAnswer {}
}
