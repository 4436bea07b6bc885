package io.github.shgrotate.azure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The header `Retry-After`: seconds, or a date by the clock of the one who answered.
final class RetryAfter {
  private RetryAfter() {}

  /// How long to wait, if the answer says so in a way that can be understood and is not over.
  static Optional<Duration> of(Answer answer) {
    return answer
        .header("Retry-After")
        .flatMap(value -> parse(value, answer.date().orElse(answer.receivedAt())));
  }

  static Optional<Duration> parse(String value, Instant now) {
    return seconds(value.trim())
        .or(() -> HttpDate.parse(value).map(then -> Duration.between(now, then)))
        .filter(Duration::isPositive);
  }

  private static Optional<Duration> seconds(String value) {
    // More digits are no time that anybody meant, and would overflow.
    if (value.isEmpty() || value.length() > 9) {
      return Optional.empty();
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return Optional.empty();
      }
    }
    return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
  }
}
