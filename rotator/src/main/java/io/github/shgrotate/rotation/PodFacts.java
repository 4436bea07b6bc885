package io.github.shgrotate.rotation;

import java.util.Optional;

/// A pod of a workload.
///
/// @param stamp the annotation `shgrotate.github.io/token-id` it was made with
/// @param terminating it has been told to stop
/// @param ended it has run to its end (evicted, failed, succeeded) and is only still listed
/// @param trouble why a container waits (`ImagePullBackOff`, `CrashLoopBackOff` …) or why the pod
///   cannot be scheduled
public record PodFacts(
    String name,
    Optional<Fingerprint> stamp,
    boolean ready,
    boolean terminating,
    boolean ended,
    Optional<String> trouble) {
  /// Whether it is meant to serve.
  public boolean counts() {
    return !terminating && !ended;
  }
}
