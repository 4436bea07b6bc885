package io.github.shgrotate.simulation.judges;

import java.time.Instant;

/// A promise that was not kept.
public record Violation(Invariant invariant, Instant at, String how) {
  @Override
  public String toString() {
    return "%s: %s (%s)".formatted(invariant, how, at);
  }
}
