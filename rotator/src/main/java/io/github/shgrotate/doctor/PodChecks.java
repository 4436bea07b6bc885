package io.github.shgrotate.doctor;

import io.github.shgrotate.doctor.ClusterFacts.DisruptionBudget;
import io.github.shgrotate.doctor.WorkloadDetails.GatewayPods;
import io.github.shgrotate.rotation.Words;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.status.Advice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the pods are told that matters when they are replaced, or when they start without Azure.
final class PodChecks {
  /// What the portal's YAML and the chart give a gateway to end its requests.
  private static final Duration AS_SHIPPED = Duration.ofSeconds(60);

  private static final Duration KUBERNETES_DEFAULT = Duration.ofSeconds(30);

  private PodChecks() {}

  static List<Finding> readiness(Examined examined) {
    return WorkloadChecks.each(
        examined,
        (all, details) -> {
          WorkloadRef ref = details.facts().ref();
          String container = details.pods().container();
          return details.pods().readinessProbe()
              ? Finding.ok(Check.READINESS, ref + " has a readiness probe")
              : Finding.warning(
                  Check.READINESS,
                  "container %s of %s has no readiness probe: a new pod gets requests, and an old"
                          .formatted(container, ref)
                      + " one is stopped, before the gateway can serve",
                  Advice.of(
                      "give it the chart's (that restarts the pods)",
                      Mending.kubectl(
                          all.request().namespace(),
                          "patch",
                          ref.toString(),
                          "-p",
                          "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"%s\","
                                  .formatted(container)
                              + "\"readinessProbe\":{\"httpGet\":{\"path\":"
                              + "\"/status-0123456789abcdef\",\"port\":8080}}}]}}}}")));
        });
  }

  static List<Finding> shutdown(Examined examined) {
    return WorkloadChecks.each(
        examined,
        (all, details) -> {
          WorkloadRef ref = details.facts().ref();
          GatewayPods pods = details.pods();
          String grace = Words.duration(pods.grace());
          if (pods.grace().compareTo(AS_SHIPPED) >= 0 || atEase(pods)) {
            return Finding.ok(
                Check.SHUTDOWN,
                "a pod of %s has %s to end its requests%s"
                    .formatted(ref, grace, pods.preStop() ? ", and a preStop hook" : ""));
          }
          String what =
              "a pod of %s has only %s to end its requests (60 s in the portal's YAML and the chart)"
                  .formatted(ref, grace);
          Advice longer =
              Mending.patch(
                  "give it a minute (that restarts the pods)",
                  all.request(),
                  ref,
                  "{\"spec\":{\"template\":{\"spec\":{\"terminationGracePeriodSeconds\":60}}}}");
          return pods.grace().compareTo(KUBERNETES_DEFAULT) < 0
              ? Finding.warning(Check.SHUTDOWN, what + ": longer ones fail", longer)
              : Finding.note(Check.SHUTDOWN, what, longer);
        });
  }

  private static boolean atEase(GatewayPods pods) {
    return pods.preStop() && pods.grace().compareTo(KUBERNETES_DEFAULT) >= 0;
  }

  static List<Finding> budget(Examined examined) {
    List<Finding> all = new ArrayList<>();
    for (ClusterFacts.Found found : examined.cluster().workloads()) {
      if (found.details().told().isPresent()) {
        all.addAll(budget(examined, found));
      }
    }
    return all;
  }

  private static List<Finding> budget(Examined examined, ClusterFacts.Found found) {
    String namespace = examined.request().namespace();
    if (found.budgets().told().isEmpty()) {
      return List.of(
          Finding.unknown(
              Check.DISRUPTION_BUDGET,
              "whether %s has a disruption budget could not be seen: %s"
                  .formatted(found.ref(), found.budgets().why()),
              Advice.of(
                  "a rotation does not need it; look with an account that may",
                  Mending.kubectl(namespace, "get", "poddisruptionbudgets"))));
    }
    List<DisruptionBudget> budgets = found.budgets().told().get();
    if (budgets.isEmpty()) {
      return List.of(
          Finding.note(
              Check.DISRUPTION_BUDGET,
              "%s has no disruption budget: when nodes are drained, all of its pods may go at once"
                  .formatted(found.ref()),
              Advice.of(
                  "let one at a time go (adapt the selector)",
                  Mending.kubectl(
                      namespace,
                      "create",
                      "poddisruptionbudget",
                      found.ref().name(),
                      "--max-unavailable=1",
                      "--selector=" + selector(found)))));
    }
    List<Finding> all = new ArrayList<>();
    for (DisruptionBudget budget : budgets) {
      all.add(
          budget.pods() > 0 && budget.needed() >= budget.pods()
              ? Finding.note(
                  Check.DISRUPTION_BUDGET,
                  "budget %s lets none of its %d pods be evicted: it does not stop a rotation, but"
                          .formatted(budget.name(), budget.pods())
                      + " every drain of their nodes",
                  Advice.of(
                      "let one at a time go",
                      Mending.kubectl(
                          namespace,
                          "patch",
                          "poddisruptionbudget/" + budget.name(),
                          "--type=merge",
                          "-p",
                          "{\"spec\":{\"minAvailable\":null,\"maxUnavailable\":1}}")))
              : Finding.ok(
                  Check.DISRUPTION_BUDGET,
                  "budget %s keeps %d of %d pods when nodes are drained; a rotation is not held up"
                          .formatted(budget.name(), budget.needed(), budget.pods())
                      + " by it"));
    }
    return all;
  }

  private static String selector(ClusterFacts.Found found) {
    return found.details().told().orElseThrow().facts().podSelector();
  }

  static List<Finding> backup(Examined examined) {
    return WorkloadChecks.each(
        examined,
        (_, details) -> {
          WorkloadRef ref = details.facts().ref();
          return switch (details.pods().backup()) {
            case KEPT ->
                Finding.ok(
                    Check.CONFIGURATION_BACKUP,
                    ref + " keeps a copy of its configuration: a pod can start without Azure");
            case ENDS_WITH_POD ->
                Finding.note(
                    Check.CONFIGURATION_BACKUP,
                    ref
                        + " keeps its configuration in a volume that ends with the pod: a new pod"
                        + " that cannot reach Azure serves nothing",
                    ADVICE);
            case NONE ->
                Finding.note(
                    Check.CONFIGURATION_BACKUP,
                    ref
                        + " keeps no copy of its configuration: a pod that starts while Azure"
                        + " cannot be reached serves nothing",
                    ADVICE);
          };
        });
  }

  private static final Advice ADVICE =
      Advice.of(
          "mount a volume that stays at /apim/config (chart:"
              + " gateway.configuration.backup.enabled)");
}
