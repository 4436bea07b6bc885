package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlannerTest {
  private static final TokenFacts GOOD =
      Samples.token("edge-eu", Samples.NOW.plus(Duration.ofDays(20)), "GOOD").facts();
  private static final TokenFacts DUE =
      Samples.token("edge-eu", Samples.NOW.plus(Duration.ofDays(6)), "DUE0").facts();
  private static final PodsAnswer FORBIDDEN = new PodsAnswer.NotPermitted("list on pods");
  private static final PodsAnswer ALL_NEW = newPods(3);
  private static final ProofPolicy EVERYTHING =
      new ProofPolicy(
          Duration.ofMinutes(1), List.of("refused"), Optional.of("http://gw/up"), false);

  @Test
  void a_reader_of_the_plan_sees_all_that_will_follow_for_every_workload() {
    Plan plan =
        Planner.plan(
            request(EVERYTHING, true),
            seen(DUE, former(Samples.DEPLOYMENT), former(Samples.SECOND)));

    assertThat(plan.steps().getFirst()).isInstanceOf(Step.Renew.class);
    assertThat(plan.steps().subList(1, plan.steps().size()))
        .containsExactly(
            new Step.Restart(Samples.DEPLOYMENT),
            new Step.AwaitRollout(Samples.DEPLOYMENT, "to be restarted"),
            new Step.AskPods(Samples.DEPLOYMENT),
            new Step.Hold(Samples.DEPLOYMENT, Duration.ofMinutes(1)),
            new Step.ReadLogs(Samples.DEPLOYMENT),
            new Step.Probe(Samples.DEPLOYMENT, "http://gw/up"),
            new Step.Restart(Samples.SECOND),
            new Step.AwaitRollout(Samples.SECOND, "to be restarted"),
            new Step.AskPods(Samples.SECOND),
            new Step.Hold(Samples.SECOND, Duration.ofMinutes(1)),
            new Step.ReadLogs(Samples.SECOND),
            new Step.Probe(Samples.SECOND, "http://gw/up"));
  }

  @Test
  void who_does_not_wait_restarts_every_workload_and_asks_nobody() {
    assertThat(
            Planner.plan(
                    request(EVERYTHING, false),
                    seen(GOOD, stamped(Samples.DEPLOYMENT), former(Samples.SECOND)))
                .steps())
        .containsExactly(new Step.Restart(Samples.SECOND));
    assertThat(
            Planner.plan(request(EVERYTHING, false), seen(DUE, former(Samples.DEPLOYMENT))).steps())
        .hasSize(2)
        .endsWith(new Step.Restart(Samples.DEPLOYMENT));
  }

  @Test
  void a_paused_workload_does_not_keep_the_next_one_from_the_token() {
    WorkloadFacts paused =
        workload(Samples.DEPLOYMENT, GOOD, deployment(true, 1), PastRotation.Result.RESTARTED);

    Plan plan = Planner.plan(waiting(), seen(GOOD, paused, former(Samples.SECOND)));

    assertThat(plan.stuck())
        .extracting(it -> it.failure().reason())
        .containsExactly(Reason.WORKLOAD_PAUSED);
    assertThat(plan.stuck().getFirst().failure().where()).isEqualTo("Deployment apim/apim-gateway");
    assertThat(plan.steps()).contains(new Step.Restart(Samples.SECOND));
  }

  @Test
  void a_token_that_is_refused_at_the_first_workload_is_not_taken_to_the_next() {
    Observation seen =
        seen(GOOD, stamped(Samples.DEPLOYMENT), former(Samples.SECOND))
            .withPods(Samples.DEPLOYMENT, ALL_NEW)
            .withProofs(
                Samples.DEPLOYMENT,
                Proofs.NONE.with(new LogsAnswer.Refusal("gw-0", "Unauthorized")));

    Plan plan = Planner.plan(waiting(), seen);

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.stuck())
        .extracting(it -> it.failure().reason())
        .containsExactly(Reason.TOKEN_REFUSED);
  }

  private static PodsAnswer newPods(int count) {
    return new PodsAnswer.Pods(
        IntStream.range(0, count)
            .mapToObj(
                number ->
                    new PodFacts(
                        "gw-" + number,
                        Optional.of(GOOD.fingerprint()),
                        true,
                        false,
                        false,
                        Optional.empty()))
            .toList());
  }

  @ParameterizedTest
  @MethodSource("allNew")
  void a_pod_that_should_be_there_and_is_not_is_waited_for(RolloutFacts rollout) {
    WorkloadFacts workload =
        workload(Samples.DEPLOYMENT, GOOD, rollout, PastRotation.Result.RESTARTED);
    Observation seen = seen(GOOD, workload).withPods(Samples.DEPLOYMENT, newPods(2));

    assertThat(Planner.plan(waiting(), seen).steps())
        .containsExactly(new Step.AwaitRollout(Samples.DEPLOYMENT, "2 of 3 pods are there"));
  }

  @Test
  void of_a_workload_that_is_scaled_to_nothing_nothing_is_noted() {
    RolloutFacts none = new RolloutFacts.DaemonSet(2, 2, false, 0, 0, 0);
    WorkloadFacts workload =
        workload(Samples.DEPLOYMENT, GOOD, none, PastRotation.Result.RESTARTED);

    for (PodsAnswer answer : List.of(FORBIDDEN, newPods(0))) {
      assertThat(Planner.plan(waiting(), seen(GOOD, workload).withPods(Samples.DEPLOYMENT, answer)))
          .isEqualTo(new Plan(List.of(), List.of()));
    }
  }

  static List<RolloutFacts> allNew() {
    return List.of(
        deployment(false, 3),
        new RolloutFacts.StatefulSet(2, 2, true, 0, 3, 3, 3, "a", "b"),
        new RolloutFacts.DaemonSet(2, 2, true, 3, 3, 3));
  }

  @ParameterizedTest
  @MethodSource("allNew")
  void where_pods_may_not_be_asked_the_controllers_word_is_noted(RolloutFacts rollout) {
    Plan plan = withoutPods(rollout, PastRotation.Result.RESTARTED);

    assertThat(plan)
        .isEqualTo(
            new Plan(
                List.of(new Step.NoteResult(Samples.DEPLOYMENT, PastRotation.Result.ROLLED_OUT)),
                List.of()));
    assertThat(withoutPods(rollout, PastRotation.Result.ROLLED_OUT))
        .isEqualTo(new Plan(List.of(), List.of()));
  }

  static List<RolloutFacts> someFormer() {
    return List.of(
        new RolloutFacts.StatefulSet(2, 2, true, 0, 3, 3, 2, "a", "b"),
        new RolloutFacts.DaemonSet(2, 2, true, 3, 2, 3));
  }

  @ParameterizedTest
  @MethodSource("someFormer")
  void unless_it_says_that_pods_wait_for_somebody_to_delete_them(RolloutFacts rollout) {
    Plan plan = withoutPods(rollout, PastRotation.Result.RESTARTED);

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.stuck())
        .singleElement()
        .satisfies(
            stuck -> {
              assertThat(stuck.failure().reason()).isEqualTo(Reason.WORKLOAD_ON_DELETE);
              assertThat(stuck.failure().why()).endsWith("some pods");
            });
  }

  @Test
  void what_came_of_another_token_is_not_noted_for_this_one() {
    WorkloadFacts noted = stamped(Samples.DEPLOYMENT);
    WorkloadFacts ofAnother =
        new WorkloadFacts(
            noted.ref(),
            noted.uid(),
            noted.resourceVersion(),
            noted.podSelector(),
            noted.stamp(),
            noted.sources(),
            noted.rollout(),
            noted.restartedAt(),
            noted.former(),
            workload(noted.ref(), DUE, noted.rollout(), PastRotation.Result.RESTARTED).history(),
            noted.owners());

    assertThat(proven(noted).steps())
        .containsExactly(new Step.NoteResult(Samples.DEPLOYMENT, PastRotation.Result.PROVEN));
    assertThat(proven(ofAnother).steps()).isEmpty();
  }

  private static Plan proven(WorkloadFacts workload) {
    return Planner.plan(waiting(), seen(GOOD, workload).withPods(workload.ref(), ALL_NEW));
  }

  private static Plan withoutPods(RolloutFacts rollout, PastRotation.Result noted) {
    return Planner.plan(
        waiting(),
        seen(GOOD, workload(Samples.DEPLOYMENT, GOOD, rollout, noted))
            .withPods(Samples.DEPLOYMENT, FORBIDDEN));
  }

  @ParameterizedTest(name = "the same minute {0}, the same key {1}")
  @CsvSource({"true, true, PT1M", "true, false, PT0S", "false, true, PT0S"})
  void the_same_key_and_minute_would_be_the_same_token(
      boolean sameMinute, boolean sameKey, Duration earlier) {
    Instant asked =
        Samples.NOW.plus(RenewalPolicy.DEFAULT_LIFETIME).truncatedTo(ChronoUnit.MINUTES);
    TokenFacts stored =
        Samples.token("edge-eu", sameMinute ? asked : asked.minusSeconds(60), "SAME").facts();
    RenewalPolicy policy = Samples.always(sameKey ? KeyPolicy.PRIMARY : KeyPolicy.SECONDARY);

    assertThat(Planner.plan(Samples.request(policy), seen(stored)).steps())
        .singleElement()
        .isInstanceOfSatisfying(
            Step.Renew.class, step -> assertThat(step.expiry()).isEqualTo(asked.minus(earlier)));
  }

  private static RotationRequest waiting() {
    return request(ProofPolicy.PODS_ALONE, true);
  }

  private static RotationRequest request(ProofPolicy proof, boolean awaitRollout) {
    return new RotationRequest(
        Samples.GATEWAY,
        "apim",
        "gateway-token",
        Optional.empty(),
        List.of(),
        Samples.tenDaysBefore(),
        awaitRollout,
        proof,
        false);
  }

  private static Observation seen(TokenFacts stored, WorkloadFacts... workloads) {
    return Observation.of(
        new GatewayFacts(Samples.NOW, Duration.ZERO),
        Samples.secret(Optional.of("primary"), Map.of("value", new TokenText.Whole(stored))),
        "value",
        Optional.of(stored.fingerprint()),
        Optional.empty(),
        Arrays.asList(workloads));
  }

  private static WorkloadFacts former(WorkloadRef ref) {
    return workload(ref, DUE, deployment(false, 3), PastRotation.Result.PROVEN);
  }

  private static WorkloadFacts stamped(WorkloadRef ref) {
    return workload(ref, GOOD, deployment(false, 3), PastRotation.Result.RESTARTED);
  }

  private static WorkloadFacts workload(
      WorkloadRef ref, TokenFacts stamp, RolloutFacts rollout, PastRotation.Result result) {
    return new WorkloadFacts(
        ref,
        "uid",
        "1",
        "app=gw",
        Optional.of(stamp.fingerprint()),
        List.of(),
        rollout,
        Optional.empty(),
        Optional.empty(),
        List.of(
            new PastRotation(
                Samples.NOW,
                Optional.of(KeySlot.PRIMARY),
                stamp.fingerprint(),
                stamp.expiresAt(),
                result)),
        List.of());
  }

  private static RolloutFacts deployment(boolean paused, int updated) {
    return new RolloutFacts.Deployment(
        2, 2, paused, 3, 3, updated, updated, Optional.empty(), Optional.empty());
  }
}
