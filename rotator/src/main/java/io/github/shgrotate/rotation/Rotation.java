package io.github.shgrotate.rotation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One rotation: observe, plan, act, look at what came of it, plan again; over when planning finds
/// nothing.
///
/// The Secret is the journal: nothing that a later run needs is kept here. The few fields are this
/// run's own memory of what it has done, for its report and against fighting with somebody over the
/// same object.
public final class Rotation {
  /// Pods say nothing when they change, only their workload does, and not always last.
  private static final Duration ASK_PODS_AGAIN = Duration.ofSeconds(2);

  private static final Duration UNTIL_IT_CHANGES = Duration.ofDays(1);

  private static final Duration TOLERATED_SKEW = Duration.ofMinutes(5);

  private final RotationRequest request;
  private final TokenIssuer issuer;
  private final TokenStore store;
  private final Workloads workloads;
  private final Account account;
  private final Standing standing;
  private final Issuing issuing;
  private final Retreat retreat;
  private final FurtherProof furtherProof;
  private final AzureClock azureClock;
  private final Conflicts conflicts = new Conflicts();

  private final Set<WorkloadRef> stamped = new HashSet<>();
  private final Set<WorkloadRef> proven = new HashSet<>();
  private Optional<Observation> last = Optional.empty();
  private Optional<Fingerprint> atStart = Optional.empty();
  private boolean looked;
  private boolean renewed;
  private boolean hasWaited;

  /// @param probe asks the gateways for a page, where the request says so
  /// @param clock for how long something has taken; every other time is Azure's
  public Rotation(
      RotationRequest request,
      TokenIssuer issuer,
      TokenStore store,
      Workloads workloads,
      Journal journal,
      Progress progress,
      GatewayProbe probe,
      InstantSource clock) {
    this.request = request;
    this.issuer = issuer;
    this.store = store;
    this.workloads = workloads;
    this.account = new Account(journal, progress);
    this.standing = new Standing(request);
    this.issuing = new Issuing(request, issuer);
    this.azureClock = new AzureClock(clock);
    this.furtherProof = new FurtherProof(request.proof(), workloads, probe, clock);
    this.retreat =
        new Retreat(
            request,
            workloads,
            new WayBack(request, issuer, store, workloads),
            standing,
            account,
            azureClock);
  }

  /// Looks at everything, Kubernetes first: a contradiction there is found before Azure is asked.
  /// Changes nothing.
  ///
  /// Azure is asked on every run, due or not: its clock is the one that counts, a sign-in that has
  /// stopped working shows long before it matters, and a gateway that restarts while Azure is away
  /// comes up without a configuration.
  ///
  /// @throws RotationFailed when something is missing, refused or contradictory
  public Observation observe() {
    SecretFacts secret = store.secret();
    standing.secret(secret);
    List<WorkloadFacts> found = new ArrayList<>();
    for (WorkloadRef ref : request.workloads()) {
      found.add(workloads.workload(ref));
    }
    String dataKey = dataKey(secret, found);
    SecretRules.refusal(request, secret)
        .ifPresent(
            failure -> {
              throw failure.thrown();
            });
    OwnershipRules.refusal(request, secret, found)
        .ifPresent(
            failure -> {
              throw failure.thrown();
            });
    GatewayFacts gateway = issuer.gateway(request.gateway());
    azureClock.told(gateway);
    standing.gateway(gateway);
    if (!looked) {
      looked = true;
      atStart =
          secret.text(dataKey) instanceof TokenText.Whole(TokenFacts token)
              ? Optional.of(token.fingerprint())
              : Optional.empty();
      account.tell(new Deed.GatewayRead(gateway));
      warnOfSkew(gateway);
      warnOfOwners(secret, found);
    }
    Observation seen =
        Observation.of(gateway, secret, dataKey, atStart, signature(secret.text(dataKey)), found);
    last = Optional.of(seen);
    return seen;
  }

  private Optional<Observation.Signature> signature(TokenText stored) {
    return request.proof().signature() && stored instanceof TokenText.Whole(TokenFacts token)
        ? Optional.of(
            new Observation.Signature(token.fingerprint(), issuer.signer(request.gateway(), token)))
        : Optional.empty();
  }

  private String dataKey(SecretFacts secret, List<WorkloadFacts> found) {
    return switch (DataKey.choose(request, secret, found)) {
      case DataKey.Choice.Contradiction(Failure failure) -> throw failure.thrown();
      case DataKey.Choice.Found(String dataKey, var warnings) -> {
        if (!looked) {
          warnings.forEach(warning -> account.tell(new Deed.Warned(warning)));
        }
        standing.dataKey(dataKey);
        yield dataKey;
      }
    };
  }

