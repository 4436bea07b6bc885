package io.github.shgrotate.status;

import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.PodFacts;
import java.util.List;
import java.util.Optional;

/// Which token the pods of a gateway were made with, by the stamp that each carries. Pods on their
/// way out are not counted.
///
/// @param total all pods that are meant to serve
/// @param onStoredToken those made with the token that the Secret holds now
/// @param onAnotherToken those made with another one
/// @param notReady of all, those that are not ready, each with what is the matter if that is known
public record PodCount(int total, int onStoredToken, int onAnotherToken, List<String> notReady) {
  public PodCount {
    notReady = List.copyOf(notReady);
  }

  static PodCount of(List<PodFacts> pods, Optional<Fingerprint> stored) {
    List<PodFacts> serving = pods.stream().filter(PodFacts::counts).toList();
    List<PodFacts> stamped = serving.stream().filter(pod -> pod.stamp().isPresent()).toList();
    int onStored =
        (int)
            stamped.stream()
                .filter(pod -> stored.isPresent() && pod.stamp().equals(stored))
                .count();
    return new PodCount(
        serving.size(),
        onStored,
        stored.isPresent() ? stamped.size() - onStored : 0,
        serving.stream()
            .filter(pod -> !pod.ready())
            .map(pod -> pod.name() + pod.trouble().map(why -> " (" + why + ")").orElse(""))
            .toList());
  }

  /// Pods of which it cannot be told: they carry no stamp, or the Secret could not be read.
  public int unknown() {
    return total - onStoredToken - onAnotherToken;
  }

  boolean allOnStoredToken() {
    return onStoredToken == total;
  }
}
