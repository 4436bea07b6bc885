package io.github.shgrotate.rotation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what is owed. Pure: the same observation gives the same plan.
///
/// Workloads are taken one after the other: the first is the canary, and while its pods have not
/// come up, the next is left alone on the token it has.
public final class Planner {
  private final RotationRequest request;
  private final List<Step> steps = new ArrayList<>();
  private final List<Plan.Stuck> stuck = new ArrayList<>();

  private Planner(RotationRequest request) {
    this.request = request;
  }

  public static Plan plan(RotationRequest request, Observation seen) {
    Planner planner = new Planner(request);
    planner.planAll(seen);
    return new Plan(planner.steps, planner.stuck);
  }

  private void planAll(Observation seen) {
    Optional<Renewal> due =
        RenewalChecks.due(
            new RenewalChecks.Facts(
                request.gateway(),
                request.policy(),
                seen.gateway().azureTime(),
                seen.secret(),
                seen.stored(),
                seen.atStart(),
                seen.signature(),
                seen.signer()));
    findSigner(seen, due);
    if (due.isPresent()) {
      Optional<KeySlot> toRevoke = renew(seen, due.get());
      seen.workloads().forEach(this::restart);
      revokeAfterwards(toRevoke);
      return;
    }
    Fingerprint token = seen.storedToken().orElseThrow().fingerprint();
    for (WorkloadFacts workload : seen.workloads()) {
      boolean goOn = bringUp(workload, token, seen);
      if (!goOn) {
        return;
      }
    }
    if (steps.isEmpty() && stuck.isEmpty() && request.policy().revokeOldKey()) {
      seen.secret().notes().keyToRevoke().ifPresent(key -> revoke(seen, key, token));
    }
  }

  /// Where a key is to be revoked, the stored token's must be known.
  private void findSigner(Observation seen, Optional<Renewal> due) {
    boolean matters =
        request.policy().revokeOldKey()
            && (due.isPresent() || seen.secret().notes().keyToRevoke().isPresent());
    if (matters && seen.signature().isEmpty() && seen.signer().isEmpty()) {
      seen.storedToken()
          .filter(token -> token.gatewayName().equalsIgnoreCase(request.gateway().name()))
          .filter(token -> token.expiresAt().isAfter(seen.gateway().azureTime()))
          .ifPresent(token -> steps.add(new Step.FindSigner(token)));
    }
  }

  private Optional<KeySlot> renew(Observation seen, Renewal why) {
    KeySlot key = key(seen);
    Optional<KeySlot> toRevoke = toRevoke(seen, key);
    steps.add(new Step.Renew(key, expiry(seen, key), seen.dataKey(), why, toRevoke));
    return toRevoke;
  }

  /// The key that the policy chooses, unless that one is to be revoked.
  private KeySlot key(Observation seen) {
    KeySlot chosen = request.policy().key().choose(seen.lastUsedKey()).orElseThrow();
    return seen.secret().notes().keyToRevoke().equals(Optional.of(chosen))
        ? chosen.other()
        : chosen;
  }

  private Optional<KeySlot> toRevoke(Observation seen, KeySlot next) {
    Optional<KeySlot> owed = seen.secret().notes().keyToRevoke();
    if (owed.isPresent()) {
      return owed;
    }
    // A token that stays on its key leaves no old key behind, and neither does one that is no more.
    return request.policy().revokeOldKey()
        ? signer(seen).filter(key -> key != next)
        : Optional.empty();
  }

  /// Behind a step that finds it out only a forecast is planned, and the record is good enough.
  private Optional<KeySlot> signer(Observation seen) {
    boolean isForecast = steps.stream().anyMatch(Step.FindSigner.class::isInstance);
    return isForecast ? seen.lastUsedKey().flatMap(KeySlot::of) : seen.signer();
  }

  private void revokeAfterwards(Optional<KeySlot> toRevoke) {
    if (request.policy().revokeOldKey() && stuck.isEmpty()) {
      toRevoke.map(Step.Revoke::new).ifPresent(steps::add);
    }
  }

