package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Failure;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// For people: a line for each gateway as it is over, failures in full on standard error, and a
/// sentence about all in the end.
final class FleetText implements FleetOutput {
  private final Surroundings surroundings;
  private final FleetConsole console;
  private final Consumer<String> results;

  /// @param results takes what is said of each gateway, and of all of them
  FleetText(Surroundings surroundings, FleetConsole console, Consumer<String> results) {
    this.surroundings = surroundings;
    this.console = console;
    this.results = results;
  }

  @Override
  public void finished(
      Wanted one, Outcome outcome, String line, String details, Supplier<String> document) {
    String whole = "%-13s %s: %s".formatted(outcome.words(), one.path(), line);
    if (outcome == Outcome.FAILED) {
      if (!details.isEmpty()) {
        console.words(details);
      }
      results.accept(whole);
    } else {
      results.accept(details.isEmpty() ? whole : whole + "\n" + details.indent(2).stripTrailing());
    }
  }

  @Override
  public ExitCode ended(FleetTally tally) {
    console.lastWords(() -> results.accept(tally.counts().summary() + "."));
    return tally.exitCode();
  }

  @Override
  public void cutShort(FleetTally tally, Failure failure) {
    console.words("stopped  " + FleetTally.whyNotAll(tally.counts(), failure));
  }

  @Override
  public void stopped(FleetTally tally) {
    FleetTally.Counts counts = tally.counts();
    console.lastWords(
        () -> {
          console.words(
              counts.underWay() > 0
                  ? "stopped  as told; what is under way is finished by the next run"
                  : "stopped  as told; run again");
          results.accept(counts.summary() + ".");
        });
  }

  @Override
  public ExitCode failed(Failure failure) {
    return new TextReport(surroundings).failed(failure, "nothing was changed", Optional.empty());
  }

  @Override
  public ExitCode broken(FleetTally tally, RuntimeException mistake) {
    console.lastWords(() -> new TextReport(surroundings).broken(mistake));
    return ExitCode.FAILED;
  }
}
