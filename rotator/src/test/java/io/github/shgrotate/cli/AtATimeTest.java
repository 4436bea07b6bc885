package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AtATimeTest {
  private final List<Integer> begun = Collections.synchronizedList(new ArrayList<>());

  @Test
  void one_at_a_time_keeps_the_order() {
    AtATime.run(
        new Room(1, 1),
        numbers(20),
        () -> true,
        number -> {
          begun.add(number);
          return Room.Ended.CAME_UP;
        });

    assertThat(begun).isEqualTo(numbers(20));
  }

  @Test
  void as_many_as_there_is_room_for_are_under_way_together() {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(3);

    AtATime.run(
        new Room(3, 3),
        numbers(30),
        () -> true,
        number -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          await(together);
          underWay.decrementAndGet();
          return Room.Ended.OTHERWISE;
        });

    assertThat(most.get()).isEqualTo(3);
  }

  /// Two can only meet when the first has let one more in.
  @Test
  void room_that_is_won_is_used() {
    CyclicBarrier two = new CyclicBarrier(2);

    AtATime.run(
        new Room(2, 1),
        numbers(3),
        () -> true,
        number -> {
          begun.add(number);
          if (number > 0) {
            await(two);
          }
          return Room.Ended.CAME_UP;
        });

    assertThat(begun).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void when_it_shall_not_go_on_those_under_way_are_finished_and_no_other_is_begun() {
    AtATime.run(
        new Room(1, 1),
        numbers(20),
        () -> begun.size() < 5,
        number -> {
          begun.add(number);
          return Room.Ended.OTHERWISE;
        });

    assertThat(begun).isEqualTo(numbers(5));
  }

  @Test
  void a_mistake_of_the_program_is_not_lost() {
    assertThatThrownBy(
            () ->
                AtATime.run(
                    new Room(1, 1),
                    numbers(20),
                    () -> true,
                    number -> {
                      begun.add(number);
                      throw new IllegalArgumentException("wrong");
                    }))
        .hasRootCauseMessage("wrong");
    assertThat(begun).hasSize(1);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
