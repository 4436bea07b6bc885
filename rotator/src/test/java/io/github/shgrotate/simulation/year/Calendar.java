package io.github.shgrotate.simulation.year;

import java.time.Duration;
import java.time.Instant;

/// Every story begins on the same day; within it, times are counted from there.
public final class Calendar {
  static final Instant START = Instant.parse("2027-01-01T00:00:00Z");
  static final Duration DAY = Duration.ofDays(1);

  private Calendar() {}

  static Instant at(Duration after) {
    return START.plus(after);
  }

  /// `day 41 03:17`; the first day is day 1.
  static String day(Duration after) {
    return "day %d %s".formatted(after.toDays() + 1, timeOfDay(after));
  }

  public static String day(Instant at) {
    return day(Duration.between(START, at));
  }

  static String timeOfDay(Duration after) {
    return "%02d:%02d".formatted(after.toHoursPart(), after.toMinutesPart());
  }
}
