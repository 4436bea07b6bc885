package io.github.shgrotate.rotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is still to be found out about a workload whose pods are all ready and new.
final class ProofRules {
  private ProofRules() {}

  /// The next thing to find out about a workload's pods; empty when everything that was asked for
  /// is known. Pods are new as long as nobody has noted what came of the restart: a run that was
  /// killed has found out nothing.
  static Optional<Step> next(ProofPolicy policy, WorkloadFacts workload, Proofs proofs) {
    return next(policy, workload.ref(), proofs.unsettledIf(workload.isOpen()));
  }

  /// The same of what only the proofs tell.
  static Optional<Step> next(ProofPolicy policy, WorkloadRef ref, Proofs proofs) {
    if (policy.hold().isPositive() && proofs.unsettled() && !proofs.held()) {
      return Optional.of(new Step.Hold(ref, policy.hold()));
    }
    if (!policy.refusalPatterns().isEmpty() && proofs.logs().isEmpty()) {
      return Optional.of(new Step.ReadLogs(ref));
    }
    if (proofs.probe().isEmpty()) {
      return policy.probeUrl().map(url -> new Step.Probe(ref, url));
    }
    return Optional.empty();
  }

  /// The next thing to find out where the pods may not be asked: what needs no pod.
  static Optional<Step> withoutPods(ProofPolicy policy, WorkloadRef ref, Proofs proofs) {
    return proofs.probe().isEmpty()
        ? policy
            .probeUrl()
            .filter(url -> !url.contains(ProofPolicy.POD_IP))
            .map(url -> new Step.Probe(ref, url))
        : Optional.empty();
  }

  /// What was asked for and cannot be found out without pods, in words.
  static List<String> leftOut(ProofPolicy policy) {
    List<String> all = new ArrayList<>();
    if (policy.hold().isPositive()) {
      all.add("--hold");
    }
    if (!policy.refusalPatterns().isEmpty()) {
      all.add("--check-logs");
    }
    if (policy.probeUrl().filter(url -> url.contains(ProofPolicy.POD_IP)).isPresent()) {
      all.add("--probe-url");
    }
    return all;
  }

  /// Whether what was found out shows that the gateways do not work with their token, ready or not.
  static Optional<String> disproof(Proofs proofs) {
    if (proofs.logs().orElse(null) instanceof LogsAnswer.Refusal(String pod, String line)) {
      return Optional.of(
          "the log of %s says that Azure refuses its token: %s".formatted(pod, line));
    }
    return proofs.probe().orElse(null) instanceof ProbeAnswer.NotServed(String how)
        ? Optional.of("the probe is not answered as it should be: " + how)
        : Optional.empty();
  }
}
