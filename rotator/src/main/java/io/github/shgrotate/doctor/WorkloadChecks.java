package io.github.shgrotate.doctor;

import io.github.shgrotate.doctor.WorkloadDetails.UpdateStrategy;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Owner;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RolloutFacts;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.status.Advice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Whether a workload can be restarted, and whether requests would be lost meanwhile.
final class WorkloadChecks {
  private WorkloadChecks() {}

  static List<Finding> found(Examined examined) {
    if (examined.request().workloads().isEmpty()) {
      return List.of(
          Finding.note(
              Check.WORKLOAD_FOUND,
              "no workload is named: only the Secret is renewed, and running pods keep the token"
                  + " that they started with",
              Advice.of("name it with --k8s-object (K8S_OBJECT)")));
    }
    List<Finding> all = new ArrayList<>();
    for (ClusterFacts.Found found : examined.cluster().workloads()) {
      all.add(
          switch (found.details()) {
            case Asked.NotAsked<WorkloadDetails>(String why) ->
                Finding.notChecked(Check.WORKLOAD_FOUND, found.ref() + ": " + why);
            case Asked.Failed<WorkloadDetails>(Failure failure) ->
                Finding.error(
                    Check.WORKLOAD_FOUND, failure, Mending.of(failure, examined.request()));
            case Asked.Told<WorkloadDetails>(WorkloadDetails details) ->
                Finding.ok(
                    Check.WORKLOAD_FOUND,
                    "there is a %s; its gateway is container %s, image %s"
                        .formatted(
                            found.ref(), details.pods().container(), details.pods().image()));
          });
    }
    return all;
  }

  static List<Finding> rollout(Examined examined) {
    return each(examined, WorkloadChecks::rollout);
  }

  private static Finding rollout(Examined examined, WorkloadDetails details) {
    WorkloadRef ref = details.facts().ref();
    boolean paused =
        details.facts().rollout() instanceof RolloutFacts.Deployment deployment
            && deployment.paused();
    if (paused) {
      return Finding.error(
          Check.ROLLOUT,
          failure(
              examined,
              Reason.WORKLOAD_PAUSED,
              ref,
              "is paused",
              "its pods are not replaced until somebody resumes it"),
          List.of(
              Advice.of(
                  "resume it",
                  Mending.kubectl(
                      examined.request().namespace(), "rollout", "resume", ref.toString()))));
    }
    return switch (details.strategy()) {
      case UpdateStrategy.OnDelete() ->
          byHand(
              examined,
              ref,
              "its update strategy is OnDelete: it leaves its pods alone until somebody deletes"
                  + " them",
              Mending.patch(
                  "have it replace them by itself",
                  examined.request(),
                  ref,
                  "{\"spec\":{\"updateStrategy\":{\"type\":\"RollingUpdate\"}}}"));
      case UpdateStrategy.OneByOne(int partition) when partition > 0 ->
          byHand(
              examined,
              ref,
              "its update strategy has the partition %d: pods below it keep the former token"
                  .formatted(partition),
              Mending.patch(
                  "have it replace all of them",
                  examined.request(),
                  ref,
                  "{\"spec\":{\"updateStrategy\":{\"rollingUpdate\":{\"partition\":0}}}}"));
      case UpdateStrategy.Recreate _, UpdateStrategy.Rolling _, UpdateStrategy.OneByOne _ ->
          Finding.ok(Check.ROLLOUT, ref + " replaces its pods by itself when it is restarted");
    };
  }

  /// Who does not wait is not kept waiting.
  private static Finding byHand(Examined examined, WorkloadRef ref, String why, Advice mend) {
    return examined.request().awaitRollout()
        ? Finding.error(
            Check.ROLLOUT,
            failure(examined, Reason.WORKLOAD_ON_DELETE, ref, "does not replace its pods", why),
            List.of(mend))
        : Finding.note(Check.ROLLOUT, ref + ": " + why, mend);
  }

  private static Failure failure(
      Examined examined, Reason reason, WorkloadRef ref, String what, String why) {
    return new Failure(
        reason,
        ref + " " + what,
        "%s %s/%s".formatted(ref.kind().kind(), examined.request().namespace(), ref.name()),
        why,
        "see what mends it");
  }

  static List<Finding> strategy(Examined examined) {
    return each(examined, WorkloadChecks::strategy);
  }

  private static Finding strategy(Examined examined, WorkloadDetails details) {
    WorkloadRef ref = details.facts().ref();
    return switch (details.strategy()) {
      case UpdateStrategy.Recreate() ->
          Finding.warning(
              Check.UPDATE_STRATEGY,
              ref
                  + " stops all pods before new ones start (Recreate): requests fail for as long as"
                  + " a gateway takes to come up",
              surging(examined, ref));
      case UpdateStrategy.Rolling rolling -> rolling(examined, details, rolling);
      case UpdateStrategy.OneByOne _ ->
          details.replicas() < 2
              ? Finding.warning(
                  Check.UPDATE_STRATEGY,
                  ref
                      + " stops its one pod before the new one starts: requests fail for as long as"
                      + " a gateway takes to come up",
                  twoPods(examined, ref))
              : Finding.ok(
                  Check.UPDATE_STRATEGY,
                  "%s replaces one of its %d pods at a time".formatted(ref, details.replicas()));
      case UpdateStrategy.OnDelete() ->
          Finding.note(Check.UPDATE_STRATEGY, ref + " replaces a pod when somebody deletes it");
    };
  }

