package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.simulation.world.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// A program that rotates: the product's core with its driver, or a wrong one that a test needs.
@FunctionalInterface
interface Rotator {
  /// What is asked of it.
  ///
  /// @param clock this machine's, which may be wrong
  record Order(RotationRequest request, Duration rolloutTimeout, Supplier<Instant> clock) {}

  /// Runs once, from beginning to end.
  Told run(Order order, Ports ports);
}
