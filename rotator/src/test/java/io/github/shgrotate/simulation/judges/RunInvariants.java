package io.github.shgrotate.simulation.judges;

import static io.github.shgrotate.simulation.judges.Invariant.AZURE_ANSWERS_FIRST;
import static io.github.shgrotate.simulation.judges.Invariant.A_REFUSAL_IS_FINAL;
import static io.github.shgrotate.simulation.judges.Invariant.CONVERGES;
import static io.github.shgrotate.simulation.judges.Invariant.NOTHING_OWED_NOTHING_WRITTEN;
import static io.github.shgrotate.simulation.judges.Invariant.NO_DEFECT;
import static io.github.shgrotate.simulation.judges.Invariant.NO_WRITE_WAR;
import static io.github.shgrotate.simulation.judges.Invariant.SECRETS_STAY_INSIDE;
import static io.github.shgrotate.simulation.judges.Invariant.TELLS_THE_TRUTH;

import io.github.shgrotate.simulation.world.Azure;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.Snapshot;
import io.github.shgrotate.simulation.world.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What runs do, and what they say.
final class RunInvariants {
  /// For one request, with everything that an adapter sends again: five conflicts are enough.
  private static final int MOST_REQUESTS = 30;

  /// A token is judged as it was when the run looked at it.
  private static final Duration LONGEST_RUN = Duration.ofHours(2);

  private static final Set<String> MAY_BE_ASKED_AGAIN =
      Set.of(
          "GatewayProbe.ask",
          "Journal.record",
          "Workloads.awaitChange",
          "Workloads.logs",
          "Workloads.pods",
          // Another workload's.
          "Workloads.workload");

  private RunInvariants() {}

  static Stream<Violation> converges(Evidence seen) {
    return seen.ended()
        .filter(run -> seen.calmRuns().contains(run.run()))
        .filter(run -> run.told().ending() != Told.Ending.CONVERGED)
        .filter(run -> !waitsForSomebody(seen, run))
        .map(
            run ->
                new Violation(
                    CONVERGES,
                    run.at(),
                    "nothing stood in the way of run %d, and it ended with %s %s"
                        .formatted(run.run(), run.told().ending(), run.told().reason())));
  }

  /// It says that pods have to be deleted by hand, and there are such pods.
  private static boolean waitsForSomebody(Evidence seen, Entry.RunEnded run) {
    Optional<String> stored =
        run.left().secret().flatMap(it -> it.text(seen.of().dataKey())).map(Evidence::fingerprint);
    return run.told().reason().equals("WorkloadOnDelete")
        && run.left().workloads().stream()
            .filter(Snapshot.OfWorkload::byHand)
            .anyMatch(
                workload ->
                    workload.pods().stream()
                        .filter(pod -> !pod.terminating())
                        // Without the right to list pods only their number is known.
                        .anyMatch(
                            pod ->
                                !pod.template().stamp().equals(stored)
                                    || !pod.template().equals(workload.template())));
  }

  static Stream<Violation> tellsTheTruth(Evidence seen) {
    return seen.ended()
        .filter(run -> run.told().ending() == Told.Ending.CONVERGED)
        .filter(run -> !seen.behindItsBack(run))
        .flatMap(
            run ->
                Wellness.owed(
                        seen,
                        run.left(),
                        run.at(),
                        LONGEST_RUN.negated(),
                        run.told().unproven(),
                        seen.touchedDuring(run.run()))
                    .map(
                        owed ->
                            new Violation(
                                TELLS_THE_TRUTH,
                                run.at(),
                                "run %d says that nothing is owed, but %s"
                                    .formatted(run.run(), owed))));
  }

  static Stream<Violation> nothingOwedNothingWritten(Evidence seen) {
    if (seen.terms().renewBefore().isEmpty()) {
      return Stream.empty();
    }
    Map<Integer, Boolean> nothingOwed = new HashMap<>();
    seen.begun()
        .forEach(
            run ->
                nothingOwed.put(
                    run.run(),
                    Wellness.owed(seen, run.found(), run.at(), LONGEST_RUN, Set.of(), Set.of())
                        .findAny()
                        .isEmpty()));
    Set<Integer> disturbed = disturbedByPeople(seen);
    return seen.of(Entry.WriteArrived.class)
        .filter(write -> nothingOwed.getOrDefault(write.run(), false))
        .filter(write -> !disturbed.contains(write.run()))
        .map(
            write ->
                new Violation(
                    NOTHING_OWED_NOTHING_WRITTEN,
                    write.at(),
                    "nothing was owed, and run %d sent: %s"
                        .formatted(write.run(), write.request())));
  }

