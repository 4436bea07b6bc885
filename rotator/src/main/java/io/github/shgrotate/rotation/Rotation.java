package io.github.shgrotate.rotation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One rotation: observe, plan, act, look at what came of it, plan again; over when planning finds
/// nothing.
///
/// The Secret is the journal: nothing that a later run needs is kept here. The few fields are this
/// run's own memory of what it has done, for its report and against fighting with somebody over the
/// same object.
public final class Rotation {
  /// After so many refused or undone writes somebody else is at work on the same objects; the next
  /// run may have it easier.
  private static final int MOST_CONFLICTS = 5;

  /// Pods say nothing when they change, only their workload does, and not always last.
  private static final Duration ASK_PODS_AGAIN = Duration.ofSeconds(2);

  private static final Duration UNTIL_IT_CHANGES = Duration.ofDays(1);

  private static final Duration TOLERATED_SKEW = Duration.ofMinutes(5);

  private final RotationRequest request;
  private final TokenIssuer issuer;
  private final TokenStore store;
  private final Workloads workloads;
  private final Journal journal;
  private final Progress progress;
  private final WayBack wayBack;
  private final FurtherProof furtherProof;

  private final List<Deed> deeds = new ArrayList<>();
  private final Set<WorkloadRef> stamped = new HashSet<>();
  private final Set<WorkloadRef> proven = new HashSet<>();
  private Optional<SecretFacts> lastSecret = Optional.empty();
  private Optional<String> lastDataKey = Optional.empty();
  private Optional<GatewayFacts> lastGateway = Optional.empty();
  private Optional<Observation> last = Optional.empty();
  private Optional<Fingerprint> atStart = Optional.empty();
  private Optional<InHand> inHand = Optional.empty();
  private Optional<String> aside = Optional.empty();
  private boolean renewed;
  private boolean holdsNew;
  private boolean revoked;
  private boolean restarted;
  private int conflicts;
  private boolean journalIsShut;

  /// A token that Azure has issued and that is not stored yet; a class, as it is secret.
  private static final class InHand {
    final Step.Renew step;
    final GatewayToken token;

    InHand(Step.Renew step, GatewayToken token) {
      this.step = step;
      this.token = token;
    }
  }

