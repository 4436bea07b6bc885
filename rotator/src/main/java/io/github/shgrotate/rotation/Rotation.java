package io.github.shgrotate.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
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

  private static final Duration TOLERATED_SKEW = Duration.ofMinutes(5);

  private final RotationRequest request;
  private final TokenIssuer issuer;
  private final TokenStore store;
  private final Workloads workloads;
  private final Journal journal;
  private final Progress progress;

  private final List<Deed> deeds = new ArrayList<>();
  private final Set<WorkloadRef> stamped = new HashSet<>();
  private Optional<SecretFacts> lastSecret = Optional.empty();
  private Optional<String> lastDataKey = Optional.empty();
  private Optional<GatewayFacts> lastGateway = Optional.empty();
  private Optional<Observation> last = Optional.empty();
  private Optional<Fingerprint> atStart = Optional.empty();
  private Optional<InHand> inHand = Optional.empty();
  private boolean renewed;
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

  public Rotation(
      RotationRequest request,
      TokenIssuer issuer,
      TokenStore store,
      Workloads workloads,
      Journal journal,
      Progress progress) {
    this.request = request;
    this.issuer = issuer;
    this.store = store;
    this.workloads = workloads;
    this.journal = journal;
    this.progress = progress;
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
    }
    Observation seen = new Observation(gateway, secret, dataKey, atStart, found, Map.of());
    last = Optional.of(seen);
    return seen;
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
        case Step.AwaitRollout(WorkloadRef ref, String how) -> {
          return new Pass.Waiting(seen, ref, how);
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
    return new Pass.Stopped(
        seen,
        failure.reason() == Reason.ROLLOUT_FAILED
            ? withTroubles(failure, seen.workload(first.workload()))
            : failure);
  }

  /// The failure to report when a driver has no more time for a workload.
  public Failure timedOut(Pass.Waiting waiting, Duration waited) {
    WorkloadRef ref = waiting.workload();
    return withTroubles(
        new Failure(
            Reason.ROLLOUT_TIMED_OUT,
            "%s has not come up with the new token within %s"
                .formatted(ref, Words.duration(waited)),
            "%s %s/%s".formatted(ref.kind().kind(), request.namespace(), ref.name()),
            waiting.how(),
            "kubectl -n %s describe %s; its rollout goes on, and the next run looks at it again"
                .formatted(request.namespace(), ref)),
        waiting.seen().workload(ref));
  }

  /// A controller only knows that pods are not available; the pods know why.
  private Failure withTroubles(Failure failure, WorkloadFacts workload) {
    if (!(workloads.pods(workload) instanceof PodsAnswer.Pods(var pods))) {
      return failure;
    }
    List<String> troubles =
        pods.stream()
            .filter(PodFacts::counts)
            .flatMap(pod -> pod.trouble().map(why -> pod.name() + ": " + why).stream())
            .limit(3)
            .toList();
    return troubles.isEmpty()
        ? failure
        : new Failure(
            failure.reason(),
            failure.what(),
            failure.where(),
            failure.why() + "; " + String.join("; ", troubles),
            failure.next(),
            failure.requestIds());
  }

  private Observation renew(Observation seen, Step.Renew step) {
    GatewayToken token = issued(seen, step);
    TokenRecord record =
        new TokenRecord(
            step.dataKey(),
            request.gateway(),
            step.key(),
            token.facts(),
            seen.gateway().azureTime());
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

  private Observation renewed(
      Observation before, SecretFacts now, TokenRecord record, Step.Renew step) {
    inHand = Optional.empty();
    atStart = Optional.empty();
    renewed = true;
    tell(new Deed.Renewed(before.storedToken(), record, step.why()));
    return before.withRenewedSecret(now);
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
    GatewayToken token = issuer.issue(request.gateway(), step.key(), step.expiry());
    IssuedTokenRules.refusal(
            request.gateway(), step.expiry(), seen.gateway().azureTime(), token.facts())
        .ifPresent(
            failure -> {
              throw failure.thrown();
            });
    inHand = Optional.of(new InHand(step, token));
    return token;
  }

  private Observation restart(Observation seen, WorkloadRef ref) {
    if (stamped.remove(ref)) {
      // It had our stamp and lost it: somebody else is at work. What they stored counts, so look at
      // everything again.
      countConflict(ref.toString());
      return observe();
    }
    Fingerprint token = seen.storedToken().orElseThrow().fingerprint();
    Instant now = seen.gateway().azureTime();
    return switch (workloads.restart(seen.workload(ref), token, now)) {
      case Workloads.Restart.Asked(WorkloadFacts asked) -> {
        stamped.add(ref);
        restarted = true;
        tell(new Deed.Restarted(ref, token, now));
        if (!request.awaitRollout()) {
          tell(new Deed.Unproven(ref, "not waited for, as asked (--no-wait)"));
        }
        yield seen.withWorkload(asked);
      }
      case Workloads.Restart.Conflict() -> {
        countConflict(ref.toString());
        yield seen.withWorkload(workloads.workload(ref));
      }
    };
  }

  private Observation askPods(Observation seen, WorkloadRef ref) {
    PodsAnswer answer = workloads.pods(seen.workload(ref));
    Fingerprint token = seen.storedToken().orElseThrow().fingerprint();
    switch (answer) {
      case PodsAnswer.Pods(var pods) -> {
        if (PodProof.judge(pods, token) instanceof PodProof.Proven(int asked, int leaving)) {
          tell(new Deed.Proven(ref, token, asked, leaving));
        }
      }
      case PodsAnswer.NotPermitted(String permission) ->
          tell(
              new Deed.Unproven(
                  ref,
                  "the rollout is complete; the pods were not asked, which needs " + permission));
    }
    return seen.withPods(ref, answer);
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
    return Standing.say(request, lastSecret, lastDataKey, lastGateway, renewed, restarted);
  }

  private void countConflict(String where) {
    conflicts++;
    if (conflicts > MOST_CONFLICTS) {
      throw new Failure(
              Reason.CONTENDED,
              "Somebody else keeps changing what this rotation is about to write",
              where,
              "%d writes in a row were refused or undone".formatted(conflicts),
              "see who writes there (kubectl get --show-managed-fields -o yaml), then run again")
          .thrown();
    }
  }

  private void tell(Deed deed) {
    deeds.add(deed);
    progress.tell(deed);
    // A run that changes nothing writes nothing, events included.
    if ((renewed || restarted) && !journalIsShut) {
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
