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

  /// No other is begun, as all would meet the same; those under way are over.
  void cutShort(FleetTally tally, Failure failure);

  /// The process was told to end before all are over.
  void stopped(FleetTally tally);

  /// Nothing was begun.
  ExitCode failed(Failure failure);

  /// A mistake of ours that is no single gateway's.
  ExitCode broken(FleetTally tally, RuntimeException mistake);
}
