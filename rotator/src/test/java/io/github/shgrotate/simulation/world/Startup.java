package io.github.shgrotate.simulation.world;

import java.time.Duration;
import java.util.Optional;

/// What becomes of a workload's new containers.
///
/// @param untilReady how long one takes to become ready
/// @param trouble why none becomes ready at all (`ImagePullBackOff`, say), until that is mended
public record Startup(Duration untilReady, Optional<String> trouble) {
  public static final Startup NORMAL = new Startup(Duration.ofSeconds(8), Optional.empty());

  public static Startup slow(Duration untilReady) {
    return new Startup(untilReady, Optional.empty());
  }

  public static Startup broken(String trouble) {
    return new Startup(Duration.ofSeconds(8), Optional.of(trouble));
  }
}
