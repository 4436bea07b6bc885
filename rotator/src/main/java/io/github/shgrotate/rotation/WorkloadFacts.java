package io.github.shgrotate.rotation;

import java.util.List;
import java.util.Optional;

/// A workload as the Kubernetes API told it once.
///
/// @param uid the object's own id: pods name it as their owner
/// @param resourceVersion the state this was read from; a later write is refused when it has moved
///   on
/// @param podSelector the label selector of its pods, in the query form of the API
/// @param stamp the annotation `shgrotate.github.io/token-id` of the pod template
/// @param sources how its containers get the gateway's sign-in settings; empty when the template
///   does not mention them
/// @param rollout how far its controller is
public record WorkloadFacts(
    WorkloadRef ref,
    String uid,
    String resourceVersion,
    String podSelector,
    Optional<Fingerprint> stamp,
    List<TokenSource> sources,
    RolloutFacts rollout) {
  public WorkloadFacts {
    sources = List.copyOf(sources);
  }
}
