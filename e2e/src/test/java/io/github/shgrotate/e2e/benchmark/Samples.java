package io.github.shgrotate.e2e.benchmark;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Results that nobody has measured, for the tests of what is made of them.
final class Samples {
  private Samples() {}

  /// Runs that differ only in how long they took.
  static List<Cost> walls(double... millis) {
    return Arrays.stream(millis)
        .mapToObj(wall -> new Cost(wall, 50, 60, new Requests(1, 2, 6)))
        .toList();
  }

  /// Three rounds that meet every goal with room to spare.
  static Results good() {
    Map<Contender, List<Cost>> warm = new EnumMap<>(Contender.class);
    for (Contender each : Contender.values()) {
      warm.put(each, walls(400, 300, 500));
    }
    Cost scripted = new Cost(8000, 7000, 180, new Requests(2, 5, 48));
    warm.put(Contender.SCRIPT, List.of(scripted, scripted, scripted));
    return of(new Rounds(warm), Rounds.NONE);
  }

  static Results of(Rounds warm, Rounds cold) {
    Map<Contender, Double> disk = new EnumMap<>(Contender.class);
    for (Contender each : Contender.values()) {
      disk.put(each, 12.0);
    }
    return new Results(
        warm,
        cold,
        disk,
        OptionalDouble.of(96),
        new Setting(LocalDate.of(2026, 1, 2), "Sample processor", 2, 24, Map.of("Java", "25.0.1")));
  }

  /// The same where somebody else's runs came out differently.
  static Results good(Contender who, List<Cost> costs) {
    Map<Contender, List<Cost>> warm = new EnumMap<>(good().warm().costs());
    warm.put(who, costs);
    return of(new Rounds(warm), Rounds.NONE);
  }
}
