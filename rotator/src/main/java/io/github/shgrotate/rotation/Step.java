package io.github.shgrotate.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Something that is still owed.
public sealed interface Step {
  /// Have Azure sign a token and store it with its record, in one write.
  ///
  /// @param expiry what Azure is asked for, a whole minute
  /// @param toRevoke noted with it: the key that is to be revoked when no pod runs on it any more
  record Renew(KeySlot key, Instant expiry, String dataKey, Renewal why, Optional<KeySlot> toRevoke)
      implements Step {}

  /// Stamp the pod template with the token's fingerprint, so that the controller replaces the pods.
  record Restart(WorkloadRef workload) implements Step {}

  /// Wait for the controller and the pods.
  ///
  /// @param how how far they are
  record AwaitRollout(WorkloadRef workload, String how) implements Step {}

  /// Wait until pods of a former token, which are shutting down, are gone: their key is not revoked
  /// before.
  ///
  /// @param how which ones
  record AwaitLeaving(WorkloadRef workload, String how) implements Step {}

  /// Find out which key signed the stored token, where no record tells: the same key and minute
  /// give the same token. A key that is revoked must not be that one, and must be the former one's.
  record FindSigner(TokenFacts token) implements Step {}

  /// Watch the new pods for a while: no container may restart.
  record Hold(WorkloadRef workload, Duration length) implements Step {}

  /// Read the logs of the new pods: none may say that its token was refused.
  record ReadLogs(WorkloadRef workload) implements Step {}

  /// Have the gateways serve something.
  record Probe(WorkloadRef workload, String url) implements Step {}

  /// Note in the workload's history what came of the rotation.
  record NoteResult(WorkloadRef workload, PastRotation.Result result) implements Step {}

  /// Look for pods that read the Secret and belong to no workload of this rotation: a key that they
  /// may run on is not revoked.
  record FindOtherReaders(KeySlot toRevoke) implements Step {}

  /// Have Azure make the key anew: tokens of the old one end.
  record Revoke(KeySlot key) implements Step {}

  /// Ask every pod which token it was made with.
  record AskPods(WorkloadRef workload) implements Step {}
}