  /// @param probe asks the gateways for a page, where the request says so
  /// @param clock for how long pods are watched; every other time is Azure's
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
    this.journal = journal;
    this.progress = progress;
    this.furtherProof = new FurtherProof(request.proof(), workloads, probe, clock);
    this.wayBack = new WayBack(request, issuer, store, workloads);
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
    lastSecret = Optional.of(secret);
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
    boolean firstLook = lastGateway.isEmpty();
    lastGateway = Optional.of(gateway);
    if (firstLook) {
      atStart =
          secret.text(dataKey) instanceof TokenText.Whole(TokenFacts token)
              ? Optional.of(token.fingerprint())
              : Optional.empty();
      tell(new Deed.GatewayRead(gateway));
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
        if (lastDataKey.isEmpty()) {
          warnings.forEach(warning -> tell(new Deed.Warned(warning)));
        }
        lastDataKey = Optional.of(dataKey);
        yield dataKey;
      }
    };
  }

  private void warnOfSkew(GatewayFacts gateway) {
    Duration ahead = gateway.localClockAhead();
    if (ahead.abs().compareTo(TOLERATED_SKEW) > 0) {
      tell(
          new Deed.Warned(
              "this machine's clock is %s %s Azure's; all times here are Azure's"
                  .formatted(Words.duration(ahead), ahead.isNegative() ? "behind" : "ahead of")));
    }
  }

  private void warnOfOwners(SecretFacts secret, List<WorkloadFacts> found) {
    OwnershipRules.findings(request, secret, found)
        .forEach(finding -> tell(new Deed.Warned(finding)));
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
        return plan.stuck().isEmpty() ? new Pass.Converged(seen) : stopped(seen, plan.stuck());
      }
      switch (plan.steps().getFirst()) {
        case Step.Renew step -> seen = renew(seen, step);
        case Step.Restart(WorkloadRef ref) -> seen = restart(seen, ref);
        case Step.AskPods(WorkloadRef ref) -> seen = askPods(seen, ref);
        case Step.NoteResult(WorkloadRef ref, var result) -> seen = noteResult(seen, ref, result);
        case Step.FindOtherReaders _ ->
            seen = seen.withReaders(workloads.readers(request.secretName()));
        case Step.Revoke(KeySlot key) -> seen = revoke(seen, key);
        case Step.AwaitRollout(WorkloadRef ref, String how) -> {
          // A workload that is up but does not serve stays the one that was found out about.
          boolean isUp = ProofRules.disproof(seen.proofs(ref)).isPresent();
          return new Pass.Waiting(
              isUp ? seen : seen.withProofs(ref, seen.proofs(ref).beingReplaced()),
              ref,
              how,
              seen.pods().containsKey(ref) ? ASK_PODS_AGAIN : UNTIL_IT_CHANGES);
        }
        case Step.Hold(WorkloadRef ref, Duration length) -> {
          Proofs proofs = furtherProof.hold(seen.proofs(ref), pods(seen, ref));
          seen = seen.withProofs(ref, proofs);
          if (!proofs.held()) {
            Duration left = furtherProof.left(proofs);
            return new Pass.Waiting(
                seen,
                ref,
                "all pods are new and ready; watched for %s that no container restarts"
                    .formatted(Words.duration(length)),
                left.compareTo(FurtherProof.LOOK_EVERY) < 0 ? left : FurtherProof.LOOK_EVERY);
          }
          concluded(seen, ref);
        }
        case Step.ReadLogs(WorkloadRef ref) -> {
          LogsAnswer answer = furtherProof.logs(seen.workload(ref), pods(seen, ref));
          if (answer instanceof LogsAnswer.Unreadable(String why)) {
            tell(new Deed.Unproven(ref, "the logs of its pods could not be read: " + why));
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

  private Pass stopped(Observation seen, List<Plan.Stuck> stuck) {
    for (Plan.Stuck other : stuck.subList(1, stuck.size())) {
      tell(new Deed.Warned(other.failure().what() + ": " + other.failure().why()));
    }
    Plan.Stuck first = stuck.getFirst();
    Failure failure = first.failure();
    return failure.reason() == Reason.ROLLOUT_FAILED || failure.reason() == Reason.TOKEN_REFUSED
        ? goBack(seen, first.workload().orElseThrow(), failure)
        : new Pass.Stopped(seen, failure);
  }

  /// To be called by a driver that has no more time for a workload.
  ///
  /// @param waited how long it has waited
  /// @throws RotationFailed when Kubernetes cannot be asked what is wrong
  public Pass.Stopped giveUp(Pass.Waiting waiting, Duration waited) {
    Observation seen = waiting.seen();
    WorkloadRef ref = waiting.workload();
    String where = "%s %s/%s".formatted(ref.kind().kind(), request.namespace(), ref.name());
    Optional<KeySlot> toRevoke = seen.secret().notes().keyToRevoke();
    boolean isUp =
        seen.pods().get(ref) instanceof PodsAnswer.Pods(var pods)
            && PodProof.judge(pods, token(seen)) instanceof PodProof.Proven;
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

  /// Puts the former token and templates back, where that is better than to leave things as they
  /// are.
  private Pass.Stopped goBack(Observation seen, WorkloadRef ref, Failure failure) {
    Map<WorkloadRef, PodsAnswer> pods = new LinkedHashMap<>(seen.pods());
    pods.put(ref, workloads.pods(seen.workload(ref)));
    PutBackRules.Verdict verdict =
        PutBackRules.judge(
            new PutBackRules.Facts(
                seen.gateway().azureTime(),
                seen.secret().notes(),
                token(seen),
                List.copyOf(pods.values()),
                failure.reason() != Reason.ROLLOUT_TIMED_OUT,
                ProofRules.disproof(seen.proofs(ref)).isPresent()));
    Failure told = PodTroubles.added(failure, request.namespace(), ref, pods.get(ref));
    return new Pass.Stopped(
        switch (verdict) {
          case PutBackRules.Verdict.Stay(String why) -> {
            aside = Optional.of(why);
            yield seen;
          }
          case PutBackRules.Verdict.GoBack(FormerToken former) -> putBack(seen, former);
        },
        told);
  }

  private Observation putBack(Observation seen, FormerToken former) {
    try {
      WayBack.Arrived arrived = wayBack.take(seen, former);
      lastSecret = Optional.of(arrived.secret());
      holdsNew = false;
      tell(new Deed.PutBack(former, arrived.workloads()));
      aside =
          Optional.of(
              arrived.workloads().isEmpty()
                  ? "it was put back, as the new pods did not come up"
                  : "it was put back, with the former pod templates of "
                      + Words.list(arrived.workloads()));
      return seen.withSecret(arrived.secret());
    } catch (RotationFailed e) {
      aside =
          Optional.of(
              "the former token was not put back: %s: %s"
                  .formatted(e.failure().what(), e.failure().why()));
      return seen;
    }
  }

  private static Fingerprint token(Observation seen) {
    return seen.storedToken().orElseThrow().fingerprint();
  }

  private Observation renew(Observation seen, Step.Renew step) {
    if (renewed) {
      // One correction a run: whoever writes over it again would do so for ever.
      throw contended(request.secretPath(), "what this run has stored was replaced").thrown();
    }
    GatewayToken token = issued(seen, step);
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
      case TokenStore.Written.Stored(SecretFacts now) -> {
        inHand = Optional.empty();
        lastSecret = Optional.of(now);
        yield renewed(seen, now, record, step);
      }
      case TokenStore.Written.Conflict() -> {
        countConflict(request.secretPath());
        SecretFacts now = store.secret();
        lastSecret = Optional.of(now);
        boolean ours = now.text(step.dataKey()).equals(new TokenText.Whole(token.facts()));
        if (ours) {
          // The write had its effect and only its answer was lost, or somebody stored the same
          // token.
          yield renewed(seen, now, record, step);
        }
        yield seen.withSecret(now);
      }
    };
  }

  /// What to go back to: nothing, when it has ended or is another gateway's.
  private Optional<FormerToken> former(Observation seen) {
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

  private Observation revoke(Observation seen, KeySlot key) {
    issuer.regenerate(request.gateway(), key);
    revoked = true;
    aside = Optional.of("the %s key was revoked".formatted(key.wireName()));
    tell(new Deed.Revoked(key));
    // Killed here, the next run makes the same key anew once more, which harms nobody.
    SecretFacts now = seen.secret();
    while (store.revoked(now) instanceof TokenStore.Written.Conflict) {
      countConflict(request.secretPath());
      now = store.secret();
    }
    atStart = Optional.empty();
    proven.clear();
    // Proven again from the beginning: if something has changed meanwhile, it shows.
    return observe();
  }

  private Observation renewed(
      Observation before, SecretFacts now, TokenRecord record, Step.Renew step) {
    inHand = Optional.empty();
    atStart = Optional.empty();
    renewed = true;
    holdsNew = true;
    tell(new Deed.Renewed(before.storedToken(), record, step.why()));
    return before.withRenewedSecret(
        now,
        request.proof().signature()
            ? Optional.of(
                new Observation.Signature(record.token().fingerprint(), Optional.of(record.key())))
            : Optional.empty());
  }

  /// Asks Azure once, also when the Secret has to be looked at again before the token can be
  /// stored.
  private GatewayToken issued(Observation seen, Step.Renew step) {
    Optional<GatewayToken> waiting =
        inHand
            .filter(held -> held.step.key() == step.key())
            .filter(held -> held.step.expiry().equals(step.expiry()))
            .map(held -> held.token);
    if (waiting.isPresent()) {
      return waiting.get();
    }
    GatewayToken token = issued(seen, step, step.expiry());
    // The same key and minute give the same token. A template that is stamped with one that the
    // Secret does not hold was left behind by a run that was killed while it put things back: its
    // pods may have started with another token, so that stamp would prove nothing.
    for (int minutes = 1; isStampedAlready(seen, token); minutes++) {
      token = issued(seen, step, step.expiry().minus(Duration.ofMinutes(minutes)));
    }
    inHand = Optional.of(new InHand(step, token));
    return token;
  }

  private GatewayToken issued(Observation seen, Step.Renew step, Instant expiry) {
    GatewayToken token = issuer.issue(request.gateway(), step.key(), expiry);
    IssuedTokenRules.refusal(request.gateway(), expiry, seen.gateway().azureTime(), token.facts())
        .ifPresent(
            failure -> {
              throw failure.thrown();
            });
    if (request.proof().signature()) {
      signedAsAsked(step, token);
    }
    return token;
  }

  private static boolean isStampedAlready(Observation seen, GatewayToken token) {
    Optional<Fingerprint> fingerprint = Optional.of(token.facts().fingerprint());
    return seen.workloads().stream().anyMatch(workload -> workload.stamp().equals(fingerprint));
  }

  private void signedAsAsked(Step.Renew step, GatewayToken token) {
    Optional<KeySlot> signer = issuer.signer(request.gateway(), token.facts());
    if (!signer.equals(Optional.of(step.key()))) {
      throw new Failure(
              Reason.TOKEN_REJECTED,
              "Azure answered with a token that is not the one asked for",
              request.gateway().resourceId(),
              signer
                  .map(key -> "the %s key signed it".formatted(key.wireName()))
                  .orElse("neither key of the gateway signed it"),
              "run again; if it stays so, report it with the request ids of --debug")
          .thrown();
    }
  }

  private Observation restart(Observation seen, WorkloadRef ref) {
    if (stamped.remove(ref)) {
      // It had our stamp and lost it: somebody else is at work. What they stored counts, so look at
      // everything again.
      countConflict(ref.toString());
      return observe();
    }
    TokenFacts stored = seen.storedToken().orElseThrow();
    Fingerprint token = stored.fingerprint();
    Instant now = seen.gateway().azureTime();
    PastRotation rotation =
        new PastRotation(
            now,
            seen.lastUsedKey().flatMap(KeySlot::of),
            token,
            stored.expiresAt(),
            PastRotation.Result.RESTARTED);
    return switch (workloads.restart(seen.workload(ref), rotation)) {
      case Workloads.Restart.Asked(WorkloadFacts asked) -> {
        stamped.add(ref);
        restarted = true;
        proven.remove(ref);
        tell(new Deed.Restarted(ref, token, now));
        if (!request.awaitRollout()) {
          tell(new Deed.Unproven(ref, "not waited for, as asked (--no-wait)"));
        }
        yield seen.withWorkload(asked).withProofs(ref, Proofs.NONE.beingReplaced());
      }
      case Workloads.Restart.Conflict() -> {
        countConflict(ref.toString());
        yield seen.withWorkload(workloads.workload(ref));
      }
    };
  }

  private Observation noteResult(Observation seen, WorkloadRef ref, PastRotation.Result result) {
    return switch (workloads.noteResult(seen.workload(ref), result)) {
      case Workloads.Restart.Asked(WorkloadFacts now) ->
          seen.withNotedWorkload(seen.workload(ref).noted(now));
      case Workloads.Restart.Conflict() -> {
        countConflict(ref.toString());
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
      case PodsAnswer.NotPermitted(String permission) ->
          tell(
              new Deed.Unproven(
                  ref,
                  "the rollout is complete; the pods were not asked, which needs " + permission));
    }
    return seen.withPods(ref, answer);
  }

  private static List<PodFacts> pods(Observation seen, WorkloadRef ref) {
    return seen.pods().get(ref) instanceof PodsAnswer.Pods(var pods) ? pods : List.of();
  }

  /// Tells once that a workload is proven: when everything that was asked for has been found out.
  private void concluded(Observation seen, WorkloadRef ref) {
    Proofs proofs = seen.proofs(ref);
    Fingerprint token = token(seen);
    boolean complete =
        ProofRules.next(request.proof(), ref, proofs).isEmpty()
            && ProofRules.disproof(proofs).isEmpty();
    if (complete
        && PodProof.judge(pods(seen, ref), token) instanceof PodProof.Proven(int asked, int leaving)
        && proven.add(ref)) {
      tell(new Deed.Proven(ref, token, asked, leaving, furtherProof.found(proofs)));
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
    return List.copyOf(deeds);
  }

  /// What still holds if the rotation ends here: which token the gateway has, until when, and what
  /// was changed.
  public String standing() {
    return Standing.say(request, lastSecret, lastDataKey, lastGateway, holdsNew, restarted, aside);
  }

  private void countConflict(String where) {
    conflicts++;
    if (conflicts > MOST_CONFLICTS) {
      throw contended(where, "%d writes in a row were refused or undone".formatted(conflicts))
          .thrown();
    }
  }

  private static Failure contended(String where, String why) {
    return new Failure(
        Reason.CONTENDED,
        "Somebody else keeps changing what this rotation is about to write",
        where,
        why,
        "see who writes there (kubectl get --show-managed-fields -o yaml), then run again");
  }

  private void tell(Deed deed) {
    deeds.add(deed);
    progress.tell(deed);
    // A run that changes nothing writes nothing, events included.
    if ((renewed || restarted || revoked) && !journalIsShut) {
      journal
          .record(deed)
          .ifPresent(
              why -> {
                journalIsShut = true;
                tell(new Deed.Warned("no Kubernetes events were recorded: " + why));
              });
    }
  }
}
