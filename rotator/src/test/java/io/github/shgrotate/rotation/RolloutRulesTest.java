package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RolloutRulesTest {
  private static final Optional<String> NO = Optional.empty();

  static Stream<Arguments> verdicts() {
    return Stream.of(
        row(
            "an unseen template says nothing, whatever the numbers",
            deployment(2, 1, false, 3, 3, 3, 3, NO),
            "has not seen"),
        row(
            "pods still to be made",
            deployment(2, 2, false, 3, 4, 1, 3, NO),
            "how=1 of 3 new pods have been made]"),
        row(
            "a former pod still to go",
            deployment(2, 2, false, 3, 4, 3, 4, NO),
            "how=1 former pod is still to go]"),
        row(
            "former pods still to go",
            deployment(2, 2, false, 3, 5, 3, 4, NO),
            "how=2 former pods are still to go]"),
        row(
            "new pods not available yet",
            deployment(2, 2, false, 3, 3, 3, 2, NO),
            "2 of 3 new pods are available"),
        row("all new and available", deployment(2, 2, false, 3, 3, 3, 3, NO), "Complete"),
        row("scaled to nothing", deployment(2, 2, false, 0, 0, 0, 0, NO), "Complete"),
        row(
            "deadline exceeded",
            deployment(2, 2, false, 3, 4, 1, 3, Optional.of("too slow")),
            "Failed[why=too slow]"),
        row(
            "deadline exceeded for want of quota",
            deployment(3, 1, Optional.of("too slow"), Optional.of("exceeded quota")),
            "Failed[why=too slow exceeded quota]"),
        row(
            "want of quota",
            deployment(3, 1, NO, Optional.of("exceeded quota")),
            "1 of 3 new pods have been made (exceeded quota)"),
        row("paused in the middle", deployment(2, 2, true, 3, 4, 1, 3, NO), "Paused"),
        row(
            "paused after it had failed",
            deployment(2, 2, true, 3, 4, 1, 3, Optional.of("too slow")),
            "Paused"),
        row("paused before it was seen", deployment(2, 1, true, 3, 3, 3, 3, NO), "Paused"),
        row("paused after it was complete", deployment(2, 2, true, 3, 3, 3, 3, NO), "Complete"),
        row("a StatefulSet never seen", set(1, 0, false, 0, 3, 3, 3, "a", "b"), "has not seen"),
        row("a StatefulSet unseen", set(2, 1, false, 0, 3, 3, 3, "b", "b"), "has not seen"),
        row(
            "a StatefulSet not ready",
            set(2, 2, false, 0, 3, 2, 1, "a", "b"),
            "2 of 3 pods are ready"),
        row(
            "a StatefulSet in between",
            set(2, 2, false, 0, 3, 3, 2, "a", "b"),
            "2 of 3 pods are new"),
        row("a StatefulSet done", set(2, 2, false, 0, 3, 3, 3, "b", "b"), "Complete"),
        row("a partition still at work", set(2, 2, false, 1, 3, 3, 1, "a", "b"), "1 of 2 new pods"),
        row(
            "a partition leaves the rest to hands",
            set(2, 2, false, 1, 3, 3, 2, "a", "b"),
            "ByHand"),
        row("OnDelete", set(2, 2, true, 0, 3, 3, 0, "a", "b"), "ByHand"),
        row("a DaemonSet unseen", daemons(2, 1, false, 2, 2, 2), "has not seen"),
        row("a DaemonSet at work", daemons(2, 2, false, 2, 1, 2), "1 of 2 nodes"),
        row("a DaemonSet not available", daemons(2, 2, false, 2, 2, 1), "1 of 2 pods"),
        row("a DaemonSet done", daemons(2, 2, false, 2, 2, 2), "Complete"),
        row("a DaemonSet by hand", daemons(2, 2, true, 2, 0, 2), "ByHand"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource
  void verdicts(String story, RolloutFacts facts, String expected) {
    assertThat(RolloutRules.judge(facts).toString()).contains(expected);
  }

  private static Arguments row(String story, RolloutFacts facts, String expected) {
    return Arguments.of(story, facts, expected);
  }

  private static RolloutFacts deployment(
      long generation,
      long observed,
      boolean paused,
      int desired,
      int replicas,
      int updated,
      int available,
      Optional<String> failure) {
    return new RolloutFacts.Deployment(
        generation, observed, paused, desired, replicas, updated, available, failure, NO);
  }

  private static RolloutFacts deployment(
      int desired, int updated, Optional<String> failure, Optional<String> quota) {
    return new RolloutFacts.Deployment(
        2, 2, false, desired, desired, updated, updated, failure, quota);
  }

  private static RolloutFacts set(
      long generation,
      long observed,
      boolean onDelete,
      int partition,
      int desired,
      int ready,
      int updated,
      String current,
      String update) {
    return new RolloutFacts.StatefulSet(
        generation, observed, onDelete, partition, desired, ready, updated, current, update);
  }

  private static RolloutFacts daemons(
      long generation, long observed, boolean onDelete, int desired, int updated, int available) {
    return new RolloutFacts.DaemonSet(generation, observed, onDelete, desired, updated, available);
  }
}
