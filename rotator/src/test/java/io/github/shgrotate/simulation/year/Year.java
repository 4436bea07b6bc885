package io.github.shgrotate.simulation.year;

import io.github.shgrotate.simulation.Rotator;
import io.github.shgrotate.simulation.judges.Evidence;
import io.github.shgrotate.simulation.judges.Invariant;
import io.github.shgrotate.simulation.judges.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Plays a story: every day each gateway's CronJob runs the rotator once, whatever has happened.
public final class Year {
  /// What was broken is well again by then, and what was slow has come up.
  private static final Duration UNTIL_SETTLED = Duration.ofHours(1);

  private Year() {}

  /// What came of it.
  ///
  /// @param runs how often the rotator ran by schedule
  /// @param evidence of each gateway
  public record Outcome(Story story, int runs, List<Evidence> evidence) {
    public Outcome {
      evidence = List.copyOf(evidence);
    }

    /// What was not as promised, the earliest first.
    public List<Violation> violations() {
      return evidence.stream()
          .flatMap(each -> Invariant.violations(each).stream())
          .sorted(Comparator.comparing(Violation::at))
          .toList();
    }
  }

  /// Plays all of it.
  public static Outcome play(Story story, Rotator rotator) {
    return play(story, rotator, Calendar.at(Calendar.DAY.multipliedBy(story.days())));
  }

  /// Plays it up to some moment.
  static Outcome play(Story story, Rotator rotator, Instant end) {
    Scene scene = new Scene(story, rotator);
    Map<Site, Set<Integer>> calm = new HashMap<>();
    story.fleet().forEach(site -> calm.put(site, new HashSet<>()));
    List<Site> inOrder = new ArrayList<>(story.fleet());
    inOrder.sort(Comparator.comparing(Site::runsAt));
    int runs = 0;
    for (int day = 0; day < story.days(); day++) {
      for (Site site : inOrder) {
        Instant begin = Calendar.at(Calendar.DAY.multipliedBy(day).plus(site.runsAt()));
        if (!begin.isBefore(end)) {
          continue;
        }
        scene.world().time().passUntil(begin);
        if (scene.weather().isAway(Happening.Whom.SCHEDULE)) {
          continue;
        }
        Instant began = scene.world().time().now();
        Scene.Ran ran = scene.run(site);
        runs++;
        if (ran.calm() && isCalm(story, site, began, scene.world().time().now())) {
          Optional.ofNullable(calm.get(site)).orElseThrow().add(ran.number());
        }
      }
    }
    scene.world().time().passUntil(end);
    return new Outcome(
        story,
        runs,
        story.fleet().stream()
            .map(
                site ->
                    new Evidence(
                        scene.world(),
                        site.of(),
                        site.settings().terms(),
                        Optional.ofNullable(calm.get(site)).orElseThrow()))
            .toList());
  }

  /// Whether nothing stood in the way of a run: no outage, nothing broken since a while, and nobody
  /// else at work meanwhile.
  private static boolean isCalm(Story story, Site site, Instant began, Instant ended) {
    Duration from = Duration.between(Calendar.START, began);
    Duration until = Duration.between(Calendar.START, ended);
    for (Happening happening : story.happenings()) {
      if (happening.at().compareTo(until) > 0) {
        break;
      }
      if (happening instanceof Happening.Local local && !local.site().equals(site.name())) {
        continue;
      }
      Duration over =
          switch (happening) {
            case Happening.Lasting it -> it.until().plus(UNTIL_SETTLED);
            case Happening.Throttled _ -> Duration.ZERO;
            default -> happening.at();
          };
      if (over.compareTo(from) >= 0) {
        return false;
      }
    }
    return true;
  }
}
