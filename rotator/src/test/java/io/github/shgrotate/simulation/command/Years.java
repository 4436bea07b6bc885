package io.github.shgrotate.simulation.command;

import io.github.shgrotate.simulation.Product;
import io.github.shgrotate.simulation.Rotator;
import io.github.shgrotate.simulation.Telling;
import io.github.shgrotate.simulation.year.Finding;
import io.github.shgrotate.simulation.year.Shrinking;
import io.github.shgrotate.simulation.year.Stories;
import io.github.shgrotate.simulation.year.Story;
import io.github.shgrotate.simulation.year.Year;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Plays the years of many seeds.
final class Years {
  private static final Rotator PRODUCT = new Product();
  private static final long AT_A_TIME = 100;
  private static final int MOST_TOLD = 3;

  private Years() {}

  static int play(Order.Years order, PrintStream out, PrintStream err) {
    return order.only().isPresent() || order.tell()
        ? playOne(order, out, err)
        : playAll(order, out, err);
  }

  private static int playOne(Order.Years order, PrintStream out, PrintStream err) {
    Story whole = Stories.of(order.first(), order.days());
    Story story;
    try {
      story = order.only().map(whole::only).orElse(whole);
    } catch (IllegalArgumentException e) {
      return Simulate.wrong("--only: " + e.getMessage(), err);
    }
    Year.Outcome outcome = Year.play(story, PRODUCT);
    if (order.tell()) {
      outcome.evidence().getFirst().chronicle().stream().map(Telling::line).forEach(out::println);
    } else {
      story.lines().forEach(out::println);
    }
    outcome.violations().forEach(violation -> out.println("BROKEN " + violation));
    out.println(
        outcome.violations().isEmpty()
            ? "seed %d: every promise was kept".formatted(order.first())
            : "seed %d: %d times a promise was broken"
                .formatted(order.first(), outcome.violations().size()));
    return outcome.violations().isEmpty() ? 0 : 1;
  }

  private static int playAll(Order.Years order, PrintStream out, PrintStream err) {
    LongAdder runs = new LongAdder();
    LongAdder happenings = new LongAdder();
    List<Finding> found = new ArrayList<>();
    long end = order.first() + order.seeds();
    for (long from = order.first(); from < end; from += AT_A_TIME) {
      long until = Math.min(end, from + AT_A_TIME);
      LongStream.range(from, until)
          .parallel()
          .mapToObj(seed -> Year.play(Stories.of(seed, order.days()), PRODUCT))
          .flatMap(
              outcome -> {
                runs.add(outcome.runs());
                happenings.add(outcome.story().happenings().size());
                return first(outcome);
              })
          .sequential()
          .sorted(Comparator.comparingLong(it -> it.whole().seed()))
          .forEach(found::add);
      if (until < end) {
        err.println(
            "%d of %d seeds, %d broken"
                .formatted(until - order.first(), order.seeds(), found.size()));
      }
    }
    found.stream()
        .limit(MOST_TOLD)
        .flatMap(it -> Shrinking.shrink(it.whole(), PRODUCT, it.violation()).lines().stream())
        .forEach(out::println);
    found.stream()
        .skip(MOST_TOLD)
        .forEach(it -> out.println("seed %d: %s".formatted(it.whole().seed(), it.violation())));
    out.println(
        "%d seeds from %d, %d days each: %d runs, %d happenings; %s"
            .formatted(
                order.seeds(),
                order.first(),
                order.days(),
                runs.sum(),
                happenings.sum(),
                found.isEmpty()
                    ? "every promise was kept"
                    : "%d of them broke a promise".formatted(found.size())));
    return found.isEmpty() ? 0 : 1;
  }

  private static Stream<Finding> first(Year.Outcome outcome) {
    return outcome.violations().stream()
        .limit(1)
        .map(violation -> new Finding(outcome.story(), List.of(), violation));
  }
}
