package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConflictsTest {
  private final Conflicts conflicts = new Conflicts();

  @Test
  void five_refusals_in_a_row_are_borne_for_each_object() {
    times(5, () -> conflicts.refused("one"));
    times(5, () -> conflicts.refused("other"));

    assertContended(() -> conflicts.refused("one"), "6 writes in a row were refused");
  }

  @Test
  void a_write_that_has_its_effect_begins_the_count_anew() {
    times(5, () -> conflicts.refused("one"));
    conflicts.written("one");

    times(5, () -> conflicts.refused("one"));
  }

  @Test
  void what_was_undone_counts_whatever_was_written_in_between() {
    times(
        5,
        () -> {
          conflicts.undone("one");
          conflicts.written("one");
        });

    assertContended(() -> conflicts.undone("one"), "what was written was undone 6 times");
  }

  private static void times(int times, Runnable what) {
    for (int i = 0; i < times; i++) {
      what.run();
    }
  }

  private static void assertContended(Runnable what, String why) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(
            RotationFailed.class,
            failed -> {
              assertThat(failed.failure().reason()).isEqualTo(Reason.CONTENDED);
              assertThat(failed.failure().where()).isEqualTo("one");
              assertThat(failed.failure().why()).isEqualTo(why);
            });
  }
}
