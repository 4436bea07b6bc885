package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What all who answer have in common.
final class Refusal {
  private Refusal() {}

  static RotationFailed of(Reason reason, String why) {
    return new Failure(reason, "it was refused", "the simulation", why, "").thrown();
  }

  /// A request that is meant to change something is here.
  static void arrived(World world, int run, String request) {
    world.chronicle().add(new Entry.WriteArrived(world.time().now(), run, request));
  }

  static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
