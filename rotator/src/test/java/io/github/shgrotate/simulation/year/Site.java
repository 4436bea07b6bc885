package io.github.shgrotate.simulation.year;

import io.github.shgrotate.simulation.Operation;
import io.github.shgrotate.simulation.crash.Beginning;
import io.github.shgrotate.simulation.world.Installation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One gateway of a fleet, and the CronJob that looks after it.
///
/// @param workloads what runs it, in the order of the installation
/// @param pods of each workload, in the beginning
/// @param stored how long its first token is good from the first day on; zero: there is none yet
/// @param recorded whether a former run made that token, or a person did
/// @param runsAt the time of day of its run
public record Site(
    Installation of,
    List<Beginning.Kind> workloads,
    int pods,
    Duration stored,
    boolean recorded,
    Duration runsAt,
    Operation.Settings settings) {
  public Site {
    workloads = List.copyOf(workloads);
  }

  /// The gateway's.
  public String name() {
    return of.gateway();
  }

  /// How much time there is between the first run that renews and the end of a token; a month less
  /// some days where every run renews.
  Duration margin() {
    return settings.policy().renewBefore().orElse(Duration.ofDays(14));
  }

  /// Whether pods wait for somebody to delete them.
  boolean byHand() {
    return workloads.stream().anyMatch(Beginning.Kind::byHand);
  }

  /// In words.
  @Override
  public String toString() {
    return "%s: %s of %d pods, daily at %s, %s, key %s%s%s%s%s"
        .formatted(
            name(),
            workloads.stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(" and ")),
            pods,
            Calendar.timeOfDay(runsAt),
            settings
                .policy()
                .renewBefore()
                .map(margin -> "renews %d days before the end".formatted(margin.toDays()))
                .orElse("renews at every run"),
            settings.policy().key().name().toLowerCase(Locale.ROOT),
            settings.policy().revokeOldKey() ? ", revokes the old key" : "",
            settings.awaitRollout() ? "" : ", does not wait",
            settings.rights().listPods() ? "" : ", may not list pods",
            settings.proof().signature() ? ", proves all it can" : "");
  }
}
