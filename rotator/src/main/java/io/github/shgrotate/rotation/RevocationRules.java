package io.github.shgrotate.rotation;

import java.util.List;
import java.util.Optional;

/// Whether a key may be made anew: only when no known pod runs on a token of it. A pod that is
/// shutting down still counts, and so does one of a workload that nobody named.
final class RevocationRules {
  /// What stands between now and the new key.
  sealed interface Verdict {
    /// Nothing.
    record Allowed() implements Verdict {}

    /// Pods that belong to no workload of this rotation were not looked for yet.
    record LookForOthers() implements Verdict {}

    /// It will pass by itself.
    record Wait(WorkloadRef workload, String how) implements Verdict {}

    /// It will not.
    record Refused(Failure failure) implements Verdict {}
  }

  private RevocationRules() {}

  /// Judges an observation in which every workload has been brought up on the token.
  static Verdict judge(RotationRequest request, Observation seen, KeySlot key, Fingerprint token) {
    if (!seen.signer().equals(Optional.of(key.other()))) {
      return new Verdict.Refused(signerUnknown(request, key, token));
    }
    for (WorkloadFacts workload : seen.workloads()) {
      switch (seen.pods().get(workload.ref())) {
        case null -> {
          return new Verdict.Refused(notAsked(key, workload.ref()));
        }
        case PodsAnswer.NotPermitted(String permission) -> {
          return unknown(request, key, permission);
        }
        case PodsAnswer.Pods(var pods) -> {
          List<String> former = formerOf(pods, token);
          if (!former.isEmpty()) {
            return new Verdict.Wait(
                workload.ref(), "former pods are shutting down: " + String.join(", ", former));
          }
        }
      }
    }
    return switch (seen.readers().orElse(null)) {
      case null -> new Verdict.LookForOthers();
      case PodsAnswer.NotPermitted(String permission) -> unknown(request, key, permission);
      case PodsAnswer.Pods(var pods) -> {
        List<String> others = formerOf(pods, token);
        yield others.isEmpty()
            ? new Verdict.Allowed()
            : new Verdict.Refused(stillInUse(request, key, others));
      }
    };
  }

  private static List<String> formerOf(List<PodFacts> pods, Fingerprint token) {
    return pods.stream()
        .filter(pod -> !pod.ended())
        .filter(pod -> !pod.stamp().equals(Optional.of(token)))
        .map(PodFacts::name)
        .toList();
  }

  private static Verdict unknown(RotationRequest request, KeySlot key, String permission) {
    return new Verdict.Refused(
        new Failure(
            Reason.KUBERNETES_PERMISSION_MISSING,
            "The %s key was not revoked".formatted(key.wireName()),
            request.gateway().resourceId(),
            "nobody can tell which token the pods run on without " + permission,
            "grant it as in deploy/rbac.yaml, then run again"));
  }

  /// What cannot be undone is not done on a guess.
  private static Failure signerUnknown(RotationRequest request, KeySlot key, Fingerprint token) {
    return new Failure(
        Reason.KEY_STILL_IN_USE,
        "The %s key was not revoked".formatted(key.wireName()),
        request.secretPath(),
        "nothing tells that the other key signed the stored token %s".formatted(token),
        "run again, which finds that out");
  }

  /// Only where nothing is waited for: elsewhere they are asked before it comes to this.
  private static Failure notAsked(KeySlot key, WorkloadRef workload) {
    return new Failure(
        Reason.KEY_STILL_IN_USE,
        "The %s key was not revoked".formatted(key.wireName()),
        workload.toString(),
        "its rollout was not waited for, so nobody knows which token its pods run on",
        "run again without --no-wait");
  }

  private static Failure stillInUse(RotationRequest request, KeySlot key, List<String> pods) {
    return new Failure(
        Reason.KEY_STILL_IN_USE,
        "The %s key was not revoked: other pods read the same Secret".formatted(key.wireName()),
        request.secretPath(),
        "they may run on a token of that key: " + String.join(", ", pods),
        "name their workload too (--k8s-object may repeat), or restart them, then run again");
  }
}
