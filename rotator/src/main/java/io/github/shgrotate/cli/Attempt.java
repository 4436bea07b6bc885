package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.RotationRequest;
import java.time.Duration;
import java.util.List;

/// How long one run may take at the most: then whoever started it may end it.
final class Attempt {
  /// For an Azure that is slow to answer, and everything else.
  private static final Duration ALL_ELSE = Duration.ofMinutes(5);

  private Attempt() {}

  static Duration of(RotationRequest rotation, Duration rolloutTimeout) {
    return rollouts(rotation, rolloutTimeout).plus(ALL_ELSE);
  }

  /// All of them side by side, as few as there is room for in the beginning, and the longest begun
  /// last.
  static Duration of(FleetSettings fleet) {
    List<Duration> each =
        fleet.all().stream().map(it -> rollouts(it.request(), it.rolloutTimeout())).toList();
    Duration longest = each.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    Duration together =
        each.stream()
            .reduce(Duration.ZERO, Duration::plus)
            .dividedBy(Room.upTo(fleet.atATime()).now());
    return together.plus(longest).plus(ALL_ELSE);
  }

  /// Of the workloads, one after the other; twice where a key is revoked in between.
  private static Duration rollouts(RotationRequest rotation, Duration rolloutTimeout) {
    return rotation.awaitRollout()
        ? rolloutTimeout
            .plus(rotation.proof().hold())
            .multipliedBy(rotation.workloads().size())
            .multipliedBy(rotation.policy().revokeOldKey() ? 2 : 1)
        : Duration.ZERO;
  }
}
