package io.github.shgrotate.simulation.year;

import io.github.shgrotate.simulation.Operation;
import io.github.shgrotate.simulation.crash.Beginning;
import io.github.shgrotate.simulation.world.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One gateway of a fleet, and the CronJob that looks after it.
///
/// @param workloads what runs it, in order
/// @param pods of each workload, in the beginning
/// @param stored how long its first token is good from the first day on; zero: there is none yet
/// @param recorded whether a former run made that token, or a person did
/// @param runsAt the time of day of its run
public record Site(
    String name,
    List<Beginning.Kind> workloads,
    int pods,
    Duration stored,
    boolean recorded,
    Duration runsAt,
    Duration rolloutTimeout,
    Beginning.Orders orders) {
  public Site {
    workloads = List.copyOf(workloads);
  }

  Operation.Settings settings() {
    Operation.Settings usual = orders.settings();
    return new Operation.Settings(
        usual.policy(), usual.rights(), usual.awaitRollout(), rolloutTimeout, usual.proof());
  }

  Installation installation() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < workloads.size(); i++) {
      names.add(workloads.size() == 1 ? name : "%s-%d".formatted(name, i + 1));
    }
    return new Installation(name, name + "-token", "value", names);
  }

  /// In words.
  @Override
  public String toString() {
    return "%s: %s of %d pods, daily at %s, %s, key %s%s%s%s%s"
        .formatted(
            name,
            workloads.stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(" and ")),
            pods,
            Calendar.timeOfDay(runsAt),
            orders
                .renewBefore()
                .map(margin -> "renews %d days before the end".formatted(margin.toDays()))
                .orElse("renews at every run"),
            orders.key().name().toLowerCase(Locale.ROOT),
            orders.revokes() ? ", revokes the old key" : "",
            orders.waits() ? "" : ", does not wait",
            orders.rights().listPods() ? "" : ", may not list pods",
            orders.proof().signature() ? ", proves all it can" : "");
  }
}
