package io.github.shgrotate.rotation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How far the proof goes beyond pods that are ready and were made with the token: a gateway whose
/// token is refused turns ready all the same.
///
/// @param hold how long no container may restart after the rollout; zero: not watched
/// @param refusalPatterns regular expressions; a line of a gateway's log that one of them finds
///   says that Azure refuses its token; none: the logs are not read
/// @param probeUrl what must answer 2xx with a body; `{podIP}` in it asks every pod
/// @param signature whether Azure's keys are fetched to see which of them signed a token
public record ProofPolicy(
    Duration hold, List<String> refusalPatterns, Optional<String> probeUrl, boolean signature) {
  /// What stands for a pod's address in [#probeUrl].
  public static final String POD_IP = "{podIP}";

  /// The pods are asked, no more.
  public static final ProofPolicy PODS_ALONE =
      new ProofPolicy(Duration.ZERO, List.of(), Optional.empty(), false);

  public ProofPolicy {
    refusalPatterns = List.copyOf(refusalPatterns);
  }

  /// An address as it may be printed: a password or a subscription key in it stays inside.
  public static String shown(String url) {
    return url.replaceFirst("(?<=://)[^/@]*@", "").replaceFirst("[?#].*", "?…");
  }
}
