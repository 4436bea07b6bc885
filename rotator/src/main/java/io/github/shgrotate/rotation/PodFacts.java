package io.github.shgrotate.rotation;

import java.util.Optional;

/// A pod of a workload.
///
/// @param stamp the annotation `shgrotate.github.io/token-id` it was made with
/// @param terminating it has been told to stop
/// @param ended it has run to its end (evicted, failed, succeeded) and is only still listed
/// @param trouble why a container waits (`ImagePullBackOff`, `CrashLoopBackOff` …) or why the pod
///   cannot be scheduled
/// @param restarts how often its containers have restarted
/// @param ip its address, once it has one
public record PodFacts(
    String name,
    Optional<Fingerprint> stamp,
    boolean ready,
    boolean terminating,
    boolean ended,
    Optional<String> trouble,
    int restarts,
    Optional<String> ip) {
  /// A pod without restarts and address.
  public PodFacts(
      String name,
      Optional<Fingerprint> stamp,
      boolean ready,
      boolean terminating,
      boolean ended,
      Optional<String> trouble) {
    this(name, stamp, ready, terminating, ended, trouble, 0, Optional.empty());
  }

  /// Whether it is meant to serve.
  public boolean counts() {
    return !terminating && !ended;
  }
}