  private void warnOfSkew(GatewayFacts gateway) {
    Duration ahead = gateway.localClockAhead();
    if (ahead.abs().compareTo(TOLERATED_SKEW) > 0) {
      account.tell(
          new Deed.Warned(
              "this machine's clock is %s %s Azure's; all times here are Azure's"
                  .formatted(Words.duration(ahead), ahead.isNegative() ? "behind" : "ahead of")));
    }
  }

  private void warnOfOwners(SecretFacts secret, List<WorkloadFacts> found) {
    OwnershipRules.findings(request, secret, found)
        .forEach(finding -> account.tell(new Deed.Warned(finding)));
  }

  /// Does what is owed, as far as it can be done without waiting. Never sleeps.
  ///
  /// @throws RotationFailed when Azure or Kubernetes fails it
  public Pass advance(Observation start) {
    Observation seen = start;
    while (true) {
      last = Optional.of(seen);
      Plan plan = Planner.plan(request, seen);
      if (plan.steps().isEmpty()) {
        return plan.stuck().isEmpty()
            ? new Pass.Converged(seen)
            : stopped(retreat.stuck(seen, plan.stuck()));
      }
      switch (plan.steps().getFirst()) {
        case Step.Renew step -> seen = renew(seen, step);
        case Step.Restart(WorkloadRef ref) -> seen = restart(seen, ref);
        case Step.AskPods(WorkloadRef ref) -> seen = askPods(seen, ref);
        case Step.NoteResult(WorkloadRef ref, var result) -> seen = noteResult(seen, ref, result);
        case Step.FindOtherReaders _ ->
            seen = seen.withReaders(workloads.readers(request.secretName()));
        case Step.Revoke(KeySlot key) -> seen = revoke(seen, key);
        case Step.FindSigner(TokenFacts token) -> seen = findSigner(seen, token);
        case Step.AwaitRollout(WorkloadRef ref, String how) -> {
          // A workload that is up but does not serve stays the one that was found out about.
          boolean isDisproved = ProofRules.disproof(seen.proofs(ref)).isPresent();
          return waiting(
              isDisproved ? seen : seen.withProofs(ref, seen.proofs(ref).beingReplaced()),
              ref,
              Pass.WaitingFor.ROLLOUT,
              how,
              seen.pods().containsKey(ref) ? ASK_PODS_AGAIN : UNTIL_IT_CHANGES);
        }
        case Step.AwaitLeaving(WorkloadRef ref, String how) -> {
          return waiting(seen, ref, Pass.WaitingFor.LEAVING, how, ASK_PODS_AGAIN);
        }
        case Step.Hold(WorkloadRef ref, Duration length) -> {
          Proofs proofs = furtherProof.hold(seen.proofs(ref), pods(seen, ref));
          seen = seen.withProofs(ref, proofs);
          if (!proofs.held()) {
            Duration left = furtherProof.left(proofs);
            return waiting(
                seen,
                ref,
                Pass.WaitingFor.HOLD,
                "all pods are new and ready; watched for %s that no container restarts"
                    .formatted(Words.duration(length)),
                left.compareTo(FurtherProof.LOOK_EVERY) < 0 ? left : FurtherProof.LOOK_EVERY);
          }
          concluded(seen, ref);
        }
        case Step.ReadLogs(WorkloadRef ref) -> {
          LogsAnswer answer = furtherProof.logs(seen.workload(ref), pods(seen, ref));
          if (answer instanceof LogsAnswer.Unreadable(String why)) {
            account.tell(new Deed.Unproven(ref, "the logs of its pods could not be read: " + why));
          }
          seen = seen.withProofs(ref, seen.proofs(ref).with(answer));
          concluded(seen, ref);
        }
        case Step.Probe(WorkloadRef ref, String url) -> {
          ProbeAnswer answer = furtherProof.probe(url, pods(seen, ref));
          seen = seen.withProofs(ref, seen.proofs(ref).with(answer));
          concluded(seen, ref);
        }
      }
    }
  }

  /// To be called by a driver that has no more time for a workload.
  ///
  /// @param waited how long it has waited
  /// @throws RotationFailed when Kubernetes cannot be asked what is wrong
  public Pass.Stopped giveUp(Pass.Waiting waiting, Duration waited) {
    return stopped(retreat.outOfTime(waiting, waited));
  }

  private Pass.Stopped stopped(Pass.Stopped pass) {
    last = Optional.of(pass.seen());
    return pass;
  }

  private Pass.Waiting waiting(
      Observation seen, WorkloadRef ref, Pass.WaitingFor what, String how, Duration atMost) {
    hasWaited = true;
    return new Pass.Waiting(seen, ref, what, how, atMost);
  }