  private void revoke(Observation seen, KeySlot key, Fingerprint token) {
    switch (RevocationRules.judge(request, seen, key, token)) {
      case RevocationRules.Verdict.Allowed() -> steps.add(new Step.Revoke(key));
      case RevocationRules.Verdict.LookForOthers() -> {
        steps.add(new Step.FindOtherReaders(key));
        steps.add(new Step.Revoke(key));
      }
      case RevocationRules.Verdict.Wait(var workload, String how) -> {
        steps.add(new Step.AwaitLeaving(workload, how));
        steps.add(new Step.Revoke(key));
      }
      case RevocationRules.Verdict.Refused(Failure failure) ->
          stuck.add(new Plan.Stuck(Optional.empty(), failure));
    }
  }

  private Instant expiry(Observation seen, KeySlot key) {
    // Azure cuts to the minute; asking for a whole one, the answer can be compared with the
    // question.
    Instant expiry =
        seen.gateway()
            .azureTime()
            .plus(request.policy().lifetime())
            .truncatedTo(ChronoUnit.MINUTES);
    // The same key and minute would give the very token that is stored: no renewal at all.
    boolean sameAgain =
        seen.storedToken().filter(token -> token.expiresAt().equals(expiry)).isPresent()
            && seen.lastUsedKey().flatMap(KeySlot::of).equals(Optional.of(key));
    return sameAgain ? expiry.minus(Duration.ofMinutes(1)) : expiry;
  }

  private void restart(WorkloadFacts workload) {
    // `kubectl rollout restart` refuses a paused one too: nothing would happen until somebody
    // resumes it.
    if (workload.rollout() instanceof RolloutFacts.Deployment deployment && deployment.paused()) {
      stuck.add(paused(workload));
      return;
    }
    steps.add(new Step.Restart(workload.ref()));
    if (request.awaitRollout()) {
      steps.add(new Step.AwaitRollout(workload.ref(), "to be restarted"));
      steps.add(new Step.AskPods(workload.ref()));
      furtherProofs(workload.ref());
    }
  }

  /// What will follow, for those who only read the plan.
  private void furtherProofs(WorkloadRef ref) {
    Proofs proofs = Proofs.NONE.beingReplaced();
    for (Optional<Step> next = ProofRules.next(request.proof(), ref, proofs);
        next.isPresent();
        next = ProofRules.next(request.proof(), ref, proofs)) {
      steps.add(next.get());
      proofs =
          switch (next.get()) {
            case Step.Hold _ -> proofs.afterHold();
            case Step.ReadLogs _ -> proofs.with(new LogsAnswer.NoRefusal(0));
            default -> proofs.with(new ProbeAnswer.Served());
          };
    }
  }

  /// Plans what one workload needs to run on the token.
  ///
  /// @return whether the next workload may be touched
  private boolean bringUp(WorkloadFacts workload, Fingerprint token, Observation seen) {
    boolean stamped = workload.stamp().filter(token::equals).isPresent();
    Rollout rollout = RolloutRules.judge(workload.rollout());
    if (!stamped) {
      restart(workload);
      return true;
    }
    if (!request.awaitRollout()) {
      return true;
    }
    return switch (rollout) {
      case Rollout.Paused() -> {
        stuck.add(paused(workload));
        yield true;
      }
      case Rollout.Failed(String why) -> {
        stuck.add(failed(workload, why));
        yield false;
      }
      case Rollout.InProgress(String how) -> {
        steps.add(new Step.AwaitRollout(workload.ref(), how));
        steps.add(new Step.AskPods(workload.ref()));
        yield true;
      }
      case Rollout.Complete() -> askPods(workload, token, seen, false);
      case Rollout.ByHand() -> askPods(workload, token, seen, true);
    };
  }

  private boolean askPods(
      WorkloadFacts workload, Fingerprint token, Observation seen, boolean byHand) {
    PodsAnswer answer = seen.pods().get(workload.ref());
    int wanted = workload.rollout().desired();
    return switch (answer) {
      case null -> {
        steps.add(new Step.AskPods(workload.ref()));
        yield true;
      }
      case PodsAnswer.NotPermitted _ -> {
        if (byHand && !allUpdated(workload.rollout())) {
          stuck.add(byHand(workload, "some pods"));
        } else if (wanted > 0) {
          // Of no pod nothing can be found out; what came of the restart stays open.
          ProofRules.withoutPods(request.proof(), workload.ref(), seen.proofs(workload.ref()))
              .ifPresentOrElse(
                  steps::add,
                  () -> concludeRollout(workload, seen, PastRotation.Result.ROLLED_OUT));
        }
        yield true;
      }
      case PodsAnswer.Pods(var pods) ->
          switch (PodProof.judge(pods, token)) {
            case PodProof.Proven(int asked, _) when asked < wanted -> {
              steps.add(
                  new Step.AwaitRollout(
                      workload.ref(), "%d of %d pods are there".formatted(asked, wanted)));
              yield true;
            }
            case PodProof.Proven(int asked, _) -> asked == 0 || proveFurther(workload, seen);
            case PodProof.NotReady(String how) -> {
              steps.add(new Step.AwaitRollout(workload.ref(), how));
              yield true;
            }
            case PodProof.OnFormerToken(var former) -> {
              String names = String.join(", ", former);
              if (byHand) {
                stuck.add(byHand(workload, names));
              } else {
                steps.add(
                    new Step.AwaitRollout(workload.ref(), "still on a former token: " + names));
              }
              yield true;
            }
          };
    };
  }

