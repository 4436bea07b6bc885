package io.github.shgrotate.rotation;

import java.util.Optional;

/// kubectl's rules for `rollout status`, in its order: the order is what makes them right, since
/// the numbers of a status that is behind the spec say nothing.
final class RolloutRules {
  private static final Rollout NOT_SEEN =
      new Rollout.InProgress("the controller has not seen the new template yet");

  private RolloutRules() {}

  static Rollout judge(RolloutFacts facts) {
    return switch (facts) {
      // kubectl would wait for ever for a paused one; what has rolled out before the pause is
      // complete all the same.
      case RolloutFacts.Deployment deployment ->
          deployment.paused() && !(deployment(deployment) instanceof Rollout.Complete)
              ? new Rollout.Paused()
              : deployment(deployment);
      case RolloutFacts.StatefulSet set -> statefulSet(set);
      case RolloutFacts.DaemonSet set -> daemonSet(set);
    };
  }

  private static Rollout deployment(RolloutFacts.Deployment d) {
    if (d.generation() > d.observedGeneration()) {
      return NOT_SEEN;
    }
    if (d.progressFailure().isPresent()) {
      String why = d.progressFailure().get();
      return new Rollout.Failed(d.replicaFailure().map(quota -> why + " " + quota).orElse(why));
    }
    if (d.updated() < d.desired()) {
      return waiting(
          "%d of %d new pods have been made%s"
              .formatted(d.updated(), d.desired(), because(d.replicaFailure())));
    }
    if (d.replicas() > d.updated()) {
      return waiting(Words.are(d.replicas() - d.updated(), "former pod") + " still to go");
    }
    if (d.available() < d.updated()) {
      return waiting("%d of %d new pods are available".formatted(d.available(), d.updated()));
    }
    return new Rollout.Complete();
  }

  private static Rollout statefulSet(RolloutFacts.StatefulSet s) {
    if (s.observedGeneration() == 0 || s.generation() > s.observedGeneration()) {
      return NOT_SEEN;
    }
    if (s.onDelete()) {
      return new Rollout.ByHand();
    }
    if (s.ready() < s.desired()) {
      return waiting("%d of %d pods are ready".formatted(s.ready(), s.desired()));
    }
    if (s.partition() > 0) {
      int owed = Math.max(0, s.desired() - s.partition());
      return s.updated() < owed
          ? waiting("%d of %d new pods have been made (partition)".formatted(s.updated(), owed))
          : new Rollout.ByHand();
    }
    if (!s.updateRevision().equals(s.currentRevision())) {
      return waiting("%d of %d pods are new".formatted(s.updated(), s.desired()));
    }
    return new Rollout.Complete();
  }

  private static Rollout daemonSet(RolloutFacts.DaemonSet s) {
    if (s.generation() > s.observedGeneration()) {
      return NOT_SEEN;
    }
    if (s.onDelete()) {
      return new Rollout.ByHand();
    }
    if (s.updated() < s.desired()) {
      return waiting("%d of %d nodes have a new pod".formatted(s.updated(), s.desired()));
    }
    if (s.available() < s.desired()) {
      return waiting("%d of %d pods are available".formatted(s.available(), s.desired()));
    }
    return new Rollout.Complete();
  }

  private static String because(Optional<String> replicaFailure) {
    return replicaFailure.map(why -> " (" + why + ")").orElse("");
  }

  private static Rollout waiting(String how) {
    return new Rollout.InProgress(how);
  }
}
