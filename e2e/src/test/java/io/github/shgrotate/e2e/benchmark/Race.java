package io.github.shgrotate.e2e.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Rounds in which everybody runs once, one after the other, so that a slow minute of the machine
/// is everybody's.
final class Race {
  private final List<Entrant> entrants;
  private final Meter meter;
  private final Consumer<String> told;

  Race(List<Entrant> entrants, Meter meter, Consumer<String> told) {
    this.entrants = entrants;
    this.meter = meter;
    this.told = told;
  }

  /// Something to be done before each run, such as making it cold.
  interface Before {
    void run() throws IOException, InterruptedException;
  }

  Rounds rounds(String kind, int rounds, Before before) throws IOException, InterruptedException {
    Map<Contender, List<Cost>> costs = new EnumMap<>(Contender.class);
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < entrants.size(); i++) {
        // Nobody always runs behind the same one.
        Entrant entrant = entrants.get((round + i) % entrants.size());
        before.run();
        Cost cost = entrant.run(meter);
        costs.computeIfAbsent(entrant.who(), _ -> new ArrayList<>()).add(cost);
        told.accept(
            "%s round %d of %d: %-8s %6.0f ms, %6.0f ms CPU, %4.0f MiB, %d requests"
                .formatted(
                    kind,
                    round + 1,
                    rounds,
                    entrant.who().name().toLowerCase(Locale.ROOT),
                    cost.wallMillis(),
                    cost.cpuMillis(),
                    cost.peakMib(),
                    cost.requests().all()));
      }
    }
    return new Rounds(costs);
  }
}
