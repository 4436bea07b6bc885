package io.github.shgrotate.rotation;

import java.time.Duration;

/// What one pass over a rotation came to.
public sealed interface Pass {
  Observation seen();

  /// Nothing is owed any more.
  record Converged(Observation seen) implements Pass {}

  /// Nothing can be done until that workload changes.
  ///
  /// @param how how far it is
  /// @param atMost after this long it is to be looked at again, whether it has changed or not
  record Waiting(Observation seen, WorkloadRef workload, String how, Duration atMost)
      implements Pass {}

  /// Nobody here can do the rest.
  record Stopped(Observation seen, Failure failure) implements Pass {}
}
