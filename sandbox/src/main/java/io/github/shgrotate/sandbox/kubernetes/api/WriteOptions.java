package io.github.shgrotate.sandbox.kubernetes.api;

/// How a write is meant.
///
/// @param dryRun everything is checked and answered, nothing is stored
/// @param manager who writes, for `managedFields`
public record WriteOptions(boolean dryRun, String manager) {
  /// A write of the sandbox itself.
  public static WriteOptions by(String manager) {
    return new WriteOptions(false, manager);
  }
}
