package io.github.shgrotate.simulation.judges;

import io.github.shgrotate.simulation.world.Azure;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.SecretVersion;
import io.github.shgrotate.simulation.world.Slot;
import io.github.shgrotate.simulation.world.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whether anything is owed, told from an installation's state alone.
final class Wellness {
  private Wellness() {}

  /// What is owed, in words; nothing when all is well.
  ///
  /// @param longer how much more than the renewal margin the token must have left
  /// @param unproven workloads whose pods need not be well, only stamped
  /// @param touched workloads that somebody has just been at: their pods need not be ready, but
  ///   none may run on another token
  static Stream<String> owed(
      Evidence seen,
      Snapshot state,
      Instant at,
      Duration longer,
      Set<String> unproven,
      Set<String> touched) {
    Optional<String> text = state.secret().flatMap(it -> it.text(seen.of().dataKey()));
    if (text.isEmpty()) {
      return Stream.of("the Secret holds no token");
    }
    if (!seen.accepted(text.get(), at)) {
      return Stream.of("Azure refuses the Secret's token");
    }
    // As it was to be seen then: whether it was revoked later nobody knew.
    Instant end = seen.azure().ledger(text.get()).orElseThrow().expiry();
    Duration margin = seen.terms().renewBefore().orElse(Duration.ZERO).plus(longer);
    if (end.isBefore(at.plus(margin))) {
      return Stream.of("the token is due to be renewed");
    }
    boolean toRevoke =
        state
            .secret()
            .flatMap(it -> it.annotation(SecretVersion.PREFIX + "key-to-revoke"))
            .isPresent();
    if (seen.terms().revokes() && toRevoke) {
      return Stream.of("a key is noted to be regenerated");
    }
    return Stream.concat(
        stillAlive(seen, text.get(), at),
        state.workloads().stream()
            .flatMap(
                it ->
                    owed(
                        seen,
                        it,
                        text.get(),
                        unproven.contains(it.name()),
                        touched.contains(it.name()))));
  }

  /// Former tokens of the other key, where that key was to be regenerated.
  private static Stream<String> stillAlive(Evidence seen, String present, Instant at) {
    if (!seen.terms().revokes()) {
      return Stream.empty();
    }
    Optional<Slot> slot = seen.azure().ledger(present).map(Azure.Issued::slot);
    return replacedByRuns(seen, at).stream()
        .filter(text -> !slot.equals(seen.azure().ledger(text).map(Azure.Issued::slot)))
        .filter(text -> seen.accepted(text, at))
        .distinct()
        .map(_ -> "Azure still accepts a former token of the key that was to be regenerated");
  }

  /// Tokens that runs have replaced since a person last put one there: whoever restores a Secret
  /// takes the note away that its key is to be regenerated.
  private static List<String> replacedByRuns(Evidence seen, Instant at) {
    List<String> replaced = new ArrayList<>();
    for (Entry.SecretWritten write :
        seen.writes().takeWhile(write -> !write.at().isAfter(at)).toList()) {
      Optional<String> before = write.before().flatMap(it -> it.text(seen.of().dataKey()));
      if (write.by().isRun()) {
        before.ifPresent(replaced::add);
      } else if (!before.equals(write.after().text(seen.of().dataKey()))) {
        replaced.clear();
      }
    }
    return replaced;
  }

  private static Stream<String> owed(
      Evidence seen, Snapshot.OfWorkload workload, String text, boolean unproven, boolean touched) {
    if (!workload.template().stamp().equals(Optional.of(Evidence.fingerprint(text)))) {
      return Stream.of(workload.name() + " is not stamped with the Secret's token");
    }
    if (unproven || !seen.terms().waits()) {
      return Stream.empty();
    }
    // Of no pod at all nothing can be found out.
    if (workload.replicas() > 0
        && !touched
        && workload.history().filter(notes -> notes.endsWith("RESTARTED")).isPresent()) {
      return Stream.of("what came of its rotation is not noted on " + workload.name());
    }
    List<Snapshot.OfPod> pods = workload.pods().stream().filter(pod -> !pod.terminating()).toList();
    if (pods.size() < workload.replicas() && !touched) {
      return Stream.of(workload.name() + " has too few pods");
    }
    return pods.stream()
        .flatMap(
            pod -> {
              if (pod.text().filter(it -> !it.equals(text)).isPresent()
                  && !seen.origins().leftNoTrace(pod.name(), pod.text().get())) {
                return Stream.of("pod %s does not run on it".formatted(pod.name()));
              }
              return pod.ready() || touched
                  ? Stream.empty()
                  : Stream.of("pod %s is not ready".formatted(pod.name()));
            });
  }
}
