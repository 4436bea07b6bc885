package io.github.shgrotate.rotation;

import java.time.Duration;

/// What one pass over a rotation came to.
public sealed interface Pass {
  Observation seen();

  /// Nothing is owed any more.
  record Converged(Observation seen) implements Pass {}

  /// Nothing can be done until that workload changes.
  ///
  /// @param what what is waited for; each has a time of its own, see [Waits]
  /// @param how how far it is
  /// @param atMost after this long it is to be looked at again, whether it has changed or not
  record Waiting(
      Observation seen, WorkloadRef workload, WaitingFor what, String how, Duration atMost)
      implements Pass {}

  /// What a workload is waited for.
  enum WaitingFor {
    /// That its pods come up with the token, and serve.
    ROLLOUT,
    /// That none of its containers has restarted for a while.
    HOLD,
    /// That its former pods are gone.
    LEAVING
  }

  /// Nobody here can do the rest.
  record Stopped(Observation seen, Failure failure) implements Pass {}
}
