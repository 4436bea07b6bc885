package io.github.shgrotate.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as the command line and the files write them: `90s`, `10m`, `240h`, `10d`.
final class Durations {
  private static final String FORM = "a duration is a number with its unit: 90s, 10m, 240h, 10d";

  private static final Pattern WHOLE = Pattern.compile("(\\d{1,6})([smhd])");

  private Durations() {}

  static Optional<Duration> parse(String text) {
    Matcher whole = WHOLE.matcher(text);
    if (!whole.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(whole.group(1));
    return Optional.of(
        switch (whole.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }

  /// What is wrong with a text that is no duration of any length.
  static String mistake(String text) {
    return parse(text).isPresent() ? "it must be more than 0" : FORM;
  }

  /// For a column: `24d 3h`, `5h 12m`, `40m`. A negative duration is said without its sign.
  static String brief(Duration duration) {
    Duration length = duration.abs();
    if (length.toDays() > 0) {
      return "%dd %dh".formatted(length.toDays(), length.toHoursPart());
    }
    return length.toHours() > 0
        ? "%dh %dm".formatted(length.toHours(), length.toMinutesPart())
        : "%dm".formatted(length.toMinutes());
  }
}
