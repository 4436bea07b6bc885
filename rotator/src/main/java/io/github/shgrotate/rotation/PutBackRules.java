package io.github.shgrotate.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether to go back to the former token when a workload did not come up with the new one.
final class PutBackRules {
  /// With less than this the next daily run, and the rollout that it begins, would come too late.
  static final Duration LEAST_LEFT = Duration.ofHours(25);

  /// All that the decision may know.
  ///
  /// @param now Azure's time
  /// @param token the stored token
  /// @param tried the workload that did not come up
  /// @param others those that belong to the same rotation
  /// @param failed it will not come up; otherwise only the time is up
  /// @param disproved its pods that are ready do not work with the token
  record Facts(
      Instant now,
      SecretNotes notes,
      Fingerprint token,
      Asked tried,
      List<Asked> others,
      boolean failed,
      boolean disproved) {
    Facts {
      others = List.copyOf(others);
    }
  }

  /// A workload and what its pods say.
  record Asked(WorkloadFacts workload, PodsAnswer pods) {}

  /// The decision.
  sealed interface Verdict {
    record GoBack(FormerToken former) implements Verdict {}

    record Stay(String why) implements Verdict {}
  }

  private PutBackRules() {}

  static Verdict judge(Facts facts) {
    Optional<FormerToken> former = facts.notes().former();
    if (former.isEmpty()) {
      return new Verdict.Stay("there is no former token to go back to");
    }
    if (facts.notes().keyToRevoke().isPresent()) {
      return new Verdict.Stay(
          "nothing was put back, as the key of the former token is to be revoked");
    }
    if (facts.tried().workload().cameUpWith(facts.token())) {
      return new Verdict.Stay(
          "nothing was put back, as the workload has been up with token %s before: it is not what is wrong"
              .formatted(facts.token()));
    }
    Instant end = former.get().expiresAt();
    if (Duration.between(facts.now(), end).compareTo(LEAST_LEFT) < 0) {
      return new Verdict.Stay(
          "nothing was put back, as the former token %s ends at %s, too soon to go back to"
              .formatted(former.get().fingerprint(), end));
    }
    if (facts.tried().pods() instanceof PodsAnswer.NotPermitted(String permission)
        && !facts.failed()) {
      return new Verdict.Stay(
          "nothing was put back, as nobody can tell whether pods have come up without "
              + permission);
    }
    for (Asked other : facts.others()) {
      if (isUp(other, facts.token())) {
        return new Verdict.Stay(
            "nothing was put back, as %s has come up with the new token"
                .formatted(other.workload().ref()));
      }
    }
    long up = podsUp(facts.tried().pods(), facts.token());
    return up == 0 || facts.disproved()
        ? new Verdict.GoBack(former.get())
        : new Verdict.Stay(
            "nothing was put back, as %s up with the new token already"
                .formatted(Words.are(up, "pod")));
  }

  /// Once some pod runs on the new token, it is good: going back would only restart it.
  private static boolean isUp(Asked other, Fingerprint token) {
    return switch (other.pods()) {
      case PodsAnswer.NotPermitted _ ->
          other.workload().cameUpWith(token)
              || (other.workload().stamp().equals(Optional.of(token))
                  && RolloutRules.judge(other.workload().rollout()) instanceof Rollout.Complete);
      case PodsAnswer.Pods _ -> podsUp(other.pods(), token) > 0;
    };
  }

  private static long podsUp(PodsAnswer answer, Fingerprint token) {
    return switch (answer) {
      case PodsAnswer.NotPermitted _ -> 0;
      case PodsAnswer.Pods(var pods) ->
          pods.stream()
              .filter(pod -> pod.counts() && pod.ready())
              .filter(pod -> pod.stamp().equals(Optional.of(token)))
              .count();
    };
  }
}
