package io.github.shgrotate.rotation;

/// What one pass over a rotation came to.
public sealed interface Pass {
  Observation seen();

  /// Nothing is owed any more.
  record Converged(Observation seen) implements Pass {}

  /// Nothing can be done until that workload changes.
  ///
  /// @param how how far it is
  record Waiting(Observation seen, WorkloadRef workload, String how) implements Pass {}

  /// Nobody here can do the rest.
  record Stopped(Observation seen, Failure failure) implements Pass {}
}
