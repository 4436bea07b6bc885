package io.github.shgrotate.rotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who else would write an old token, or an old pod template, back.
public final class OwnershipRules {
  private OwnershipRules() {}

  /// A sentence for each owner.
  static List<String> findings(
      RotationRequest request, SecretFacts secret, List<WorkloadFacts> workloads) {
    List<String> all = new ArrayList<>();
    for (Owner owner : secret.owners()) {
      all.add(
          "%s writes %s too (%s) and may put an old token back: %s"
              .formatted(owner.tool(), request.secretPath(), owner.evidence(), owner.advice()));
    }
    for (WorkloadFacts workload : workloads) {
      for (Owner owner : workload.owners()) {
        all.add(
            "%s writes %s too (%s) and may take the stamp from its pod template: %s"
                .formatted(owner.tool(), workload.ref(), owner.evidence(), owner.advice()));
      }
    }
    return all;
  }

  /// Where that was asked for, an owner of the Secret is a reason to change nothing. One of the
  /// workload is not: it can only cost a restart.
  public static Optional<Failure> refusal(
      RotationRequest request, SecretFacts secret, List<WorkloadFacts> workloads) {
    if (!request.strictOwnership() || secret.owners().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Failure(
            Reason.OWNED_BY_ANOTHER,
            "The Secret belongs to somebody else who would write an old token back",
            request.secretPath(),
            String.join("\n", findings(request, secret, workloads)),
            "follow the advice, or leave --strict-ownership out to rotate all the same"));
  }
}
