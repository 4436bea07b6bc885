package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.DataKey;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.status.Advice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether the workloads read what a rotation would write, by the core's own rule.
final class TokenSourceChecks {
  private TokenSourceChecks() {}

  static List<Finding> tokenSource(Examined examined) {
    if (examined.request().workloads().isEmpty()) {
      return List.of();
    }
    List<Finding> all = new ArrayList<>();
    switch (choice(examined).orElse(null)) {
      case null ->
          all.add(
              Finding.notChecked(
                  Check.TOKEN_SOURCE, "the Secret or one of the workloads could not be read"));
      case DataKey.Choice.Contradiction(Failure failure) ->
          all.add(
              Finding.error(Check.TOKEN_SOURCE, failure, Mending.of(failure, examined.request())));
      case DataKey.Choice.Found(String dataKey, var warnings) -> {
        if (warnings.isEmpty()) {
          all.add(
              Finding.ok(
                  Check.TOKEN_SOURCE,
                  "the token is read from data key %s of %s"
                      .formatted(dataKey, examined.request().secretPath())));
        }
        for (String warning : warnings) {
          all.add(
              Finding.warning(
                  Check.TOKEN_SOURCE,
                  warning,
                  Advice.of(
                      "let the gateway's container read it: variable config.service.auth,"
                          + " valueFrom.secretKeyRef {name: %s, key: %s}"
                              .formatted(examined.request().secretName(), dataKey))));
        }
      }
    }
    return all;
  }

  /// Where a rotation would store the token; empty when the cluster did not tell enough.
  static Optional<DataKey.Choice> choice(Examined examined) {
    Optional<SecretFacts> secret = examined.cluster().secret().told();
    List<WorkloadFacts> workloads = new ArrayList<>();
    for (ClusterFacts.Found found : examined.cluster().workloads()) {
      found.details().told().map(WorkloadDetails::facts).ifPresent(workloads::add);
    }
    return secret
        .filter(_ -> workloads.size() == examined.cluster().workloads().size())
        .map(facts -> DataKey.choose(examined.request(), facts, workloads));
  }
}
