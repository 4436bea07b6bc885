package io.github.shgrotate.rotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Goes back to the former token: first the Secret, in one write, then the pod templates. Killed in
/// between, the next run finds the former token in the Secret and brings the rest up on it.
final class WayBack {
  private final RotationRequest request;
  private final TokenIssuer issuer;
  private final TokenStore store;
  private final Workloads workloads;

  /// Where it has led.
  ///
  /// @param workloads whose templates are the former ones again
  /// @param failures why others are not
  record Arrived(SecretFacts secret, List<WorkloadRef> workloads, List<Failure> failures) {
    Arrived {
      workloads = List.copyOf(workloads);
      failures = List.copyOf(failures);
    }
  }

  WayBack(RotationRequest request, TokenIssuer issuer, TokenStore store, Workloads workloads) {
    this.request = request;
    this.issuer = issuer;
    this.store = store;
    this.workloads = workloads;
  }

  /// @throws RotationFailed when the former token cannot be had again, or somebody else is at work
  Arrived take(Observation seen, FormerToken former) {
    Fingerprint failed = seen.storedToken().orElseThrow().fingerprint();
    KeySlot key = former.key().orElse(KeySlot.PRIMARY);
    GatewayToken first = issuer.issue(request.gateway(), key, former.expiresAt());
    boolean same = first.facts().fingerprint().equals(former.fingerprint());
    // Who stored the former one may not have noted its key.
    GatewayToken token =
        same ? first : issuer.issue(request.gateway(), key.other(), former.expiresAt());
    if (!token.facts().fingerprint().equals(former.fingerprint())) {
      throw notTheSame(former).thrown();
    }
    TokenRecord record =
        new TokenRecord(
            seen.dataKey(),
            request.gateway(),
            same ? key : key.other(),
            token.facts(),
            seen.gateway().azureTime());
    SecretFacts secret =
        switch (store.store(seen.secret(), token, record)) {
          case TokenStore.Written.Stored(SecretFacts now) -> now;
          case TokenStore.Written.Conflict() -> storedAllTheSame(seen, token);
        };
    List<WorkloadRef> back = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (WorkloadRef ref : request.workloads()) {
      try {
        if (putBack(workloads.workload(ref), failed)) {
          back.add(ref);
        }
      } catch (RotationFailed e) {
        // The Secret holds the former token, whatever becomes of this one: the others are next.
        failures.add(e.failure());
      }
    }
    return new Arrived(secret, back, failures);
  }

  /// The Secret as it is, if only the answer was lost.
  private SecretFacts storedAllTheSame(Observation seen, GatewayToken token) {
    SecretFacts now = store.secret();
    if (!now.text(seen.dataKey()).equals(new TokenText.Whole(token.facts()))) {
      throw changedMeanwhile().thrown();
    }
    return now;
  }

  private boolean putBack(WorkloadFacts workload, Fingerprint failed) {
    boolean ours = workload.stamp().equals(Optional.of(failed)) && workload.former().isPresent();
    // A conflict means that somebody is mending it: theirs counts, and the next run looks at it.
    return ours && workloads.putBack(workload) instanceof Workloads.Restart.Asked;
  }

  private Failure notTheSame(FormerToken former) {
    return new Failure(
        Reason.TOKEN_REJECTED,
        "The former token cannot be had again",
        request.gateway().resourceId(),
        "Azure signs another one than %s for the same minute: its key was made anew"
            .formatted(former.fingerprint()),
        "mend the workload, then run again");
  }

  private Failure changedMeanwhile() {
    return new Failure(
        Reason.CONTENDED,
        "Somebody else has changed the Secret",
        request.secretPath(),
        "it is no longer the one that this rotation wrote",
        "run again");
  }
}
