package io.github.shgrotate.rotation;

import java.util.List;

/// A controller only knows that pods are not available; the pods know why.
final class PodTroubles {
  private static final int MOST = 3;

  private PodTroubles() {}

  /// The failure of a workload's rollout, with what its pods say.
  static Failure added(Failure failure, String namespace, WorkloadRef ref, PodsAnswer answer) {
    if (!(answer instanceof PodsAnswer.Pods(var all))) {
      return failure;
    }
    List<PodFacts> troubled =
        all.stream().filter(pod -> pod.counts() && !pod.ready()).limit(MOST).toList();
    if (troubled.isEmpty()) {
      return failure;
    }
    // Whole names: gw-1 is not told with gw-10.
    List<String> told = List.of(failure.why().split("[^a-z0-9.-]+", -1));
    List<String> sentences =
        troubled.stream()
            .filter(pod -> !told.contains(pod.name()))
            .map(pod -> pod.name() + pod.trouble().map(why -> ": " + why).orElse(" is not ready"))
            .toList();
    return new Failure(
        failure.reason(),
        failure.what(),
        failure.where(),
        sentences.isEmpty() ? failure.why() : failure.why() + "; " + String.join("; ", sentences),
        next(failure, namespace, ref, troubled.getFirst()),
        failure.requestIds());
  }

  /// The controller of a StatefulSet waits for a pod that is not ready, also when its template has
  /// long been replaced; kubectl's documentation calls it a forced rollback.
  private static String next(
      Failure failure, String namespace, WorkloadRef ref, PodFacts troubled) {
    return ref.kind() == WorkloadKind.STATEFUL_SET
        ? ("mend it; a pod that is not ready then has to be deleted, as a StatefulSet waits for it:"
                + " kubectl -n %s delete pod %s; then run again")
            .formatted(namespace, troubled.name())
        : failure.next();
  }
}
