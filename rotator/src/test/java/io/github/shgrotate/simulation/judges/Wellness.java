package io.github.shgrotate.simulation.judges;

import io.github.shgrotate.simulation.world.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whether anything is owed, told from an installation's state alone.
final class Wellness {
  private Wellness() {}

  /// What is owed, in words; nothing when all is well.
  ///
  /// @param longer how much more than the renewal margin the token must have left
  /// @param unproven workloads whose pods need not be well, only stamped
  static Stream<String> owed(
      Evidence seen, Snapshot state, Instant at, Duration longer, Set<String> unproven) {
    Optional<String> text = state.secret().flatMap(it -> it.text(seen.of().dataKey()));
    if (text.isEmpty()) {
      return Stream.of("the Secret holds no token");
    }
    Instant end = seen.azure().acceptedUntil(seen.of().gateway(), text.get());
    if (!end.isAfter(at)) {
      return Stream.of("Azure refuses the Secret's token");
    }
    Duration margin = seen.terms().renewBefore().orElse(Duration.ZERO).plus(longer);
    if (end.isBefore(at.plus(margin))) {
      return Stream.of("the token is due to be renewed");
    }
    return state.workloads().stream()
        .flatMap(it -> owed(seen, it, text.get(), unproven.contains(it.name())));
  }

  private static Stream<String> owed(
      Evidence seen, Snapshot.OfWorkload workload, String text, boolean unproven) {
    if (!workload.template().stamp().equals(Optional.of(Evidence.fingerprint(text)))) {
      return Stream.of(workload.name() + " is not stamped with the Secret's token");
    }
    if (unproven || !seen.terms().waits()) {
      return Stream.empty();
    }
    List<Snapshot.OfPod> pods = workload.pods().stream().filter(pod -> !pod.terminating()).toList();
    if (pods.size() < workload.replicas()) {
      return Stream.of(workload.name() + " has too few pods");
    }
    return pods.stream()
        .filter(pod -> !pod.ready() || !pod.text().equals(Optional.of(text)))
        .map(
            pod ->
                "pod %s %s"
                    .formatted(
                        pod.name(),
                        pod.text().equals(Optional.of(text))
                            ? "is not ready"
                            : "does not run on it"));
  }
}
