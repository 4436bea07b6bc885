package io.github.shgrotate.rotation;

import java.time.Duration;

/// Port to the passing of time, so that whoever waits can be tested without waiting.
@FunctionalInterface
public interface Pause {
  /// Returns after that long, or earlier when the thread is interrupted (which stays marked).
  void pause(Duration duration);
}
