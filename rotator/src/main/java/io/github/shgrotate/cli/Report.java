package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Observation;
import io.github.shgrotate.rotation.Plan;
import io.github.shgrotate.rotation.Progress;
import io.github.shgrotate.rotation.Rotation;
import java.util.Optional;

/// How the outcome is told. Progress goes to standard error as it happens, the result to standard
/// output at the end.
sealed interface Report extends Progress permits TextReport, LogReport, JsonReport, GatewayReport {
  static Report of(Settings settings, Surroundings surroundings) {
    Formats formats = settings.formats();
    Report lines =
        formats.jsonLog()
            ? new LogReport(JsonLog.about(settings, surroundings))
            : TextReport.of(formats, surroundings);
    return formats.jsonResult() ? JsonReport.about(settings, surroundings, lines) : lines;
  }

  /// For options that are wrong.
  static Report withoutSettings(Formats formats, Surroundings surroundings) {
    Report lines =
        formats.jsonLog()
            ? new LogReport(JsonLog.of(surroundings))
            : TextReport.of(formats, surroundings);
    return formats.jsonResult() ? JsonReport.withoutSettings(surroundings, lines) : lines;
  }

  /// What is owed at the beginning, in the words of a plan.
  void owed(Settings settings, Plan plan);

  /// How far a rollout has come, as often as it changes.
  void waiting(String workload, String how);

  /// Nothing is owed any more.
  ExitCode converged(Settings settings, Rotation rotation, Observation seen);

  /// What would be done.
  ExitCode planned(Settings settings, Observation seen, Plan plan);

  /// It could not be done.
  ///
  /// @param holds what still holds
  ExitCode failed(Failure failure, String holds, Optional<Rotation> rotation);

  /// A mistake of ours.
  ExitCode broken(RuntimeException mistake);
}
