package io.github.shgrotate.rotation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The end of a rotation that cannot be finished: says why, and puts the former token and templates
/// back where that is better than to leave things as they are.
final class Retreat {
  private final RotationRequest request;
  private final Workloads workloads;
  private final WayBack wayBack;
  private final Standing standing;
  private final Account account;

  Retreat(
      RotationRequest request,
      Workloads workloads,
      WayBack wayBack,
      Standing standing,
      Account account) {
    this.request = request;
    this.workloads = workloads;
    this.wayBack = wayBack;
    this.standing = standing;
    this.account = account;
  }

  /// @param stuck at least one
  Pass.Stopped stuck(Observation seen, List<Plan.Stuck> stuck) {
    for (Plan.Stuck other : stuck.subList(1, stuck.size())) {
      account.tell(new Deed.Warned(other.failure().what() + ": " + other.failure().why()));
    }
    Plan.Stuck first = stuck.getFirst();
    Failure failure = first.failure();
    return failure.reason() == Reason.ROLLOUT_FAILED || failure.reason() == Reason.TOKEN_REFUSED
        ? goBack(seen, first.workload().orElseThrow(), failure)
        : new Pass.Stopped(seen, failure);
  }

  /// @param waited how long the driver has waited
  Pass.Stopped outOfTime(Pass.Waiting waiting, Duration waited) {
    Observation seen = waiting.seen();
    WorkloadRef ref = waiting.workload();
    String where = "%s %s/%s".formatted(ref.kind().kind(), request.namespace(), ref.name());
    Optional<KeySlot> toRevoke = seen.secret().notes().keyToRevoke();
    boolean isUp =
        seen.pods().get(ref) instanceof PodsAnswer.Pods(var pods)
            && PodProof.judge(pods, seen.token()) instanceof PodProof.Proven;
    if (isUp && toRevoke.isPresent()) {
      return new Pass.Stopped(
          seen,
          new Failure(
              Reason.KEY_STILL_IN_USE,
              "The %s key was not revoked: pods still run on a token of it"
                  .formatted(toRevoke.get().wireName()),
              where,
              waiting.how(),
              "wait until they are gone, then run again"));
    }
    return goBack(
        seen,
        ref,
        new Failure(
            Reason.ROLLOUT_TIMED_OUT,
            "%s has not come up with the new token within %s"
                .formatted(ref, Words.duration(waited)),
            where,
            waiting.how(),
            "kubectl -n %s describe %s, mend it, then run again"
                .formatted(request.namespace(), ref)));
  }

  private Pass.Stopped goBack(Observation seen, WorkloadRef ref, Failure failure) {
    Map<WorkloadRef, PodsAnswer> pods = new LinkedHashMap<>(seen.pods());
    pods.put(ref, workloads.pods(seen.workload(ref)));
    PutBackRules.Verdict verdict =
        PutBackRules.judge(
            new PutBackRules.Facts(
                seen.gateway().azureTime(),
                seen.secret().notes(),
                seen.token(),
                List.copyOf(pods.values()),
                failure.reason() != Reason.ROLLOUT_TIMED_OUT,
                ProofRules.disproof(seen.proofs(ref)).isPresent(),
                hasBeenUp(seen.workload(ref))));
    Failure told = PodTroubles.added(failure, request.namespace(), ref, pods.get(ref));
    return new Pass.Stopped(
        switch (verdict) {
          case PutBackRules.Verdict.Stay(String why) -> {
            standing.aside(why);
            yield seen;
          }
          case PutBackRules.Verdict.GoBack(FormerToken former) -> putBack(seen, former);
        },
        told);
  }

  private static boolean hasBeenUp(WorkloadFacts workload) {
    return workload
        .lastRotation()
        .filter(
            last ->
                last.result() == PastRotation.Result.PROVEN
                    || last.result() == PastRotation.Result.ROLLED_OUT)
        .isPresent();
  }

  private Observation putBack(Observation seen, FormerToken former) {
    try {
      WayBack.Arrived arrived = wayBack.take(seen, former);
      standing.putBack(arrived.secret());
      account.tell(new Deed.PutBack(former, arrived.workloads()));
      standing.aside(
          arrived.workloads().isEmpty()
              ? "it was put back, as the new pods did not come up"
              : "it was put back, with the former pod templates of "
                  + Words.list(arrived.workloads()));
      return seen.withSecret(arrived.secret());
    } catch (RotationFailed e) {
      standing.aside(
          "the former token was not put back: %s: %s"
              .formatted(e.failure().what(), e.failure().why()));
      return seen;
    }
  }
}
