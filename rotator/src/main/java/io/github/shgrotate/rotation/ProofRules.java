package io.github.shgrotate.rotation;

import java.util.Optional;

/// What is still to be found out about a workload whose pods are all ready and new.
final class ProofRules {
  private ProofRules() {}

  /// The next thing to find out; empty when everything that was asked for is known.
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
