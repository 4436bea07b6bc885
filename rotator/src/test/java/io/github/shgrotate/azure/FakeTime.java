package io.github.shgrotate.azure;

import io.github.shgrotate.rotation.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// A clock that stands still until somebody pauses.
final class FakeTime extends Clock implements Pause {
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now;

  private FakeTime(Instant now) {
    this.now = now;
  }

  /// Begins at the true time, so that it fits the dates that a real server sends.
  static FakeTime now() {
    return new FakeTime(Clock.systemUTC().instant());
  }

  static FakeTime ahead(Duration duration) {
    return new FakeTime(Clock.systemUTC().instant().plus(duration));
  }

  void advance(Duration duration) {
    now = now.plus(duration);
  }

  List<Duration> pauses() {
    return pauses;
  }

  @Override
  public void pause(Duration duration) {
    pauses.add(duration);
    now = now.plus(duration);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
