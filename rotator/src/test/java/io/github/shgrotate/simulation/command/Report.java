package io.github.shgrotate.simulation.command;

import io.github.shgrotate.cli.SimulationInput;
import io.github.shgrotate.rotation.Words;
import io.github.shgrotate.simulation.year.Calendar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A forecast in lines.
final class Report {
  private Report() {}

  static List<String> lines(SimulationInput.Wanted wanted, int days, Forecast forecast) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: gateway %s of %s; tokens of %s, renewed when less than %s are left, one run a day"
            .formatted(
                wanted.path(),
                wanted.request().gateway().name(),
                wanted.request().gateway().serviceName(),
                Words.duration(wanted.request().policy().lifetime()),
                wanted.request().policy().renewBefore().map(Words::duration).orElse("all")));
    forecast
        .moments()
        .forEach(it -> lines.add("  %-13s  %s".formatted(Calendar.day(it.at()), it.what())));
    lines.add(
        "  in %d days: %d tokens, %d restarts, at worst %s; %s in the 7 days in which Azure warns"
            .formatted(
                days,
                forecast.tokens(),
                forecast.restarts(),
                left(forecast.leastLeft()),
                length(forecast.warned())));
    lines.add("  " + verdict(wanted, forecast));
    return lines;
  }

  private static String verdict(SimulationInput.Wanted wanted, Forecast forecast) {
    if (forecast.tokens() == 0) {
      return "NOT FINE: %s never got a token".formatted(wanted.path());
    }
    return forecast.isFine()
        ? "fine: %s always had a valid token".formatted(wanted.path())
        : "NOT FINE: %s was without a valid token for %s"
            .formatted(wanted.path(), length(forecast.without()));
  }

  private static String left(Duration least) {
    return least.isNegative()
        ? "%s too late".formatted(length(least))
        : "%s were left".formatted(Words.duration(least));
  }

  private static String length(Duration length) {
    if (length.isZero()) {
      return "no time";
    }
    return length.abs().toSeconds() == 0 ? "less than a second" : Words.duration(length);
  }
}
