package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the core relies on in [Workloads]; see [TokenStoreContract].
public abstract class WorkloadsContract {
  protected static final WorkloadRef NOWHERE =
      new WorkloadRef(WorkloadKind.STATEFUL_SET, "nowhere");

  private static final Fingerprint STAMP = new Fingerprint("0123456789ab");
  private static final Fingerprint NEXT_STAMP = new Fingerprint("ba9876543210");
  private static final Instant AT = Instant.parse("2026-11-24T10:00:30Z");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_CHANGES = 200;

  protected abstract Workloads workloads();

  /// The same for an account that may not list pods.
  protected abstract Workloads workloadsOfWhoMayNotListPods();

  /// A Deployment that has rolled out, was never stamped, and whose pods come up by themselves.
  protected abstract WorkloadRef deployment();

  /// What its container reads its token from.
  protected abstract TokenSource source();

  /// Somebody else changes something of the workload that is none of our business.
  protected abstract void somebodyElseEdits();

  @Test
  void a_read_tells_the_stamp_the_sources_and_the_rollout() {
    WorkloadFacts seen = workloads().workload(deployment());

    assertThat(seen.ref()).isEqualTo(deployment());
    assertThat(seen.uid()).isNotEmpty();
    assertThat(seen.stamp()).isEmpty();
    assertThat(seen.sources()).containsExactly(source());
    assertThat(RolloutRules.judge(seen.rollout())).isEqualTo(new Rollout.Complete());
  }

