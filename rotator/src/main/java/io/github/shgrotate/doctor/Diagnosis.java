package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.RotationRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// All that can be said of one rotation to be.
///
/// @param findings by section, and within a section in the order of the checks
public record Diagnosis(RotationRequest request, List<Finding> findings) {
  private static final List<Function<Examined, List<Finding>>> CHECKS =
      List.of(
          AzureChecks::credential,
          ClusterChecks::reached,
          SecretChecks::found,
          WorkloadChecks::found,
          TokenSourceChecks::tokenSource,
          SecretChecks::fit,
          SecretChecks::owner,
          AzureChecks::signIn,
          AzureChecks::gateway,
          AzureChecks::actions,
          ClusterChecks::rights,
          WorkloadChecks::rollout,
          SecretChecks::storedToken,
          WorkloadChecks::owner,
          WorkloadChecks::strategy,
          WorkloadChecks::replicas,
          PodChecks::readiness,
          PodChecks::shutdown,
          PodChecks::budget,
          PodChecks::backup,
          SurroundingChecks::clocks,
          SurroundingChecks::proxies,
          NeedChecks::needed);

  public Diagnosis {
    findings = List.copyOf(findings);
  }

  public static Diagnosis of(Examined examined) {
    return new Diagnosis(
        examined.request(),
        CHECKS.stream()
            .flatMap(check -> check.apply(examined).stream())
            .sorted(
                Comparator.comparing((Finding finding) -> finding.check().section())
                    .thenComparing(Finding::check))
            .toList());
  }

  /// How a rotation would fail: the first of the errors that it would meet; empty when there is
  /// none.
  public Optional<Failure> failure() {
    return findings.stream()
        .filter(finding -> finding.failure().isPresent())
        .min(Comparator.comparing(Finding::check))
        .flatMap(Finding::failure);
  }

  public long count(Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
