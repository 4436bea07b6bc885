package io.github.shgrotate.simulation.crash;

import io.github.shgrotate.simulation.Line;
import io.github.shgrotate.simulation.Operation;
import io.github.shgrotate.simulation.Patience;
import io.github.shgrotate.simulation.Rotator;
import io.github.shgrotate.simulation.Trouble;
import io.github.shgrotate.simulation.judges.Evidence;
import io.github.shgrotate.simulation.judges.Invariant;
import io.github.shgrotate.simulation.judges.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One way in which runs can be disturbed; then the rotator is simply run again, a day later each
/// time. Written in one line: `due NONE 1.5:LOST_AFTER 2.3:KILLED_BEFORE`.
///
/// @param troubles in which requests of which runs; all runs after the last of these are calm
public record CrashCase(Beginning beginning, Patience patience, List<Trouble> troubles) {
  private static final int CALM_RUNS = 2;
  private static final Duration DAY = Duration.ofDays(1);

  public CrashCase {
    troubles = List.copyOf(troubles);
  }

  /// Reads one as it is written.
  public static CrashCase parse(String line) {
    List<String> words = List.of(line.strip().split("\\s+"));
    if (words.size() < 2) {
      throw new IllegalArgumentException("a beginning and a patience are needed");
    }
    return new CrashCase(
        Beginnings.named(words.get(0)),
        Patience.valueOf(words.get(1)),
        words.subList(2, words.size()).stream().map(Trouble::parse).toList());
  }

  /// What came of it.
  ///
  /// @param requests how many each run made, in order
  public record Outcome(Evidence evidence, List<Integer> requests) {
    public List<Violation> violations() {
      return Invariant.violations(evidence);
    }
  }

  private int disturbed() {
    return troubles.stream().mapToInt(Trouble::run).max().orElse(1);
  }

  /// The first run that has to say that all is well: the one after the last disturbed one, or one
  /// later where somebody has to delete pods in between.
  private int firstThatConverges() {
    return disturbed() + (beginning.byHand() ? 2 : 1);
  }

  /// Plays it from the beginning.
  public Outcome play(Rotator rotator) {
    Stage stage = new Stage(beginning);
    Operation operation =
        new Operation(
            stage.world(), stage.of(), beginning.settings(), rotator, new Operation.RunNumbers());
    List<Integer> requests = new ArrayList<>();
    Set<Integer> calm = new HashSet<>();
    for (int run = 1; run < firstThatConverges() + CALM_RUNS; run++) {
      Instant day = Stage.START.plus(DAY.multipliedBy(run - 1L));
      if (run > 1) {
        stage.world().time().passUntil(day.minus(Duration.ofHours(2)));
        stage.lendAHand();
      }
      stage.world().time().passUntil(day);
      Operation.Ran ran = operation.run(circumstances(run));
      requests.add(ran.requests());
      if (run >= firstThatConverges()) {
        calm.add(ran.number());
      }
    }
    return new Outcome(
        new Evidence(stage.world(), stage.of(), beginning.settings().terms(), calm), requests);
  }

  private Operation.Circumstances circumstances(int run) {
    List<Trouble> here = troubles.stream().filter(trouble -> trouble.run() == run).toList();
    return new Operation.Circumstances(
        here.isEmpty() ? Patience.INSISTING : patience,
        here,
        Line.Outages.none(),
        () -> beginning.orders().clockAhead());
  }

  /// The line from which it can be played again.
  @Override
  public String toString() {
    return "%s %s %s"
        .formatted(
            beginning.name(),
            patience,
            troubles.stream().map(Trouble::toString).collect(Collectors.joining(" ")));
  }

  public static CrashCase of(Beginning beginning, Patience patience, Trouble... troubles) {
    return new CrashCase(beginning, patience, Arrays.asList(troubles));
  }
}
