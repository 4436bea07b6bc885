package io.github.shgrotate.rotation;

import java.util.List;
import java.util.Optional;

/// What is owed, in order, and what nobody here can do. Empty on both counts: the rotation is over.
///
/// @param steps the first is to be done now; the rest is what will follow if nothing changes
/// @param stuck workloads that will not come up with the token by themselves
public record Plan(List<Step> steps, List<Stuck> stuck) {
  /// Something that nobody here can help.
  ///
  /// @param workload the one concerned, if it is one
  public record Stuck(Optional<WorkloadRef> workload, Failure failure) {}

  public Plan {
    steps = List.copyOf(steps);
    stuck = List.copyOf(stuck);
  }
}
