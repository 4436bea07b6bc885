package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Failure;
import java.util.function.Supplier;

/// How a run over many gateways is told: each when it is over, and all of them in the end. Nothing
/// that was told is kept.
sealed interface FleetOutput permits FleetText, FleetLog, FleetJson {
  /// One is over.
  ///
  /// @param line what came of it
  /// @param details more on that, of several lines; may be empty
  /// @param document the JSON document of a rotation of its own
  void finished(
      Wanted one, Outcome outcome, String line, String details, Supplier<String> document);

  /// All are over.
  ExitCode ended(FleetTally tally);

  /// The process was told to end before all are over.
  ///
  /// @param atWork how many are under way
  void stopped(FleetTally tally, int atWork);

  /// Nothing was begun.
  ExitCode failed(Failure failure);
}
