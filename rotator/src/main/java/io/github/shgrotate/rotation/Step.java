package io.github.shgrotate.rotation;

import java.time.Instant;

/// Something that is still owed.
public sealed interface Step {
  /// Have Azure sign a token and store it with its record, in one write.
  ///
  /// @param expiry what Azure is asked for, a whole minute
  record Renew(KeySlot key, Instant expiry, String dataKey, Renewal why) implements Step {}

  /// Stamp the pod template with the token's fingerprint, so that the controller replaces the pods.
  record Restart(WorkloadRef workload) implements Step {}

  /// Wait for the controller and the pods.
  ///
  /// @param how how far they are
  record AwaitRollout(WorkloadRef workload, String how) implements Step {}

  /// Ask every pod which token it was made with.
  record AskPods(WorkloadRef workload) implements Step {}
}
