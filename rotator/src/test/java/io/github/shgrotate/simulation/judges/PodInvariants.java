package io.github.shgrotate.simulation.judges;

import static io.github.shgrotate.simulation.judges.Invariant.CANARY_FIRST;
import static io.github.shgrotate.simulation.judges.Invariant.KEY_REGENERATED_ONLY_WHEN_IDLE;
import static io.github.shgrotate.simulation.judges.Invariant.NO_READY_POD_ON_A_REFUSED_TOKEN;
import static io.github.shgrotate.simulation.judges.Invariant.ONE_ROLLOUT_PER_TOKEN;
import static io.github.shgrotate.simulation.judges.Invariant.RESTART_ONLY_ONTO_A_GOOD_TOKEN;
import static io.github.shgrotate.simulation.judges.Invariant.STAMP_NAMES_THE_TOKEN;

import io.github.shgrotate.simulation.world.Azure;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.Snapshot;
import io.github.shgrotate.simulation.world.Told;
import io.github.shgrotate.simulation.world.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which tokens the gateways run on, and what makes them restart.
final class PodInvariants {
  private PodInvariants() {}

  static Stream<Violation> restartOnlyOntoAGoodToken(Evidence seen) {
    return seen.stampsOfRuns()
        .filter(stamp -> stamp.secret().filter(text -> seen.accepted(text, stamp.at())).isEmpty())
        .filter(stamp -> !seen.behindItsBack(stamp))
        .map(
            stamp ->
                new Violation(
                    RESTART_ONLY_ONTO_A_GOOD_TOKEN,
                    stamp.at(),
                    "%s was restarted by %s onto a token that Azure refuses"
                        .formatted(stamp.workload(), stamp.by())));
  }

  static Stream<Violation> stampNamesTheToken(Evidence seen) {
    return seen.stampsOfRuns()
        .filter(stamp -> !goesBack(seen, stamp))
        .filter(stamp -> !stamp.after().stamp().equals(stamp.secret().map(Evidence::fingerprint)))
        .filter(stamp -> !seen.behindItsBack(stamp))
        .map(
            stamp ->
                new Violation(
                    STAMP_NAMES_THE_TOKEN,
                    stamp.at(),
                    "%s was stamped with another token than its pods will read"
                        .formatted(stamp.workload())));
  }

  /// Whether the template is exactly one that the workload had before: its pods were made from it.
  private static boolean goesBack(Evidence seen, Entry.TemplateWritten stamp) {
    return seen.of(Entry.TemplateWritten.class)
        .takeWhile(earlier -> !earlier.equals(stamp))
        .anyMatch(
            earlier ->
                earlier.workload().equals(stamp.workload())
                    && earlier.before().equals(stamp.after()));
  }

  static Stream<Violation> oneRolloutPerToken(Evidence seen) {
    return seen.stampsOfRuns()
        .filter(stamp -> stamp.before().stamp().equals(stamp.after().stamp()))
        .map(
            stamp ->
                new Violation(
                    ONE_ROLLOUT_PER_TOKEN,
                    stamp.at(),
                    "%s had that stamp already and was rolled out again"
                        .formatted(stamp.workload())));
  }

  static Stream<Violation> canaryFirst(Evidence seen) {
    if (!seen.terms().waits()) {
      return Stream.empty();
    }
    List<Violation> found = new ArrayList<>();
    Map<Integer, Snapshot> began = new HashMap<>();
    seen.begun().forEach(run -> began.put(run.run(), run.found()));
    Running running = new Running();
    for (Entry entry : seen.entries()) {
      if (entry instanceof Entry.TemplateWritten stamp
          && stamp.by() instanceof Writer.Run(int run)
          && seen.of().workloads().contains(stamp.workload())
          && !goesBack(seen, stamp)) {
        for (Snapshot.OfWorkload before :
            Optional.ofNullable(began.get(run)).orElseThrow().workloads()) {
          if (before.name().equals(stamp.workload())) {
            break;
          }
          boolean hasACanary =
              running
                  .of(before.name())
                  .anyMatch(c -> c.ready() && Optional.of(c.stamp()).equals(stamp.after().stamp()));
          if (before.replicas() > 0
              && !before.paused()
              && !before.byHand()
              && !seen.touchedDuring(run).contains(before.name())
              && !hasACanary) {
            found.add(
                new Violation(
                    CANARY_FIRST,
                    stamp.at(),
                    "%s was restarted while no pod of %s had come up with that token"
                        .formatted(stamp.workload(), before.name())));
          }
        }
      }
      running.follow(entry);
    }
    return found.stream();
  }

