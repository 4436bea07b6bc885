package io.github.shgrotate.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How long a driver has waited, and how much longer it may. Each thing that a workload is waited
/// for has its time, which begins anew when the workload was stamped anew.
public final class Waits {
  private final Duration rolloutTimeout;
  private final Duration hold;
  private final Map<Wait, Instant> since = new HashMap<>();

  private record Wait(WorkloadRef workload, Pass.WaitingFor what, Optional<Fingerprint> stamp) {}

  /// @param rolloutTimeout for a rollout, for pods that leave, and for a hold beside its own length
  /// @param hold how long the new containers are watched
  public Waits(Duration rolloutTimeout, Duration hold) {
    this.rolloutTimeout = rolloutTimeout;
    this.hold = hold;
  }

  /// How much longer it may be waited; not positive: no longer.
  ///
  /// @param now by the driver's clock
  public Duration left(Pass.Waiting waiting, Instant now) {
    Wait wait =
        new Wait(
            waiting.workload(),
            waiting.what(),
            waiting.seen().workload(waiting.workload()).stamp());
    Instant begin = since.computeIfAbsent(wait, _ -> now);
    return atMost(waiting.what()).minus(Duration.between(begin, now));
  }

  /// How long it may be waited for that altogether.
  public Duration atMost(Pass.WaitingFor what) {
    return switch (what) {
      case ROLLOUT, LEAVING -> rolloutTimeout;
      // It begins anew after a restart, as often as there is time.
      case HOLD -> rolloutTimeout.plus(hold);
    };
  }
}
