package io.github.shgrotate.simulation.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.simulation.Rotator;
import io.github.shgrotate.simulation.judges.Invariant;
import io.github.shgrotate.simulation.judges.Violation;
import io.github.shgrotate.simulation.year.Finding;
import io.github.shgrotate.simulation.year.Shrinking;
import io.github.shgrotate.simulation.year.Stories;
import io.github.shgrotate.simulation.year.Year;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The year can fail: it notices programs that do well for weeks, and those that are wrong at once.
class WrongYearsTest {
  private static final int DAYS = 365;
  private static final long SEEDS = 40;

  @ParameterizedTest
  @EnumSource
  void is_noticed_in_the_course_of_a_year(WrongInTheLongRun wrong) {
    assertThat(found(wrong, wrong.broken())).isPresent();
  }

  @ParameterizedTest(name = "one that {0}")
  @EnumSource(
      names = {
        "RESTARTS_BEFORE_IT_STORES",
        "RESTARTS_ONLY_WHAT_IT_HAS_JUST_RENEWED",
        "WRITES_THE_SECRET_TWICE",
        "CALLS_GIVING_UP_A_SUCCESS",
        "RESTARTS_ALL_WORKLOADS_AT_ONCE",
        "RESTARTS_WITHOUT_A_NEW_TOKEN",
        "REVOKES_BEFORE_IT_HAS_PROVEN",
        "FORGETS_TO_REVOKE",
        "WRITES_WITHOUT_A_LOOK_AT_THE_VERSION",
        "GIVES_UP_FOR_GOOD"
      })
  void so_are_those_that_a_crash_point_shows(WrongRotator wrong) {
    assertThat(found(wrong, wrong.noticedBy())).isPresent();
  }

  @Test
  void the_story_that_is_told_is_a_short_one() {
    Rotator wrong = WrongInTheLongRun.GIVES_UP_AFTER_AN_OUTAGE;
    Finding found = found(wrong, Invariant.NO_READY_POD_ON_A_REFUSED_TOKEN).orElseThrow();

    Finding shortest = Shrinking.shrink(found.whole(), wrong, found.violation());

    // An outage, and nothing else: the pods are made ready by the rollouts of former days.
    assertThat(shortest.story().happenings()).hasSizeLessThanOrEqualTo(2);
    assertThat(found.whole().happenings()).hasSizeGreaterThan(20);
    assertThat(shortest.lines().getLast())
        .startsWith("again: bin/simulate --first-seed %d".formatted(found.whole().seed()));
    assertThat(Year.play(shortest.story(), wrong).violations())
        .extracting(Violation::invariant)
        .contains(Invariant.NO_READY_POD_ON_A_REFUSED_TOKEN);
  }

  private static Optional<Finding> found(Rotator wrong, Invariant broken) {
    return LongStream.rangeClosed(1, SEEDS)
        .mapToObj(seed -> Year.play(Stories.of(seed, DAYS), wrong))
        .flatMap(
            outcome ->
                outcome.violations().stream()
                    .filter(violation -> violation.invariant() == broken)
                    .limit(1)
                    .map(violation -> new Finding(outcome.story(), List.of(), violation)))
        .findFirst();
  }
}
