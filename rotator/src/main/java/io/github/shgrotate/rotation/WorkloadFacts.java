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
/// @param restartedAt the annotation `kubectl.kubernetes.io/restartedAt` of the pod template
/// @param former what the stamp replaced, as noted on the workload with it
/// @param history its last rotations, the newest last
/// @param owners who else writes the pod template
public record WorkloadFacts(
    WorkloadRef ref,
    String uid,
    String resourceVersion,
    String podSelector,
    Optional<Fingerprint> stamp,
    List<TokenSource> sources,
    RolloutFacts rollout,
    Optional<String> restartedAt,
    Optional<TemplateStamp> former,
    List<PastRotation> history,
    List<Owner> owners) {
  public WorkloadFacts {
    history = List.copyOf(history);
    sources = List.copyOf(sources);
    owners = List.copyOf(owners);
  }

  /// A workload that was never restarted and that nobody else writes.
  public WorkloadFacts(
      WorkloadRef ref,
      String uid,
      String resourceVersion,
      String podSelector,
      Optional<Fingerprint> stamp,
      List<TokenSource> sources,
      RolloutFacts rollout) {
    this(
        ref,
        uid,
        resourceVersion,
        podSelector,
        stamp,
        sources,
        rollout,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /// The rotation that its pod template stands for, if the history tells it.
  public Optional<PastRotation> lastRotation() {
    return history.isEmpty()
        ? Optional.empty()
        : Optional.of(history.getLast()).filter(last -> stamp.equals(Optional.of(last.token())));
  }

  /// Whether nobody has noted yet what came of its restart.
  boolean isOpen() {
    return lastRotation()
        .filter(last -> last.result() == PastRotation.Result.RESTARTED)
        .isPresent();
  }

  /// Whether its history says that its pods came up with that token.
  boolean cameUpWith(Fingerprint token) {
    return history.stream()
        .filter(past -> past.token().equals(token))
        .anyMatch(
            past ->
                past.result() == PastRotation.Result.PROVEN
                    || past.result() == PastRotation.Result.ROLLED_OUT);
  }

  /// The same after a note was written on it: its pods were not replaced, though an annotation of a
  /// Deployment makes a new generation of it, which its controller has still to look at.
  WorkloadFacts noted(WorkloadFacts now) {
    return new WorkloadFacts(
        ref,
        uid,
        now.resourceVersion,
        podSelector,
        stamp,
        sources,
        rollout,
        restartedAt,
        now.former,
        now.history,
        owners);
  }

  /// Both annotations of the pod template.
  public TemplateStamp template() {
    return new TemplateStamp(stamp, restartedAt);
  }
}
