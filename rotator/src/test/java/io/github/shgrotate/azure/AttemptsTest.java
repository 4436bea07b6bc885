package io.github.shgrotate.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final FakeTime time = FakeTime.now();
  private final List<String> notices = new ArrayList<>();
  private final Attempts attempts =
      new Attempts(RetryPolicy.STANDARD, time, time, () -> 0, notices::add);

  @Test
  void waiting_for_its_turn_takes_nothing_from_the_time_for_repetitions() {
    Attempts.Ending ending =
        attempts.make(
            Party.ARM,
            () -> time.advance(Duration.ofMinutes(10)),
            attempt ->
                attempt == 1
                    ? Answers.answer(429, "", "Retry-After: 60")
                    : Answers.answer(200, "{}"));

    assertThat(ending.attempts()).isEqualTo(2);
    assertThat(ending.took()).isEqualTo(Duration.ofSeconds(60));
    assertThat(notices).hasSize(1);
  }
}