  private Observation findSigner(Observation seen, TokenFacts token) {
    KeySlot guess = seen.lastUsedKey().flatMap(KeySlot::of).orElse(KeySlot.PRIMARY);
    return seen.withSignature(
        new Observation.Signature(token.fingerprint(), issuing.signer(token, guess)));
  }

  private Observation renew(Observation seen, Step.Renew step) {
    if (renewed) {
      // One correction a run: whoever writes over it again would do so for ever.
      throw Conflicts.contended(request.secretPath(), "what this run has stored was replaced")
          .thrown();
    }
    GatewayToken token = issuing.token(seen, step);
    TokenRecord record =
        new TokenRecord(
            step.dataKey(),
            request.gateway(),
            step.key(),
            token.facts(),
            seen.gateway().azureTime(),
            former(seen),
            step.toRevoke());
    return switch (store.store(seen.secret(), token, record)) {
      case TokenStore.Written.Stored(SecretFacts now) -> renewed(seen, now, record, step);
      case TokenStore.Written.Conflict() -> {
        conflicts.refused(request.secretPath());
        SecretFacts now = store.secret();
        standing.secret(now);
        boolean ours = now.text(step.dataKey()).equals(new TokenText.Whole(token.facts()));
        if (ours) {
          // The write had its effect and only its answer was lost, or somebody stored the same
          // token.
          yield renewed(seen, now, record, step);
        }
        yield holding(seen, now);
      }
    };
  }

  /// What to go back to: nothing, when it has ended or is another gateway's. A token that a run has
  /// stored and no workload has come up with is passed over for the one before it.
  private Optional<FormerToken> former(Observation seen) {
    Optional<FormerToken> before = seen.secret().notes().former();
    if (before.isPresent() && hasNeverComeUp(seen)) {
      return before.filter(token -> token.expiresAt().isAfter(seen.gateway().azureTime()));
    }
    return seen.storedToken()
        .filter(token -> token.gatewayName().equalsIgnoreCase(request.gateway().name()))
        .filter(token -> token.expiresAt().isAfter(seen.gateway().azureTime()))
        .map(
            token ->
                new FormerToken(
                    token.fingerprint(),
                    seen.secret().lastUsedKey().flatMap(KeySlot::of),
                    token.expiresAt()));
  }

  private static boolean hasNeverComeUp(Observation seen) {
    return !seen.workloads().isEmpty()
        && seen.storedToken()
            .map(TokenFacts::fingerprint)
            .filter(token -> seen.secret().recordedToken().equals(Optional.of(token)))
            .filter(token -> seen.workloads().stream().noneMatch(it -> it.cameUpWith(token)))
            .isPresent();
  }

  /// The Secret again, if somebody else has written it since it was looked at.
  private Optional<Observation> changedMeanwhile(Observation seen) {
    hasWaited = false;
    SecretFacts now = store.secret();
    standing.secret(now);
    return now.resourceVersion().equals(seen.secret().resourceVersion())
        ? Optional.empty()
        : Optional.of(holding(seen, now));
  }

  /// The same with the Secret as somebody else has left it: where signatures are proven, that
  /// token's is.
  private Observation holding(Observation seen, SecretFacts now) {
    Observation changed = seen.withSecret(now);
    return signature(changed.stored()).map(changed::withSignature).orElse(changed);
  }

  private Observation revoke(Observation seen, KeySlot key) {
    // This cannot be undone, and pods that began on what somebody else has stored would be cut off.
    Optional<Observation> changed = changedMeanwhile(seen);
    if (changed.isPresent()) {
      conflicts.refused(request.secretPath());
      return changed.get();
    }
    issuer.regenerate(request.gateway(), key);
    standing.aside("the %s key was revoked".formatted(key.wireName()));
    account.tell(new Deed.Revoked(key));
    // Killed here, the next run makes the same key anew once more, which harms nobody.
    SecretFacts now = seen.secret();
    while (now.notes().keyToRevoke().equals(Optional.of(key))
        && store.revoked(now) instanceof TokenStore.Written.Conflict) {
      conflicts.refused(request.secretPath());
      now = store.secret();
    }
    if (!renewed && request.policy().renewBefore().isEmpty()) {
      account.tell(new Deed.Warned(onlyFinished(key)));
    }
    atStart = Optional.empty();
    proven.clear();
    // Proven again from the beginning: if something has changed meanwhile, it shows.
    return observe();
  }

  private static String onlyFinished(KeySlot key) {
    return ("the revocation of the %s key, which was begun before, is finished; the token in use is"
            + " of the %s key and stays good: if it has leaked, run again")
        .formatted(key.wireName(), key.other().wireName());
  }

  private Observation renewed(
      Observation before, SecretFacts now, TokenRecord record, Step.Renew step) {
    issuing.stored();
    conflicts.written(request.secretPath());
    atStart = Optional.empty();
    renewed = true;
    standing.renewed(now);
    account.tell(new Deed.Renewed(before.storedToken(), record, step.why()));
    return before.withRenewedSecret(now);
  }

