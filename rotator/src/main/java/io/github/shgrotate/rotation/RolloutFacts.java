package io.github.shgrotate.rotation;

import java.util.Optional;

/// How far a workload's controller has come, in the words of its kind's status. Absent numbers are
/// 0, as in Kubernetes.
public sealed interface RolloutFacts {
  /// How many pods it should have.
  int desired();

  /// A Deployment.
  ///
  /// @param generation `metadata.generation`
  /// @param observedGeneration the generation that the controller has seen
  /// @param desired `spec.replicas`
  /// @param replicas pods that are not terminating
  /// @param updated of those, the ones of the present template
  /// @param available of those, the ones ready for `minReadySeconds`
  /// @param progressFailure the message of the condition `Progressing` with reason
  ///   `ProgressDeadlineExceeded`
  /// @param replicaFailure the message of the condition `ReplicaFailure`: why pods cannot be made
  ///   (a quota, say)
  record Deployment(
      long generation,
      long observedGeneration,
      boolean paused,
      int desired,
      int replicas,
      int updated,
      int available,
      Optional<String> progressFailure,
      Optional<String> replicaFailure)
      implements RolloutFacts {}

  /// A StatefulSet.
  ///
  /// @param onDelete `updateStrategy.type` is `OnDelete`
  /// @param partition pods with a lower ordinal keep the former template
  /// @param currentRevision the revision that pods had before
  /// @param updateRevision the revision of the present template
  record StatefulSet(
      long generation,
      long observedGeneration,
      boolean onDelete,
      int partition,
      int desired,
      int ready,
      int updated,
      String currentRevision,
      String updateRevision)
      implements RolloutFacts {}

  /// A DaemonSet.
  ///
  /// @param desired nodes that should run a pod
  /// @param updated nodes that run one of the present template
  /// @param available nodes whose pod is available
  record DaemonSet(
      long generation,
      long observedGeneration,
      boolean onDelete,
      int desired,
      int updated,
      int available)
      implements RolloutFacts {}
}
