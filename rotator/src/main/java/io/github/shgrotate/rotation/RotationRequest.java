package io.github.shgrotate.rotation;

import java.util.List;
import java.util.Optional;

/// One rotation, as asked for.
///
/// @param namespace of the Secret and the workloads
/// @param secretName the Secret that holds the token
/// @param dataKey the Secret's data key; empty: the one that the workloads read
/// @param workloads what to restart, in this order; may be none
/// @param awaitRollout whether to wait for the rollout and to ask the pods
/// @param proof how far the proof goes beyond ready pods
/// @param strictOwnership whether to refuse when somebody else writes the Secret too
public record RotationRequest(
    Gateway gateway,
    String namespace,
    String secretName,
    Optional<String> dataKey,
    List<WorkloadRef> workloads,
    RenewalPolicy policy,
    boolean awaitRollout,
    ProofPolicy proof,
    boolean strictOwnership) {
  public RotationRequest {
    workloads = List.copyOf(workloads);
  }

  /// A rotation that only warns of other owners.
  public RotationRequest(
      Gateway gateway,
      String namespace,
      String secretName,
      Optional<String> dataKey,
      List<WorkloadRef> workloads,
      RenewalPolicy policy,
      boolean awaitRollout) {
    this(
        gateway,
        namespace,
        secretName,
        dataKey,
        workloads,
        policy,
        awaitRollout,
        ProofPolicy.PODS_ALONE,
        false);
  }

  /// The Secret, for messages.
  public String secretPath() {
    return "Secret " + namespace + "/" + secretName;
  }
}
