package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomTest {
  @ParameterizedTest(name = "{0}, proven: {1}")
  @CsvSource({
    "NOTHING_OWED, true,  CAME_UP",
    "NOTHING_OWED, false, OTHERWISE",
    "NOT_COME_UP,  true,  DID_NOT_COME_UP",
    "NOT_COME_UP,  false, DID_NOT_COME_UP",
    "REFUSED,      false, OTHERWISE",
  })
  void one_has_come_up_when_its_pods_were_seen(
      ExitCode code, boolean hasProven, Room.Ended expected) {
    assertThat(Room.Ended.with(code, hasProven)).isEqualTo(expected);
  }

  @Test
  void few_begin_and_each_that_comes_up_lets_two_more() {
    assertThat(Room.upTo(64).now()).isEqualTo(Room.FEW);
    assertThat(afterSuccesses(Room.upTo(64), 10).now()).isEqualTo(Room.FEW + 20);
  }

  @Test
  void there_are_never_more_than_were_asked_for() {
    assertThat(Room.upTo(3).now()).isEqualTo(3);
    assertThat(afterSuccesses(Room.upTo(64), 1000).now()).isEqualTo(64);
  }

  @Test
  void one_that_does_not_come_up_makes_them_few_again() {
    Room wide = afterSuccesses(Room.upTo(64), 1000);

    assertThat(wide.after(Room.Ended.DID_NOT_COME_UP)).isEqualTo(Room.upTo(64));
    assertThat(Room.upTo(3).after(Room.Ended.DID_NOT_COME_UP)).isEqualTo(Room.upTo(3));
  }

  @Test
  void one_that_fails_before_says_nothing_about_the_pods() {
    Room some = afterSuccesses(Room.upTo(64), 5);

    assertThat(some.after(Room.Ended.OTHERWISE)).isEqualTo(some);
  }

  private static Room afterSuccesses(Room room, int times) {
    return IntStream.range(0, times)
        .boxed()
        .reduce(room, (now, _) -> now.after(Room.Ended.CAME_UP), (_, last) -> last);
  }
}
