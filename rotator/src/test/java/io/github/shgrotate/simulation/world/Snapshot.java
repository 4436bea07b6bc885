package io.github.shgrotate.simulation.world;

import java.util.List;
import java.util.Optional;

/// How an installation was at one moment.
public record Snapshot(Optional<SecretVersion> secret, List<OfWorkload> workloads) {
  public Snapshot {
    workloads = List.copyOf(workloads);
  }

  /// A workload and its pods.
  ///
  /// @param history the rotator's own notes on its rotations
  /// @param byHand its controller leaves some pods alone until somebody deletes them
  public record OfWorkload(
      String name,
      Template template,
      int replicas,
      boolean paused,
      boolean byHand,
      Optional<String> history,
      List<OfPod> pods) {
    public OfWorkload {
      pods = List.copyOf(pods);
    }
  }

  /// A pod.
  ///
  /// @param text what its container has in its environment; empty while there is none
  public record OfPod(
      String name, Template template, boolean ready, boolean terminating, Optional<String> text) {}
}
