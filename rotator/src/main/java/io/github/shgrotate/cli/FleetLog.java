package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Failure;
import java.util.Optional;
import java.util.function.Supplier;

/// What is said about all gateways of a file in the JSON log; each has told its own part by then.
record FleetLog(JsonLog log) implements FleetOutput {
  @Override
  public void finished(
      Wanted one, Outcome outcome, String line, String details, Supplier<String> document) {}

  @Override
  public ExitCode ended(FleetTally tally) {
    ExitCode code = tally.exitCode();
    log.line(
        code == ExitCode.NOTHING_OWED ? JsonLog.Level.INFO : JsonLog.Level.ERROR,
        LogEvent.FLEET_ENDED.code(),
        tally.counts().summary(),
        JsonLog.noFields().put("exitCode", code.number()));
    return code;
  }

  @Override
  public void cutShort(FleetTally tally, Failure failure) {
    log.line(
        JsonLog.Level.WARNING,
        LogEvent.FLEET_CUT_SHORT.code(),
        FleetTally.whyNotAll(tally.counts(), failure),
        JsonLog.noFields()
            .put("reason", failure.reason().code())
            .put("why", failure.why())
            .put("next", failure.next()));
  }

  @Override
  public void stopped(FleetTally tally) {
    log.line(
        JsonLog.Level.WARNING,
        LogEvent.FLEET_STOPPED.code(),
        tally.counts().summary(),
        JsonLog.noFields());
  }

  @Override
  public ExitCode failed(Failure failure) {
    return new LogReport(log).failed(failure, "nothing was changed", Optional.empty());
  }

  @Override
  public ExitCode broken(FleetTally tally, RuntimeException mistake) {
    return new LogReport(log).broken(mistake);
  }
}
