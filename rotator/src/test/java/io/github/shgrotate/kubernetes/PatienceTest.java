package io.github.shgrotate.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
  private static final Patience PATIENCE = new Patience(4, Duration.ofSeconds(30));

  @ParameterizedTest(name = "attempt {0}, random {1}: {2} ms")
  @CsvSource({"1, 0.0, 250", "1, 1.0, 500", "2, 0.0, 500", "3, 1.0, 2000"})
  void pauses_double_and_are_spread(int attempt, double random, long millis) {
    assertThat(PATIENCE.next(attempt, Duration.ZERO, Optional.empty(), random))
        .contains(Duration.ofMillis(millis));
  }

  @Test
  void the_last_attempt_is_followed_by_none() {
    assertThat(PATIENCE.next(4, Duration.ZERO, Optional.empty(), 0)).isEmpty();
  }

  @Test
  void retry_after_is_obeyed() {
    assertThat(PATIENCE.next(1, Duration.ZERO, Optional.of(Duration.ofSeconds(7)), 0))
        .contains(Duration.ofSeconds(7));
  }

  @Test
  void nobody_waits_longer_than_the_budget() {
    Optional<Duration> asked = Optional.of(Duration.ofSeconds(7));
    assertThat(PATIENCE.next(1, Duration.ofSeconds(23), asked, 0)).isPresent();
    assertThat(PATIENCE.next(1, Duration.ofSeconds(24), asked, 0)).isEmpty();
  }
}
