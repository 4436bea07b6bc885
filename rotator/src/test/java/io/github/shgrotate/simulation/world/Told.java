package io.github.shgrotate.simulation.world;

import java.util.List;
import java.util.Set;

/// What a run said of itself.
///
/// @param reason the stable word for a failure; empty when there is none
/// @param unproven workloads of which it said that nothing is proven
/// @param words every text it gave out
public record Told(Ending ending, String reason, Set<String> unproven, List<String> words) {
  public Told {
    unproven = Set.copyOf(unproven);
    words = List.copyOf(words);
  }

  public enum Ending {
    /// Nothing is owed any more.
    CONVERGED,
    /// It ended with a failure, and said so.
    FAILED,
    /// It was killed and said nothing.
    KILLED
  }
}
