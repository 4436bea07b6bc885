package io.github.shgrotate.e2e.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoalTest {
  @ParameterizedTest
  @EnumSource
  void a_goal_is_met_by_what_is_below_it(Goal goal) {
    assertThat(goal.verdict(Samples.good())).isEqualTo(Goal.Verdict.MET);
  }

  @Test
  void what_takes_an_eighth_of_the_script_is_met_and_more_is_missed() {
    assertThat(wall(1000, 8000)).isEqualTo(Goal.Verdict.MET);
    assertThat(wall(1001, 8000)).isEqualTo(Goal.Verdict.MISSED);
  }

  @Test
  void processor_time_and_memory_are_compared_with_the_script() {
    Results spent =
        Samples.good(Contender.ROTATOR, thrice(new Cost(400, 1500, 130, new Requests(1, 2, 6))));

    assertThat(Goal.CPU.verdict(spent)).isEqualTo(Goal.Verdict.MISSED);
    assertThat(Goal.MEMORY.verdict(spent)).isEqualTo(Goal.Verdict.MISSED);
    assertThat(Goal.WALL.verdict(spent)).isEqualTo(Goal.Verdict.MET);
  }

  @Test
  void bare_java_is_not_to_be_half_as_fast_again() {
    Results slow = Samples.good(Contender.FLOOR, Samples.walls(266, 199, 333));

    assertThat(Goal.FLOOR.verdict(slow)).isEqualTo(Goal.Verdict.MISSED);
  }

  @Test
  void a_tenth_request_is_one_too_many() {
    Results asked =
        Samples.good(Contender.ROTATOR, thrice(new Cost(400, 50, 60, new Requests(1, 2, 7))));

    assertThat(Goal.REQUESTS.verdict(asked)).isEqualTo(Goal.Verdict.MISSED);
  }

  @Test
  void an_image_that_was_not_built_is_neither_met_nor_missed() {
    Results good = Samples.good();
    Results noImage =
        new Results(
            good.warm(), Rounds.NONE, good.diskMb(), OptionalDouble.empty(), good.setting());

    assertThat(Goal.IMAGE.verdict(noImage)).isEqualTo(Goal.Verdict.NOT_MEASURED);
  }

  private static Goal.Verdict wall(double ours, double scripts) {
    Map<Contender, List<Cost>> warm = new EnumMap<>(Samples.good().warm().costs());
    warm.put(Contender.ROTATOR, Samples.walls(ours, ours, ours));
    warm.put(Contender.SCRIPT, Samples.walls(scripts, scripts, scripts));
    return Goal.WALL.verdict(Samples.of(new Rounds(warm), Rounds.NONE));
  }

  private static List<Cost> thrice(Cost cost) {
    return Collections.nCopies(3, cost);
  }
}
