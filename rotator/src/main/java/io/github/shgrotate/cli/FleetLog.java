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
        tally.summary(0),
        JsonLog.noFields().put("exitCode", code.number()));
    return code;
  }

  @Override
  public void stopped(FleetTally tally, int atWork) {
    log.line(
        JsonLog.Level.WARNING,
        LogEvent.FLEET_STOPPED.code(),
        tally.summary(atWork),
        JsonLog.noFields());
  }

  @Override
  public ExitCode failed(Failure failure) {
    return new LogReport(log).failed(failure, "nothing was changed", Optional.empty());
  }
}
