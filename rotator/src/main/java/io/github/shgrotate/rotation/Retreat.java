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
  private final AzureClock azureClock;

  Retreat(
      RotationRequest request,
      Workloads workloads,
      WayBack wayBack,
      Standing standing,
      Account account,
      AzureClock azureClock) {
    this.request = request;
    this.workloads = workloads;
    this.wayBack = wayBack;
    this.standing = standing;
    this.account = account;
    this.azureClock = azureClock;
  }

  /// @param stuck at least one
  Pass.Stopped stuck(Observation seen, List<Plan.Stuck> stuck) {
    // One that failed may have to go back, whatever else waits for somebody.
    Plan.Stuck first =
        stuck.stream().filter(Retreat::hasFailed).findFirst().orElse(stuck.getFirst());
    for (Plan.Stuck other : stuck) {
      if (!other.equals(first)) {
        account.tell(new Deed.Warned(other.failure().what() + ": " + other.failure().why()));
      }
    }
    return hasFailed(first)
        ? goBack(seen, first.workload().orElseThrow(), first.failure(), true)
        : new Pass.Stopped(seen, first.failure());
  }

  private static boolean hasFailed(Plan.Stuck one) {
    return one.failure().reason() == Reason.ROLLOUT_FAILED
        || one.failure().reason() == Reason.TOKEN_REFUSED;
  }

  /// @param waited how long the driver has waited
  Pass.Stopped outOfTime(Pass.Waiting waiting, Duration waited) {
    Observation seen = waiting.seen();
    WorkloadRef ref = waiting.workload();
    Optional<String> disproof = ProofRules.disproof(seen.proofs(ref));
    return switch (waiting.what()) {
      case LEAVING -> new Pass.Stopped(seen, keyStillInUse(waiting));
      case HOLD ->
          goBack(
              seen,
              ref,
              doesNotWork(
                  ref,
                  "their containers restarted again and again while they were watched for "
                      + Words.duration(waited)),
              false);
      case ROLLOUT ->
          goBack(
              seen,
              ref,
              disproof.map(how -> doesNotWork(ref, how)).orElseGet(() -> timedOut(waiting, waited)),
              false);
    };
  }

  private Failure keyStillInUse(Pass.Waiting waiting) {
    return new Failure(
        Reason.KEY_STILL_IN_USE,
        "The %s key was not revoked: pods still run on a token of it"
            .formatted(waiting.seen().secret().notes().keyToRevoke().orElseThrow().wireName()),
        where(waiting.workload()),
        waiting.how(),
        "wait until they are gone, then run again");
  }

  private Failure doesNotWork(WorkloadRef ref, String how) {
    return new Failure(
        Reason.TOKEN_REFUSED,
        "The new pods of %s are ready, but do not work".formatted(ref),
        where(ref),
        how,
        "read their logs; look at the gateway in Azure and at its configuration endpoint");
  }

  private Failure timedOut(Pass.Waiting waiting, Duration waited) {
    WorkloadRef ref = waiting.workload();
    return new Failure(
        Reason.ROLLOUT_TIMED_OUT,
        "%s has not come up with the new token within %s".formatted(ref, Words.duration(waited)),
        where(ref),
        waiting.how(),
        "kubectl -n %s describe %s, mend it, then run again".formatted(request.namespace(), ref));
  }

  private String where(WorkloadRef ref) {
    return "%s %s/%s".formatted(ref.kind().kind(), request.namespace(), ref.name());
  }

  /// @param failed it will not come up; otherwise only the time is up
  private Pass.Stopped goBack(Observation seen, WorkloadRef ref, Failure failure, boolean failed) {
    Map<WorkloadRef, PodsAnswer> pods = new LinkedHashMap<>();
    try {
      for (WorkloadRef each : request.workloads()) {
        pods.put(each, workloads.pods(seen.workload(each)));
      }
    } catch (RotationFailed e) {
      standing.aside("nothing was put back, as the pods could not be asked: " + e.failure().why());
      return new Pass.Stopped(seen, failure);
    }
    boolean disproved = failure.reason() == Reason.TOKEN_REFUSED;
    PutBackRules.Asked tried = asked(seen, pods, ref);
    PutBackRules.Verdict verdict =
        PutBackRules.judge(
            new PutBackRules.Facts(
                azureClock.now(),
                seen.secret().notes(),
                seen.token(),
                tried,
                request.workloads().stream()
                    .filter(other -> !other.equals(ref))
                    .map(other -> asked(seen, pods, other))
                    .toList(),
                failed,
                disproved));
    Failure told = PodTroubles.added(failure, request.namespace(), ref, tried.pods());
    return new Pass.Stopped(
        switch (verdict) {
          case PutBackRules.Verdict.Stay(String why) -> {
            standing.aside(why);
            yield seen;
          }
          case PutBackRules.Verdict.GoBack(FormerToken former) ->
              putBack(seen, former, disproved ? "do not work" : "did not come up");
        },
        told);
  }

  private static PutBackRules.Asked asked(
      Observation seen, Map<WorkloadRef, PodsAnswer> pods, WorkloadRef ref) {
    return new PutBackRules.Asked(
        seen.workload(ref), Optional.ofNullable(pods.get(ref)).orElseThrow());
  }

  /// @param how what the new pods do
  private Observation putBack(Observation seen, FormerToken former, String how) {
    try {
      WayBack.Arrived arrived = wayBack.take(seen, former);
      standing.putBack(arrived.secret());
      account.tell(new Deed.PutBack(former, arrived.workloads()));
      arrived
          .failures()
          .forEach(
              failure ->
                  account.tell(
                      new Deed.Warned(
                          "a pod template could not be put back (%s: %s); the next run brings its pods up on the former token"
                              .formatted(failure.what(), failure.why()))));
      standing.aside(
          "it was put back, as the new pods %s%s"
              .formatted(
                  how,
                  arrived.workloads().isEmpty()
                      ? ""
                      : ", with the former pod templates of " + Words.list(arrived.workloads())));
      return seen.withSecret(arrived.secret());
    } catch (RotationFailed e) {
      standing.aside(
          "the former token was not put back: %s: %s"
              .formatted(e.failure().what(), e.failure().why()));
      return seen;
    }
  }
}