  /// A container that is ready, and on what it began.
  private record Ready(Entry.ContainerBegan container, int index) {}

  /// One that began on what a person had put into the Secret counts from when a run that began
  /// later has found everything well; every other one at once.
  static Stream<Violation> noReadyPodOnARefusedToken(Evidence seen) {
    List<Violation> found = new ArrayList<>();
    Map<String, Ready> began = new HashMap<>();
    Map<String, Ready> ready = new HashMap<>();
    Map<Integer, Integer> beginnings = new HashMap<>();
    NavigableMap<Integer, Instant> well = new TreeMap<>();
    int index = 0;
    for (Entry entry : seen.entries()) {
      index++;
      switch (entry) {
        case Entry.RunBegan it -> beginnings.put(it.run(), index);
        case Entry.RunEnded it
            when it.told().ending() == Told.Ending.CONVERGED && !seen.behindItsBack(it) ->
            well.putIfAbsent(Optional.ofNullable(beginnings.get(it.run())).orElseThrow(), it.at());
        case Entry.ContainerBegan it when seen.of().workloads().contains(it.workload()) ->
            began.put(it.pod(), new Ready(it, index));
        case Entry.PodReady it when began.containsKey(it.pod()) ->
            ready.put(it.pod(), Optional.ofNullable(began.get(it.pod())).orElseThrow());
        case Entry.ContainerEnded it -> judge(seen, ready.remove(it.pod()), well, it.at(), found);
        case Entry.PodLeaving it -> judge(seen, ready.remove(it.pod()), well, it.at(), found);
        default -> {}
      }
    }
    Instant end = seen.world().time().now();
    ready.values().forEach(each -> judge(seen, each, well, end, found));
    return found.stream();
  }

  /// @param well when a run ended that found everything well, by where in the chronicle it began
  private static void judge(
      Evidence seen,
      @Nullable Ready ready,
      NavigableMap<Integer, Instant> well,
      Instant end,
      List<Violation> found) {
    if (ready == null) {
      return;
    }
    Entry.ContainerBegan container = ready.container();
    Instant refused = seen.azure().acceptedUntil(seen.of().gateway(), container.text());
    Instant from = later(container.at(), refused);
    if (seen.origins().leftNoTrace(container)) {
      return;
    }
    if (seen.origins().isAPersons(container)) {
      Map.Entry<Integer, Instant> run = well.higherEntry(ready.index());
      if (run == null || !seen.terms().waits()) {
        return;
      }
      from = later(from, run.getValue());
    }
    if (from.isBefore(end) || (from.equals(refused) && refused.equals(end))) {
      found.add(
          new Violation(
              NO_READY_POD_ON_A_REFUSED_TOKEN,
              from,
              "pod %s was ready with a token that Azure %s"
                  .formatted(
                      container.pod(),
                      container.at().isAfter(refused) ? "refused" : "came to refuse")));
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  static Stream<Violation> keyRegeneratedOnlyWhenIdle(Evidence seen) {
    List<Violation> found = new ArrayList<>();
    Running running = new Running();
    for (Entry entry : seen.entries()) {
      if (entry instanceof Entry.KeyRegenerated it
          && it.by().isRun()
          && it.gateway().equals(seen.of().gateway())) {
        running
            .all()
            .filter(container -> diedWith(seen, container, it))
            .map(
                container ->
                    new Violation(
                        KEY_REGENERATED_ONLY_WHEN_IDLE,
                        it.at(),
                        "pod %s ran on a token of the %s key when it was regenerated"
                            .formatted(container.pod(), it.slot())))
            .forEach(found::add);
      }
      running.follow(entry);
    }
    return found.stream();
  }

  private static boolean diedWith(
      Evidence seen, Running.Container container, Entry.KeyRegenerated regenerated) {
    Optional<Azure.Issued> token = seen.azure().ledger(container.text());
    return token.filter(it -> it.slot() == regenerated.slot()).isPresent()
        && seen.azure()
            .acceptedUntil(seen.of().gateway(), container.text())
            .equals(regenerated.at());
  }
}
