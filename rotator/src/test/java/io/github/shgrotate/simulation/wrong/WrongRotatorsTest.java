package io.github.shgrotate.simulation.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.simulation.Patience;
import io.github.shgrotate.simulation.Rotator;
import io.github.shgrotate.simulation.crash.Beginning;
import io.github.shgrotate.simulation.crash.Beginnings;
import io.github.shgrotate.simulation.crash.CrashCase;
import io.github.shgrotate.simulation.crash.CrashCases;
import io.github.shgrotate.simulation.judges.Invariant;
import io.github.shgrotate.simulation.judges.Violation;
import java.util.EnumSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The checks can fail: each of these programs is wrong in one way, and a judge says which.
class WrongRotatorsTest {
  @ParameterizedTest(name = "one that {0}")
  @EnumSource
  void is_noticed_by_the_judge_that_is_there_for_it(WrongRotator wrong) {
    assertThat(notices(wrong.noticedBy(), wrong, wrong.beginning()))
        .as("%s, from %s", wrong.noticedBy(), wrong.beginning())
        .isTrue();
  }

  @Test
  void every_judge_has_a_program_that_it_is_there_for() {
    assertThat(EnumSet.allOf(Invariant.class))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(WrongRotator.values())
                .map(WrongRotator::noticedBy)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Invariant.class))));
  }

  @ParameterizedTest(name = "{0}, from {1}")
  @CsvSource({
    "ONE_WRITE, due-always",
    "NOTHING_UNSEEN_IS_OVERWRITTEN, due",
    "STAMP_NAMES_THE_TOKEN, due-always",
    "TELLS_THE_TRUTH, broken-image",
    "NOTHING_IS_RENEWED_EARLY, mid-life"
  })
  void the_script_before_this_program_does_not_pass(Invariant judge, String beginning) {
    assertThat(notices(judge, new Script(), Beginnings.named(beginning))).isTrue();
  }

  private static boolean notices(Invariant judge, Rotator rotator, Beginning beginning) {
    return Stream.concat(
            Stream.of(CrashCase.of(beginning, Patience.NONE)),
            CrashCases.single(beginning, rotator).stream())
        .flatMap(each -> each.play(rotator).violations().stream())
        .map(Violation::invariant)
        .anyMatch(judge::equals);
  }
}