  private boolean proveFurther(WorkloadFacts workload, Observation seen) {
    Proofs proofs = seen.proofs(workload.ref());
    if (proofs.logs().orElse(null) instanceof LogsAnswer.Refusal) {
      stuck.add(refused(workload, ProofRules.disproof(proofs).orElseThrow()));
      return false;
    }
    Optional<Step> next = ProofRules.next(request.proof(), workload, proofs);
    if (next.isPresent()) {
      steps.add(next.get());
    } else {
      concludeRollout(workload, seen, PastRotation.Result.PROVEN);
    }
    return true;
  }

  private void concludeRollout(
      WorkloadFacts workload, Observation seen, PastRotation.Result result) {
    // A gateway may need a while to serve.
    ProofRules.disproof(seen.proofs(workload.ref()))
        .ifPresentOrElse(
            how -> steps.add(new Step.AwaitRollout(workload.ref(), how)),
            () -> note(workload, result));
  }

  private void note(WorkloadFacts workload, PastRotation.Result result) {
    if (workload.isOpen()) {
      steps.add(new Step.NoteResult(workload.ref(), result));
    }
  }

  private Plan.Stuck refused(WorkloadFacts workload, String why) {
    return new Plan.Stuck(
        Optional.of(workload.ref()),
        new Failure(
            Reason.TOKEN_REFUSED,
            "The new pods of %s are ready, but their token is refused".formatted(workload.ref()),
            where(workload),
            why,
            "read their logs; look at the gateway in Azure and at its configuration endpoint"));
  }

  private static boolean allUpdated(RolloutFacts facts) {
    return switch (facts) {
      // It leaves none to anybody's hands.
      case RolloutFacts.Deployment _ -> true;
      case RolloutFacts.StatefulSet s -> s.updated() >= s.desired();
      case RolloutFacts.DaemonSet s -> s.updated() >= s.desired();
    };
  }

  private Plan.Stuck paused(WorkloadFacts workload) {
    return new Plan.Stuck(
        Optional.of(workload.ref()),
        new Failure(
            Reason.WORKLOAD_PAUSED,
            "%s is paused, so its pods are not replaced".formatted(workload.ref()),
            where(workload),
            "spec.paused is true; the pods keep the token they started with until they restart",
            "kubectl -n %s rollout resume %s, then run again"
                .formatted(request.namespace(), workload.ref())));
  }

  private Plan.Stuck byHand(WorkloadFacts workload, String former) {
    return new Plan.Stuck(
        Optional.of(workload.ref()),
        new Failure(
            Reason.WORKLOAD_ON_DELETE,
            "%s leaves its pods alone until somebody deletes them".formatted(workload.ref()),
            where(workload),
            "its update strategy is OnDelete or has a partition; still on a former token: "
                + former,
            "delete those pods one by one, each when the one before is ready, or change the"
                + " strategy"));
  }

  private Plan.Stuck failed(WorkloadFacts workload, String why) {
    return new Plan.Stuck(
        Optional.of(workload.ref()),
        new Failure(
            Reason.ROLLOUT_FAILED,
            "%s did not come up with the new token".formatted(workload.ref()),
            where(workload),
            why,
            "kubectl -n %s describe %s, mend it, then run again"
                .formatted(request.namespace(), workload.ref())));
  }

  private String where(WorkloadFacts workload) {
    return "%s %s/%s"
        .formatted(workload.ref().kind().kind(), request.namespace(), workload.ref().name());
  }
}
