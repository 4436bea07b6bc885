package io.github.shgrotate.azure;

import static io.github.shgrotate.azure.Answers.NOON;
import static io.github.shgrotate.azure.Answers.NOON_DATE;
import static io.github.shgrotate.azure.Answers.answerAt;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10 | 10",
        "' 7 ' | 7",
        "999999999 | 999999999",
        "Tue, 24 Nov 2026 12:01:30 GMT | 90",
        "Wed, 25 Nov 2026 12:00:00 GMT | 86400"
      })
  void seconds_and_dates_are_understood(String value, long seconds) {
    assertThat(RetryAfter.parse(value, NOON)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-5",
        "soon",
        "1.5",
        "10000000000000000000",
        "Tue, 24 Nov 2026 11:59:00 GMT",
        "Mon, 24 Nov 2026 12:01:30 GMT",
        "٣"
      })
  void anything_else_counts_as_not_said(String value) {
    assertThat(RetryAfter.parse(value, NOON)).isEmpty();
  }

  @Test
  void a_date_is_judged_by_the_clock_of_the_one_who_wrote_it() {
    Answer answer =
        answerAt(
            NOON.plus(Duration.ofDays(2)),
            429,
            "",
            "Date: " + NOON_DATE,
            "Retry-After: Tue, 24 Nov 2026 12:00:20 GMT");

    assertThat(RetryAfter.of(answer)).contains(Duration.ofSeconds(20));
  }
}