  private Observation restart(Observation seen, WorkloadRef ref) {
    if (stamped.remove(ref)) {
      // It had our stamp and lost it: somebody else is at work. What they stored counts, so look at
      // everything again.
      conflicts.undone(ref.toString());
      return observe();
    }
    if (hasWaited) {
      // Other pods came up for minutes, and the Secret is not ours alone.
      Optional<Observation> changed = changedMeanwhile(seen);
      if (changed.isPresent()) {
        return changed.get();
      }
    }
    TokenFacts stored = seen.storedToken().orElseThrow();
    Fingerprint token = stored.fingerprint();
    Instant now = azureClock.now();
    PastRotation rotation =
        new PastRotation(
            now,
            seen.lastUsedKey().flatMap(KeySlot::of),
            token,
            stored.expiresAt(),
            PastRotation.Result.RESTARTED);
    return switch (workloads.restart(seen.workload(ref), rotation)) {
      case Workloads.Restart.Asked(WorkloadFacts asked) -> restarted(seen, asked, token, now);
      case Workloads.Restart.Conflict() -> {
        conflicts.refused(ref.toString());
        WorkloadFacts found = workloads.workload(ref);
        // The write had its effect and only its answer was lost, or somebody did the same.
        boolean ours = found.stamp().equals(Optional.of(token));
        yield ours ? restarted(seen, found, token, now) : seen.withWorkload(found);
      }
    };
  }

  private Observation restarted(
      Observation seen, WorkloadFacts asked, Fingerprint token, Instant now) {
    WorkloadRef ref = asked.ref();
    stamped.add(ref);
    conflicts.written(ref.toString());
    standing.restarted(ref);
    proven.remove(ref);
    account.tell(new Deed.Restarted(ref, token, now));
    if (!request.awaitRollout()) {
      account.remark(new Deed.Unproven(ref, "not waited for, as asked (--no-wait)"));
    }
    return seen.withWorkload(asked).withProofs(ref, Proofs.NONE.beingReplaced());
  }

  private Observation noteResult(Observation seen, WorkloadRef ref, PastRotation.Result result) {
    return switch (workloads.noteResult(seen.workload(ref), result)) {
      case Workloads.Restart.Asked(WorkloadFacts now) ->
          seen.withNotedWorkload(seen.workload(ref).noted(now));
      case Workloads.Restart.Conflict() -> {
        conflicts.refused(ref.toString());
        yield seen.withWorkload(workloads.workload(ref));
      }
    };
  }

  private Observation askPods(Observation seen, WorkloadRef ref) {
    PodsAnswer answer = workloads.pods(seen.workload(ref));
    switch (answer) {
      case PodsAnswer.Pods _ -> {
        Observation now = seen.withPods(ref, answer);
        concluded(now, ref);
        return now;
      }
      case PodsAnswer.NotPermitted(String permission) -> {
        List<String> leftOut = ProofRules.leftOut(request.proof());
        account.tell(
            new Deed.Unproven(
                ref,
                "the rollout is complete; the pods were not asked%s, which needs %s"
                    .formatted(
                        leftOut.isEmpty() ? "" : ", nor is there " + Words.list(leftOut),
                        permission)));
      }
    }
    return seen.withPods(ref, answer);
  }

  private static List<PodFacts> pods(Observation seen, WorkloadRef ref) {
    return seen.pods().get(ref) instanceof PodsAnswer.Pods(var pods) ? pods : List.of();
  }

  /// Tells once that a workload is proven: when everything that was asked for has been found out.
  private void concluded(Observation seen, WorkloadRef ref) {
    Proofs proofs = seen.proofs(ref);
    Fingerprint token = seen.token();
    boolean complete =
        ProofRules.next(request.proof(), seen.workload(ref), proofs).isEmpty()
            && ProofRules.disproof(proofs).isEmpty();
    if (complete
        && PodProof.judge(pods(seen, ref), token) instanceof PodProof.Proven(int asked, int leaving)
        && proven.add(ref)) {
      standing.proven(ref);
      account.tell(
          asked > 0
              ? new Deed.Proven(ref, token, asked, leaving, furtherProof.found(proofs))
              : new Deed.Unproven(ref, "it has no pod that could be asked"));
    }
  }

  public RotationRequest request() {
    return request;
  }

  /// What was seen last, if there was an observation at all.
  public Optional<Observation> lastSeen() {
    return last;
  }

  /// What has been done and found so far, in order.
  public List<Deed> deeds() {
    return account.deeds();
  }

  /// What still holds if the rotation ends here: which token the gateway has, until when, and what
  /// was changed.
  public String standing() {
    return standing.say();
  }
}
