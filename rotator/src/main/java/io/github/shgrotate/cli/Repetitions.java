package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.WorkloadRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds documents that are about the same thing: their rotations would undo each other's work.
final class Repetitions {
  private final Map<String, Integer> firstDocument = new HashMap<>();
  private final List<String> sentences = new ArrayList<>();

  private Repetitions() {}

  static List<String> among(List<Wanted> all) {
    Repetitions found = new Repetitions();
    all.forEach(found::look);
    found.lookAtRevocations(all);
    return found.sentences;
  }

  private void look(Wanted one) {
    String namespace = one.request().namespace();
    look(one, "the name " + one.path());
    look(one, one.request().secretPath());
    for (WorkloadRef workload : one.request().workloads()) {
      look(one, "%s in namespace %s".formatted(workload, namespace));
    }
  }

  private void look(Wanted one, String thing) {
    Optional.ofNullable(firstDocument.putIfAbsent(thing, one.document()))
        .ifPresent(first -> tell(one, "%s is document %d's already".formatted(thing, first)));
  }

  /// A gateway may have tokens in several Secrets. But then none of them alone tells which key is
  /// out of use.
  private void lookAtRevocations(List<Wanted> all) {
    Set<String> once = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (Wanted one : all) {
      if (!once.add(gateway(one))) {
        twice.add(gateway(one));
      }
    }
    all.stream()
        .filter(one -> one.request().policy().revokeOldKey() && twice.contains(gateway(one)))
        .forEach(
            one ->
                tell(
                    one,
                    "spec.revokeOldKey: another document is about the same gateway, and its token"
                        + " may be one of that key"));
  }

  private static String gateway(Wanted one) {
    return one.request().gateway().resourceId().toLowerCase(Locale.ROOT);
  }

  private void tell(Wanted one, String sentence) {
    sentences.add(GatewayTokenReader.place(one.document(), one.line()) + sentence);
  }
}
