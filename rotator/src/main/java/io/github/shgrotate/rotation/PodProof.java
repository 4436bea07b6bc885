package io.github.shgrotate.rotation;

import java.util.ArrayList;
import java.util.List;

/// What the pods say, whatever the rollout's status says.
///
/// A pod that carries the stamp was made from a template that was stamped after the token had been
/// stored, so the token in its environment is that one.
sealed interface PodProof {
  /// All of them run on the token.
  ///
  /// @param pods how many were asked
  /// @param leaving how many pods of a former template are still shutting down
  record Proven(int pods, int leaving) implements PodProof {}

  /// Some are new, but not ready yet.
  record NotReady(String how) implements PodProof {}

  /// Some were made with another token.
  record OnFormerToken(List<String> pods) implements PodProof {
    public OnFormerToken {
      pods = List.copyOf(pods);
    }
  }

  static PodProof judge(List<PodFacts> pods, Fingerprint token) {
    List<String> former = new ArrayList<>();
    List<String> notReady = new ArrayList<>();
    int proven = 0;
    int leaving = 0;
    for (PodFacts pod : pods) {
      boolean stamped = pod.stamp().filter(token::equals).isPresent();
      if (!pod.counts()) {
        leaving += pod.terminating() && !pod.ended() && !stamped ? 1 : 0;
      } else if (!stamped) {
        former.add(pod.name());
      } else if (!pod.ready()) {
        notReady.add(pod.name() + pod.trouble().map(why -> " (" + why + ")").orElse(""));
      } else {
        proven++;
      }
    }
    if (!former.isEmpty()) {
      return new OnFormerToken(former);
    }
    if (!notReady.isEmpty()) {
      return new NotReady("not ready: " + String.join(", ", notReady));
    }
    return new Proven(proven, leaving);
  }
}
