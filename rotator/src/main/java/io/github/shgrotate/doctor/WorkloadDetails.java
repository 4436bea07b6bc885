package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.WorkloadFacts;
import java.time.Duration;
import java.util.Optional;

/// A workload, with what its pods are told that matters when they are replaced.
///
/// @param replicas how many pods it wants; of a DaemonSet, on how many nodes
public record WorkloadDetails(
    WorkloadFacts facts, UpdateStrategy strategy, int replicas, GatewayPods pods) {
  /// How its pods are replaced.
  public sealed interface UpdateStrategy {
    /// All are stopped before new ones start.
    record Recreate() implements UpdateStrategy {}

    /// Some at a time.
    ///
    /// @param unavailable how many may be missing
    /// @param surge how many may be there beside them
    record Rolling(int unavailable, int surge) implements UpdateStrategy {}

    /// One after the other, each stopped before its successor starts; above a partition only.
    record OneByOne(int partition) implements UpdateStrategy {}

    /// When somebody deletes them.
    record OnDelete() implements UpdateStrategy {}
  }

  /// What the pod template says.
  ///
  /// @param container the gateway's own
  /// @param readinessProbe whether a pod gets requests only when the gateway says that it is ready
  /// @param grace how long a pod has to end its requests
  /// @param preStop whether it waits before it is told to stop
  /// @param identityLabel whether the label `azure.workload.identity/use` is set
  public record GatewayPods(
      String container,
      String image,
      boolean readinessProbe,
      Duration grace,
      boolean preStop,
      Backup backup,
      boolean identityLabel,
      Optional<String> serviceAccount) {}

  /// Where the gateway keeps a copy of its configuration.
  public enum Backup {
    NONE,
    /// In a volume that ends with the pod.
    ENDS_WITH_POD,
    KEPT
  }
}