  private static Finding rolling(
      Examined examined, WorkloadDetails details, UpdateStrategy.Rolling rolling) {
    WorkloadRef ref = details.facts().ref();
    int missing = Math.min(rolling.unavailable(), details.replicas());
    if (missing == 0) {
      return Finding.ok(
          Check.UPDATE_STRATEGY,
          "%s starts up to %d new %s before it stops an old one"
              .formatted(ref, rolling.surge(), rolling.surge() == 1 ? "pod" : "pods"));
    }
    if (ref.kind() == WorkloadKind.DAEMON_SET) {
      return Finding.note(
          Check.UPDATE_STRATEGY,
          "%s stops the pod of a node before the new one starts, on %d of %d nodes at a time"
              .formatted(ref, missing, details.replicas()),
          Mending.patch(
              "if nothing on the node stands in the way of two (a host port does), let it start the"
                  + " new one first",
              examined.request(),
              ref,
              "{\"spec\":{\"updateStrategy\":{\"type\":\"RollingUpdate\",\"rollingUpdate\":"
                  + "{\"maxUnavailable\":0,\"maxSurge\":1}}}}"));
    }
    String what =
        "%s lets %d of its %d %s be missing while they are replaced"
            .formatted(ref, missing, details.replicas(), details.replicas() == 1 ? "pod" : "pods");
    int left = details.replicas() - missing;
    if (left == 0) {
      return Finding.warning(
          Check.UPDATE_STRATEGY, what + ": requests fail meanwhile", surging(examined, ref));
    }
    return left * 2 <= details.replicas()
        ? Finding.warning(
            Check.UPDATE_STRATEGY, what + ": can the others take it all?", surging(examined, ref))
        : Finding.note(Check.UPDATE_STRATEGY, what, surging(examined, ref));
  }

  private static Advice surging(Examined examined, WorkloadRef ref) {
    return Mending.patch(
        "let it start new ones first, as the portal's YAML does",
        examined.request(),
        ref,
        "{\"spec\":{\"strategy\":{\"type\":\"RollingUpdate\",\"rollingUpdate\":"
            + "{\"maxUnavailable\":0,\"maxSurge\":1}}}}");
  }

  static List<Finding> replicas(Examined examined) {
    return each(examined, WorkloadChecks::replicas);
  }

  private static Finding replicas(Examined examined, WorkloadDetails details) {
    WorkloadRef ref = details.facts().ref();
    return switch (details.replicas()) {
      case 0 ->
          Finding.note(
              Check.REPLICAS, ref + " runs no pods: a rotation has nothing to prove there");
      case 1 ->
          ref.kind() == WorkloadKind.DAEMON_SET
              ? Finding.note(Check.REPLICAS, ref + " runs on one node")
              : Finding.note(
                  Check.REPLICAS,
                  ref + " has one pod: it is gone whenever its node is",
                  twoPods(examined, ref));
      default -> Finding.ok(Check.REPLICAS, "%s has %d pods".formatted(ref, details.replicas()));
    };
  }

  private static Advice twoPods(Examined examined, WorkloadRef ref) {
    return Advice.of(
        "give it a second one",
        Mending.kubectl(examined.request().namespace(), "scale", ref.toString(), "--replicas=2"));
  }

  static List<Finding> owner(Examined examined) {
    List<Finding> all = new ArrayList<>();
    for (ClusterFacts.Found found : examined.cluster().workloads()) {
      Optional<WorkloadDetails> details = found.details().told();
      if (details.isEmpty()) {
        continue;
      }
      for (Owner owner : details.get().facts().owners()) {
        all.add(
            Finding.note(
                Check.WORKLOAD_OWNER,
                "%s writes %s too (%s) and may take the stamp from its pod template, which costs a"
                        .formatted(owner.tool(), found.ref(), owner.evidence())
                    + " restart",
                Advice.of(owner.advice())));
      }
      if (details.get().facts().owners().isEmpty()) {
        all.add(
            Finding.ok(Check.WORKLOAD_OWNER, "nobody is known to sync %s".formatted(found.ref())));
      }
    }
    return all;
  }

  /// One finding for every workload that could be read. That one could not is told once, by
  /// [#found].
  static List<Finding> each(
      Examined examined, BiFunction<Examined, WorkloadDetails, Finding> check) {
    return examined.cluster().workloads().stream()
        .flatMap(found -> found.details().told().stream())
        .map(details -> check.apply(examined, details))
        .toList();
  }
}