  @Test
  void what_does_not_exist_is_a_failure_with_its_reason() {
    assertThatThrownBy(() -> workloads().workload(NOWHERE))
        .isInstanceOfSatisfying(
            RotationFailed.class,
            failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.WORKLOAD_NOT_FOUND));
  }

  @Test
  void a_restart_shows_as_a_stamp_and_as_a_rollout_that_is_not_complete() {
    Restarted restarted = restart(STAMP);

    assertThat(restarted.asked().stamp()).contains(STAMP);
    assertThat(restarted.asked().resourceVersion())
        .isNotEqualTo(restarted.seen().resourceVersion());
    assertThat(RolloutRules.judge(restarted.asked().rollout()))
        .isInstanceOf(Rollout.InProgress.class);
    assertThat(workloads().workload(deployment()).stamp()).contains(STAMP);
  }

  @Test
  void a_workload_that_has_changed_since_it_was_seen_is_not_restarted() {
    WorkloadFacts seen = workloads().workload(deployment());
    somebodyElseEdits();

    assertThat(workloads().restart(seen, rotation(STAMP)))
        .isEqualTo(new Workloads.Restart.Conflict());
    assertThat(workloads().workload(deployment()).stamp()).isEmpty();
  }

  @Test
  void a_restart_whose_answer_was_lost_is_a_conflict_when_it_is_sent_again_and_shows_when_read() {
    WorkloadFacts seen = restart(STAMP).seen();

    assertThat(workloads().restart(seen, rotation(STAMP)))
        .isEqualTo(new Workloads.Restart.Conflict());
    assertThat(workloads().workload(deployment()).stamp()).contains(STAMP);
  }

  @Test
  void whoever_waits_sees_the_rollout_end_and_the_pods_carry_the_stamp() {
    WorkloadFacts before = workloads().workload(deployment());
    assertThat(PodProof.judge(pods(before), STAMP)).isInstanceOf(PodProof.OnFormerToken.class);

    WorkloadFacts done = rolledOut(restart(STAMP).asked());

    assertThat(done.stamp()).contains(STAMP);
    assertThat(PodProof.judge(pods(done), STAMP)).isInstanceOf(PodProof.Proven.class);
  }

  @Test
  void pods_of_a_former_stamp_are_told_as_such() {
    WorkloadFacts done = rolledOut(restart(STAMP).asked());
    assertThat(PodProof.judge(pods(done), NEXT_STAMP)).isInstanceOf(PodProof.OnFormerToken.class);

    WorkloadFacts again = rolledOut(restart(NEXT_STAMP).asked());

    assertThat(PodProof.judge(pods(again), NEXT_STAMP)).isInstanceOf(PodProof.Proven.class);
  }

  @Test
  void what_has_changed_before_the_waiting_began_is_told_at_once() {
    WorkloadFacts seen = restart(STAMP).seen();

    assertThat(workloads().awaitChange(seen, PATIENCE).stamp()).contains(STAMP);
  }

  @Test
  void waiting_ends_without_a_change_too() {
    WorkloadFacts seen = workloads().workload(deployment());

    WorkloadFacts now = workloads().awaitChange(seen, Duration.ofMillis(50));

    assertThat(now.ref()).isEqualTo(seen.ref());
    assertThat(now.stamp()).isEqualTo(seen.stamp());
  }

  @Test
  void a_restart_stands_in_the_history_and_what_came_of_it_restarts_nothing() {
    WorkloadFacts done = rolledOut(restart(STAMP).asked());
    assertThat(done.lastRotation()).contains(rotation(STAMP));
    List<String> pods = pods(done).stream().filter(PodFacts::counts).map(PodFacts::name).toList();

    WorkloadFacts noted = noted(done, PastRotation.Result.PROVEN);

    assertThat(noted.history()).containsExactly(rotation(STAMP).with(PastRotation.Result.PROVEN));
    assertThat(pods(rolledOut(noted)))
        .filteredOn(PodFacts::counts)
        .map(PodFacts::name)
        .containsExactlyInAnyOrderElementsOf(pods);
  }

  @Test
  void what_came_of_a_restart_is_noted_whatever_else_has_changed() {
    WorkloadFacts done = rolledOut(restart(STAMP).asked());
    somebodyElseEdits();

    assertThat(noted(done, PastRotation.Result.PROVEN).lastRotation())
        .contains(rotation(STAMP).with(PastRotation.Result.PROVEN));
    assertThat(noted(done, PastRotation.Result.PROVEN).history()).hasSize(1);
  }

  @Test
  void what_came_of_a_restart_is_not_noted_beside_another_stamp() {
    WorkloadFacts done = rolledOut(restart(STAMP).asked());
    restart(NEXT_STAMP);

    assertThat(workloads().noteResult(done, PastRotation.Result.PROVEN))
        .isEqualTo(new Workloads.Restart.Conflict());
    assertThat(workloads().workload(deployment()).lastRotation()).contains(rotation(NEXT_STAMP));
  }

  @Test
  void a_template_that_is_put_back_is_the_former_one() {
    WorkloadFacts first = rolledOut(restart(STAMP).asked());
    WorkloadFacts second = restart(NEXT_STAMP).asked();
    assertThat(second.former()).contains(first.template());

    WorkloadFacts back = rolledOut(putBack());

    assertThat(back.template()).isEqualTo(first.template());
    assertThat(back.former()).isEmpty();
    assertThat(back.history().getLast().result()).isEqualTo(PastRotation.Result.PUT_BACK);
    assertThat(PodProof.judge(pods(back), STAMP)).isInstanceOf(PodProof.Proven.class);
  }

  @Test
  void the_pods_that_read_a_secret_are_found_and_no_others() {
    String secret = ((TokenSource.SecretKey) source()).secretName();
    WorkloadFacts workload = workloads().workload(deployment());

    assertThat(((PodsAnswer.Pods) workloads().readers(secret)).pods())
        .map(PodFacts::name)
        .containsExactlyInAnyOrderElementsOf(pods(workload).stream().map(PodFacts::name).toList());
    assertThat(((PodsAnswer.Pods) workloads().readers("another")).pods()).isEmpty();
  }

  @Test
  void logs_without_a_refusal_are_told_as_such_and_one_with_it_by_its_pod() {
    WorkloadFacts workload = workloads().workload(deployment());
    List<PodFacts> pods = pods(workload);

    assertThat(workloads().logs(workload, pods, List.of("StatusCode: Unauthorized")))
        .isEqualTo(new LogsAnswer.NoRefusal(pods.size()));
    assertThat(workloads().logs(workload, pods, List.of("gateway is starting")))
        .isInstanceOf(LogsAnswer.Refusal.class);
  }

  @Test
  void who_may_not_list_pods_is_told_the_permission() {
    Workloads workloads = workloadsOfWhoMayNotListPods();

    PodsAnswer answer = workloads.pods(workloads.workload(deployment()));

    assertThat(answer)
        .isInstanceOfSatisfying(
            PodsAnswer.NotPermitted.class,
            refused -> assertThat(refused.permission()).startsWith("list on pods"));
  }

  /// A restart that was asked for.
  ///
  /// @param seen what it was asked of
  private record Restarted(WorkloadFacts seen, WorkloadFacts asked) {}

  /// A controller may write its status at any time, which is a conflict like any other.
  private Restarted restart(Fingerprint stamp) {
    for (int i = 0; i < MOST_CHANGES; i++) {
      WorkloadFacts seen = workloads().workload(deployment());
      if (workloads().restart(seen, rotation(stamp))
          instanceof Workloads.Restart.Asked(var asked)) {
        return new Restarted(seen, asked);
      }
    }
    throw new AssertionError("every restart was a conflict");
  }

  private WorkloadFacts noted(WorkloadFacts seen, PastRotation.Result result) {
    return workloads().noteResult(seen, result) instanceof Workloads.Restart.Asked(var asked)
        ? asked
        : fail("the template is the one that was seen");
  }

  private WorkloadFacts putBack() {
    for (int i = 0; i < MOST_CHANGES; i++) {
      if (workloads().putBack(workloads().workload(deployment()))
          instanceof Workloads.Restart.Asked(var asked)) {
        return asked;
      }
    }
    throw new AssertionError("every way back was a conflict");
  }

  private static PastRotation rotation(Fingerprint token) {
    return new PastRotation(
        AT,
        Optional.of(KeySlot.PRIMARY),
        token,
        AT.plus(Duration.ofDays(29)),
        PastRotation.Result.RESTARTED);
  }

  private WorkloadFacts rolledOut(WorkloadFacts asked) {
    WorkloadFacts seen = asked;
    for (int i = 0; i < MOST_CHANGES; i++) {
      if (RolloutRules.judge(seen.rollout()) instanceof Rollout.Complete) {
        return seen;
      }
      seen = workloads().awaitChange(seen, PATIENCE);
    }
    throw new AssertionError("has not rolled out: " + seen.rollout());
  }

  private List<PodFacts> pods(WorkloadFacts of) {
    return workloads().pods(of) instanceof PodsAnswer.Pods(var pods) ? pods : List.of();
  }
}
