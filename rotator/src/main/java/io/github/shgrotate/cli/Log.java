package io.github.shgrotate.cli;

/// The lines on standard error that are about no deed of a rotation.
sealed interface Log permits TextLog, JsonLog {
  /// Something that a user may want to change: a slow answer, a file that was left out.
  void notice(String line);

  /// What `--debug` asks for.
  void debug(String line);

  /// How far a run over many gateways is.
  void progress(String line);
}
