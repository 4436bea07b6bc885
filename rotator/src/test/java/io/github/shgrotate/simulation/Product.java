package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Observation;
import io.github.shgrotate.rotation.Pass;
import io.github.shgrotate.rotation.Rotation;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.Waits;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.simulation.world.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The product: its core, driven as its command line drives it.
public final class Product implements Rotator {
  @Override
  public Told run(Order order, Ports ports) {
    List<String> words = new ArrayList<>();
    Set<String> unproven = new HashSet<>();
    Rotation rotation =
        new Rotation(
            order.request(),
            ports.issuer(),
            ports.store(),
            ports.workloads(),
            ports.journal(),
            deed -> {
              words.add(deed.toString());
              if (deed instanceof Deed.Unproven(WorkloadRef ref, _)) {
                unproven.add(ref.name());
              }
            },
            ports.probe(),
            order.clock()::get);
    try {
      return drive(order, ports, rotation, words, unproven);
    } catch (RotationFailed e) {
      return failed(e.failure(), rotation, words, unproven);
    }
  }

  private static Told drive(
      Order order, Ports ports, Rotation rotation, List<String> words, Set<String> unproven) {
    Waits waits = new Waits(order.rolloutTimeout(), order.request().proof().hold());
    Observation seen = rotation.observe();
    while (true) {
      switch (rotation.advance(seen)) {
        case Pass.Converged _ -> {
          return new Told(Told.Ending.CONVERGED, "", unproven, words);
        }
        case Pass.Stopped(_, Failure failure) -> {
          return failed(failure, rotation, words, unproven);
        }
        case Pass.Waiting waiting -> {
          WorkloadRef ref = waiting.workload();
          Duration left = waits.left(waiting, order.clock().get());
          if (!left.isPositive()) {
            Failure failure = rotation.giveUp(waiting, waits.atMost(waiting.what())).failure();
            return failed(failure, rotation, words, unproven);
          }
          words.add(waiting.how());
          seen = waiting.seen();
          Duration atMost = waiting.atMost().compareTo(left) < 0 ? waiting.atMost() : left;
          WorkloadFacts now = ports.workloads().awaitChange(seen.workload(ref), atMost);
          seen = seen.withWorkload(now);
        }
      }
    }
  }

  private static Told failed(
      Failure failure, Rotation rotation, List<String> words, Set<String> unproven) {
    words.add(failure.toString());
    words.add(rotation.standing());
    return new Told(Told.Ending.FAILED, failure.reason().code(), unproven, words);
  }
}
