package io.github.shgrotate.e2e.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void the_median_stands_in_the_middle_whatever_the_order() {
    assertThat(Spread.of(List.of(9.0, 1.0, 5.0, 3.0, 7.0))).isEqualTo(new Spread(3, 5, 7));
  }

  @Test
  void between_two_values_it_is_in_proportion() {
    assertThat(Spread.of(List.of(10.0, 20.0))).isEqualTo(new Spread(12.5, 15, 17.5));
  }

  @Test
  void one_value_has_no_spread() {
    assertThat(Spread.of(List.of(4.0))).isEqualTo(new Spread(4, 4, 4));
  }

  @Test
  void ratios_are_taken_within_a_round_and_not_of_medians() {
    // The medians are 30 and 60; the second round was slow for both.
    List<Cost> one = Samples.walls(10, 100, 30);
    List<Cost> other = Samples.walls(40, 400, 60);

    assertThat(Spread.ofRatios(one, other, Cost::wallMillis).median()).isEqualTo(0.25);
  }

  @Test
  void rounds_that_not_both_ran_cannot_be_paired() {
    assertThatThrownBy(
            () -> Spread.ofRatios(Samples.walls(1, 2), Samples.walls(1), Cost::wallMillis))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 runs cannot be paired with 1");
  }

  @Test
  void of_nothing_there_is_no_median() {
    assertThatThrownBy(() -> Spread.of(List.of())).hasMessageContaining("nothing was measured");
  }
}