  /// Runs during which somebody else changed the Secret, a template or the pods.
  private static Set<Integer> disturbedByPeople(Evidence seen) {
    Set<Integer> running = new HashSet<>();
    Set<Integer> disturbed = new HashSet<>();
    for (Entry entry : seen.entries()) {
      switch (entry) {
        case Entry.RunBegan it -> running.add(it.run());
        case Entry.RunEnded it -> running.remove(it.run());
        case Entry.SecretWritten it when !it.by().isRun() -> disturbed.addAll(running);
        case Entry.TemplateWritten it when !it.by().isRun() -> disturbed.addAll(running);
        // Scaled from nothing, there is somebody now to find something out from.
        case Entry.PodsHit _ -> disturbed.addAll(running);
        default -> {}
      }
    }
    return disturbed;
  }

  static Stream<Violation> azureAnswersFirst(Evidence seen) {
    Set<Integer> answered = new HashSet<>();
    List<Violation> found = new ArrayList<>();
    for (Entry entry : seen.entries()) {
      if (entry instanceof Entry.AzureAnswered it) {
        answered.add(it.run());
      }
      if (entry instanceof Entry.WriteArrived it
          && !it.request().equals("generateToken")
          && !answered.contains(it.run())) {
        found.add(
            new Violation(
                AZURE_ANSWERS_FIRST,
                it.at(),
                "run %d sent \"%s\" before Azure had answered".formatted(it.run(), it.request())));
      }
    }
    return found.stream();
  }

  static Stream<Violation> aRefusalIsFinal(Evidence seen) {
    Map<String, Integer> refused = new HashMap<>();
    return seen.of(Entry.Requested.class)
        .filter(request -> request.fate().equals("REFUSED_403"))
        .filter(request -> !MAY_BE_ASKED_AGAIN.contains(request.request()))
        .filter(
            request -> refused.merge(request.run() + " " + request.request(), 1, Integer::sum) > 1)
        .map(
            request ->
                new Violation(
                    A_REFUSAL_IS_FINAL,
                    request.at(),
                    "%s was refused and asked for again".formatted(request.request())));
  }

  static Stream<Violation> noWriteWar(Evidence seen) {
    Map<String, Integer> writes = new HashMap<>();
    return seen.of(Entry.Requested.class)
        .filter(write -> !MAY_BE_ASKED_AGAIN.contains(write.request()))
        .filter(
            write ->
                writes.merge(write.run() + " " + write.request(), 1, Integer::sum)
                    == MOST_REQUESTS + 1)
        .map(
            write ->
                new Violation(
                    NO_WRITE_WAR,
                    write.at(),
                    "run %d sent \"%s\" again and again".formatted(write.run(), write.request())));
  }

  static Stream<Violation> noDefect(Evidence seen) {
    return seen.ended()
        .filter(run -> run.told().reason().equals("Internal"))
        .map(
            run ->
                new Violation(
                    NO_DEFECT,
                    run.at(),
                    "run %d broke: %s".formatted(run.run(), run.told().words())));
  }

  static Stream<Violation> secretsStayInside(Evidence seen) {
    Map<String, Boolean> telling = new HashMap<>();
    List<String> signatures =
        seen.azure().ledger().stream()
            .map(Azure.Issued::text)
            .map(token -> token.substring(token.lastIndexOf('&') + 1))
            .toList();
    return seen.entries().stream()
        .flatMap(entry -> said(entry).map(text -> Map.entry(entry, text)))
        .filter(
            each ->
                telling.computeIfAbsent(
                    each.getValue(), text -> signatures.stream().anyMatch(text::contains)))
        .map(
            each ->
                new Violation(
                    SECRETS_STAY_INSIDE, each.getKey().at(), "a token was told in plain"));
  }

  /// What anybody can read.
  private static Stream<String> said(Entry entry) {
    return switch (entry) {
      case Entry.RunEnded it -> it.told().words().stream();
      case Entry.EventWritten it -> Stream.of(it.text());
      case Entry.SecretWritten it -> it.after().annotations().values().stream();
      case Entry.TemplateWritten it -> it.after().annotations().values().stream();
      default -> Stream.empty();
    };
  }
}
