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
import java.util.Optional;
import java.util.stream.Stream;

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
          if (before.replicas() > 0 && !before.paused() && !before.byHand() && !hasACanary) {
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

  /// A container counts from its beginning; one that ran before the story begins does not, and one
  /// that began on what a person had put into the Secret does only when a run has since found
  /// everything well.
  static Stream<Violation> noReadyPodOnARefusedToken(Evidence seen) {
    List<Violation> found = new ArrayList<>();
    Map<String, Running.Container> ready = new HashMap<>();
    Running running = new Running();
    boolean ours = false;
    for (Entry entry : seen.entries()) {
      switch (entry) {
        case Entry.SecretWritten write when write.name().equals(seen.of().secret()) ->
            ours = write.by().isRun();
        case Entry.RunEnded run
            when run.of().equals(seen.of()) && run.told().ending() == Told.Ending.CONVERGED ->
            ours = true;
        case Entry.PodReady it when seen.of().workloads().contains(it.workload()) -> {
          running.follow(entry);
          if (ours) {
            running
                .of(it.workload())
                .filter(container -> container.pod().equals(it.pod()))
                .forEach(container -> ready.put(it.pod(), container));
          }
        }
        case Entry.ContainerEnded it ->
            judge(seen, ready.remove(it.pod()), it.at()).forEach(found::add);
        case Entry.PodLeaving it ->
            judge(seen, ready.remove(it.pod()), it.at()).forEach(found::add);
        default -> {}
      }
      running.follow(entry);
    }
    Instant end = seen.world().time().now();
    ready.values().forEach(container -> judge(seen, container, end).forEach(found::add));
    return found.stream();
  }

  private static Stream<Violation> judge(
      Evidence seen, Running.@org.jspecify.annotations.Nullable Container container, Instant end) {
    if (container == null) {
      return Stream.empty();
    }
    Instant refused = seen.azure().acceptedUntil(seen.of().gateway(), container.text());
    return refused.isAfter(end)
        ? Stream.empty()
        : Stream.of(
            new Violation(
                NO_READY_POD_ON_A_REFUSED_TOKEN,
                container.began().isAfter(refused) ? container.began() : refused,
                "pod %s was ready with a token that Azure %s"
                    .formatted(
                        container.pod(),
                        container.began().isAfter(refused) ? "refused" : "came to refuse")));
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
