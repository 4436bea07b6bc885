package io.github.shgrotate.simulation.year;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.simulation.Product;
import io.github.shgrotate.simulation.Rotator;
import io.github.shgrotate.simulation.Telling;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.Told;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whatever happens in a year: as long as nothing keeps the runs away for longer than the renewal
/// margin, every promise is kept. `bin/simulate` plays more years than these.
class YearTest {
  private static final Rotator PRODUCT = new Product();
  private static final long SEEDS = 300;
  private static final int DAYS = 365;
  private static final int MOST_SHOWN = 3;

  @Test
  void every_promise_is_kept_for_a_year_of_trouble() {
    List<Finding> first =
        LongStream.rangeClosed(1, SEEDS)
            .parallel()
            .mapToObj(seed -> Year.play(Stories.of(seed, DAYS), PRODUCT))
            .flatMap(YearTest::firstViolation)
            .toList();

    assertThat(
            first.stream()
                .limit(MOST_SHOWN)
                .map(it -> Shrinking.shrink(it.whole(), PRODUCT, it.violation()))
                .map(it -> String.join("\n", it.lines())))
        .as("%d of %d years", first.size(), SEEDS)
        .isEmpty();
  }

  private static Stream<Finding> firstViolation(Year.Outcome outcome) {
    return outcome.violations().stream()
        .limit(1)
        .map(violation -> new Finding(outcome.story(), List.of(), violation));
  }

  @Test
  void the_same_seed_tells_the_same_story_twice() {
    assertThat(told(7)).hasSizeGreaterThan(5000).isEqualTo(told(7)).isNotEqualTo(told(8));
  }

  private static List<String> told(long seed) {
    return Year.play(Stories.of(seed, DAYS), PRODUCT).evidence().stream()
        .flatMap(evidence -> evidence.entries().stream())
        .map(Telling::line)
        .toList();
  }

  @Test
  void what_is_left_out_changes_nothing_of_the_rest() {
    Story whole = Stories.of(7, DAYS);
    Story some = whole.only(List.of(5, 3));

    assertThat(some.happenings())
        .containsExactly(whole.happenings().get(2), whole.happenings().get(4));
    assertThat(some.fleet()).isEqualTo(whole.fleet());
  }

  @Test
  void everything_that_can_happen_does() {
    Set<Class<?>> happened =
        LongStream.rangeClosed(1, 20)
            .boxed()
            .flatMap(seed -> Stories.of(seed, DAYS).happenings().stream())
            .map(Object::getClass)
            .collect(Collectors.toSet());

    assertThat(happened)
        .containsExactlyInAnyOrderElementsOf(kinds(Happening.class).collect(Collectors.toSet()));
  }

  private static Stream<Class<?>> kinds(Class<?> of) {
    return of.isSealed()
        ? Arrays.stream(of.getPermittedSubclasses()).flatMap(YearTest::kinds)
        : Stream.of(of);
  }

  /// Else the years would be kind ones.
  @Test
  void it_hurts() {
    Set<String> ends =
        LongStream.rangeClosed(1, 60)
            .mapToObj(seed -> Year.play(Stories.of(seed, DAYS), PRODUCT))
            .flatMap(outcome -> outcome.evidence().stream())
            .flatMap(evidence -> evidence.entries().stream())
            .filter(Entry.RunEnded.class::isInstance)
            .map(entry -> ((Entry.RunEnded) entry).told())
            .map(told -> told.ending() == Told.Ending.FAILED ? told.reason() : told.ending() + "")
            .collect(Collectors.toSet());

    assertThat(ends)
        .contains(
            "CONVERGED",
            "KILLED",
            "AzureUnavailable",
            "KubernetesUnavailable",
            "SignInUnavailable",
            "RolloutFailed",
            "RolloutTimedOut",
            "WorkloadPaused");
  }
}
