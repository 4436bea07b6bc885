package io.github.shgrotate.cli;

import io.github.shgrotate.cli.FleetTally.Outcome;
import io.github.shgrotate.rotation.Failure;
import java.util.Optional;
import java.util.function.Supplier;

/// For people: a line for each gateway on standard output as it is over, failures in full on
/// standard error, and a sentence about all in the end.
final class FleetText implements FleetOutput {
  private final Surroundings surroundings;
  private final FleetConsole console;

  FleetText(Surroundings surroundings, FleetConsole console) {
    this.surroundings = surroundings;
    this.console = console;
  }

  /// The line of one gateway.
  static String line(Wanted one, Outcome outcome, String line) {
    return "%-13s %s: %s".formatted(outcome.words(), one.path(), line);
  }

  @Override
  public void finished(
      Wanted one, Outcome outcome, String line, String details, Supplier<String> document) {
    String whole = line(one, outcome, line);
    if (outcome == Outcome.FAILED) {
      if (!details.isEmpty()) {
        console.words(details);
      }
      console.result(whole);
    } else {
      console.result(details.isEmpty() ? whole : whole + "\n" + details.indent(2).stripTrailing());
    }
  }

  @Override
  public ExitCode ended(FleetTally tally) {
    console.lastWords(() -> console.result(tally.summary(0) + "."));
    return tally.exitCode();
  }

  @Override
  public void stopped(FleetTally tally, int atWork) {
    console.lastWords(() -> console.result(tally.summary(atWork) + "."));
  }

  @Override
  public ExitCode failed(Failure failure) {
    return new TextReport(surroundings).failed(failure, "nothing was changed", Optional.empty());
  }
}
