package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.RolloutFacts;
import io.github.shgrotate.rotation.TokenSource;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.simulation.world.DaemonSet;
import io.github.shgrotate.simulation.world.Deployment;
import io.github.shgrotate.simulation.world.Pod;
import io.github.shgrotate.simulation.world.StatefulSet;
import io.github.shgrotate.simulation.world.Template;
import io.github.shgrotate.simulation.world.Workload;
import java.util.List;
import java.util.Optional;

/// A workload of the simulated cluster in the words of the core.
public final class Reading {
  private static final String CONTAINER = "gateway";
  private static final String AUTH = "config.service.auth";

  private Reading() {}

  /// Names it.
  public static WorkloadRef ref(Workload workload) {
    return new WorkloadRef(
        switch (workload) {
          case Deployment _ -> WorkloadKind.DEPLOYMENT;
          case StatefulSet _ -> WorkloadKind.STATEFUL_SET;
          case DaemonSet _ -> WorkloadKind.DAEMON_SET;
        },
        workload.name());
  }

  static WorkloadFacts facts(WorkloadRef ref, Workload workload) {
    return new WorkloadFacts(
        ref,
        "uid-" + ref.name(),
        Long.toString(workload.version()),
        "app=" + ref.name(),
        workload.template().stamp().map(Fingerprint::new),
        sources(workload),
        rollout(workload),
        Optional.ofNullable(workload.template().annotations().get(Template.RESTARTED_AT)),
        Notation.formerTemplate(workload),
        Notation.history(workload),
        List.of());
  }

  static PodFacts facts(Pod pod) {
    return new PodFacts(
        pod.name(),
        pod.template().stamp().map(Fingerprint::new),
        pod.ready(),
        pod.terminating(),
        false,
        pod.trouble(),
        pod.restarts(),
        Optional.of(pod.address()));
  }

  private static List<TokenSource> sources(Workload workload) {
    return switch (workload.reads()) {
      case SECRET_KEY ->
          List.of(
              new TokenSource.SecretKey(CONTAINER, AUTH, workload.secret(), workload.dataKey()));
      case WHOLE_SECRET -> List.of(new TokenSource.WholeSecret(CONTAINER, workload.secret(), ""));
      case UNKNOWN -> List.of();
    };
  }

  private static RolloutFacts rollout(Workload workload) {
    long generation = workload.generation();
    long observed = workload.observedGeneration();
    return switch (workload) {
      case Deployment it ->
          new RolloutFacts.Deployment(
              generation,
              observed,
              it.paused(),
              it.replicas(),
              it.podsNow(),
              it.podsUpdated(),
              it.podsAvailable(),
              it.progressFailure(),
              Optional.empty());
      case StatefulSet it ->
          new RolloutFacts.StatefulSet(
              generation,
              observed,
              it.onDelete(),
              it.partition(),
              it.replicas(),
              it.podsReady(),
              it.podsUpdated(),
              it.currentRevision(),
              it.updateRevision());
      case DaemonSet it ->
          new RolloutFacts.DaemonSet(
              generation,
              observed,
              it.onDelete(),
              it.replicas(),
              it.podsUpdated(),
              it.podsAvailable());
    };
  }
}
