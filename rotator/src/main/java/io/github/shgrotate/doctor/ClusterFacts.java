package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.ClusterRight;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.WorkloadRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the cluster said.
///
/// @param reached which API server, and how it is reached
/// @param user as whom, where that was asked: `system:serviceaccount:apim:rotator`
/// @param rights what the server says of each right that a rotation uses
/// @param workloads in the order of the request
/// @param oidcIssuer who signs the cluster's ServiceAccount tokens; empty when it has none to show
/// @param serverAhead how far its clock is ahead of this machine's; negative when behind, empty
///   when it did not tell
public record ClusterFacts(
    Asked<String> reached,
    Optional<String> user,
    List<Granted> rights,
    Asked<SecretFacts> secret,
    List<Found> workloads,
    Asked<Optional<String>> oidcIssuer,
    Optional<Duration> serverAhead) {
  public ClusterFacts {
    rights = List.copyOf(rights);
    workloads = List.copyOf(workloads);
  }

  /// Whether a right is granted.
  public record Granted(ClusterRight right, Asked<Boolean> granted) {}

  /// A workload that was named.
  ///
  /// @param budgets the disruption budgets that its pods fall under
  /// @param identityAnnotated whether its ServiceAccount names an identity of Entra
  public record Found(
      WorkloadRef ref,
      Asked<WorkloadDetails> details,
      Asked<List<DisruptionBudget>> budgets,
      Asked<Boolean> identityAnnotated) {}

  /// A limit to how many pods may be evicted at a time.
  ///
  /// @param pods how many it counts
  /// @param needed how many of them must stay
  public record DisruptionBudget(String name, int pods, int needed) {}

  /// Where nobody could be asked.
  public static ClusterFacts notReached(RotationRequest request, Asked<String> reached) {
    String why = "the Kubernetes API could not be asked";
    return new ClusterFacts(
        reached,
        Optional.empty(),
        List.of(),
        new Asked.NotAsked<>(why),
        request.workloads().stream()
            .map(
                ref ->
                    new Found(
                        ref,
                        new Asked.NotAsked<>(why),
                        new Asked.NotAsked<>(why),
                        new Asked.NotAsked<>(why)))
            .toList(),
        new Asked.NotAsked<>(why),
        Optional.empty());
  }
}
