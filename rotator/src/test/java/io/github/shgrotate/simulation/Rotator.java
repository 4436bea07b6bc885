package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.simulation.world.Installation;
import io.github.shgrotate.simulation.world.Told;
import io.github.shgrotate.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// A program that rotates: the product's core with its driver, or a wrong one that a test needs.
@FunctionalInterface
public interface Rotator {
  /// What is asked of it.
  ///
  /// @param clock this machine's, which may be wrong
  /// @param behind what only a wrong one makes use of
  record Order(
      RotationRequest request,
      Duration rolloutTimeout,
      Supplier<Instant> clock,
      BehindTheLine behind) {
    public Order with(RotationRequest other) {
      return new Order(other, rolloutTimeout, clock, behind);
    }
  }

  /// The world itself, past all requests.
  ///
  /// @param run the number of this run
  record BehindTheLine(World world, Installation of, int run) {}

  /// Runs once, from beginning to end.
  Told run(Order order, Ports ports);
}
