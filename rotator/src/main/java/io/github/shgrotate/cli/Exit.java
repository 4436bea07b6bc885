package io.github.shgrotate.cli;

/// What the process ends with: an [ExitCode] of the contract, or a [MonitoringState] where a
/// monitoring system asked.
interface Exit {
  int number();
}
