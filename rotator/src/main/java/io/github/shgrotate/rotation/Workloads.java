package io.github.shgrotate.rotation;

import java.time.Duration;
import java.util.List;

/// Port to the workloads and their pods. Every method may throw [RotationFailed].
public interface Workloads {
  /// What came of a write.
  sealed interface Restart {
    /// It is written. Where it changed the pod template, the controller will replace the pods.
    record Asked(WorkloadFacts workload) implements Restart {}

    /// It had changed since it was read; nothing was written.
    record Conflict() implements Restart {}
  }

  WorkloadFacts workload(WorkloadRef ref);

  /// Stamps the pod template and adds the rotation to the history, in one request that the API
  /// refuses when the workload is no longer the one that was seen.
  ///
  /// @param rotation its token is the stamp
  Restart restart(WorkloadFacts seen, PastRotation rotation);

  /// Notes in the history what came of its last rotation. Restarts nothing. A conflict only when
  /// the pod template was stamped or restarted by somebody meanwhile.
  Restart noteResult(WorkloadFacts seen, PastRotation.Result result);

  /// Gives the pod template the annotations back that it had before the stamp, in one guarded
  /// request: the controller goes back to its former pods.
  ///
  /// @throws IllegalArgumentException when the workload has no note of its former template
  Restart putBack(WorkloadFacts seen);

  /// Every pod of the namespace, of whatever workload, that reads that Secret.
  PodsAnswer readers(String secretName);

  /// The pods that belong to the workload, whatever template they were made from.
  PodsAnswer pods(WorkloadFacts workload);

  /// Reads the logs of the gateways in those pods.
  ///
  /// @param patterns as in [ProofPolicy]
  LogsAnswer logs(WorkloadFacts workload, List<PodFacts> pods, List<String> patterns);

  /// Waits until the workload is no longer as it was seen, or the time is up. May return early.
  /// Called by drivers, never by the core.
  WorkloadFacts awaitChange(WorkloadFacts seen, Duration atMost);
}
