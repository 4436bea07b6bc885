package io.github.shgrotate.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// How times and durations are said to people.
public final class Words {
  private Words() {}

  /// The two largest units: `6 days 4 h`, `12 min`, `40 s`. A negative duration is said without its
  /// sign.
  public static String duration(Duration duration) {
    Duration length = duration.abs();
    if (length.toDays() > 0) {
      String days = length.toDays() == 1 ? "1 day" : length.toDays() + " days";
      return length.toHoursPart() == 0 ? days : days + " " + length.toHoursPart() + " h";
    }
    if (length.toHours() > 0) {
      return length.toMinutesPart() == 0
          ? length.toHours() + " h"
          : length.toHours() + " h " + length.toMinutesPart() + " min";
    }
    return length.toMinutes() > 0 ? length.toMinutes() + " min" : length.toSeconds() + " s";
  }

  /// `a`, `a and b`, `a, b and c`.
  public static String list(List<?> things) {
    List<String> words = things.stream().map(Object::toString).toList();
    return words.size() < 2
        ? String.join("", words)
        : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }

  /// `1 former pod is`, `3 former pods are`.
  public static String are(long count, String thing) {
    return count == 1 ? "1 %s is".formatted(thing) : "%d %ss are".formatted(count, thing);
  }

  /// A constant as Kubernetes writes reasons: `EXPIRES_SOON` is `ExpiresSoon`.
  public static String code(Enum<?> constant) {
    StringBuilder code = new StringBuilder();
    for (String word : constant.name().split("_", -1)) {
      code.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return code.toString();
  }

  /// A token's end, seen from now: `until 2026-12-23T10:00:00Z (29 days left)`, or that it has
  /// ended.
  public static String end(TokenFacts token, Instant now) {
    Duration left = Duration.between(now, token.expiresAt());
    return left.isPositive()
        ? "until %s (%s left)".formatted(token.expiresAt(), duration(left))
        : "ended at %s (%s ago)".formatted(token.expiresAt(), duration(left));
  }
}
