package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {
  private final InMemoryWorld world = new InMemoryWorld();
  private final List<Deed> told = new ArrayList<>();
  private Instant local = Samples.NOW.minus(Duration.ofDays(2));

  @Test
  void renews_restarts_and_proves() {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    Optional<Fingerprint> former = world.stored();

    assertThat(run(Samples.always(KeyPolicy.ROTATE))).isInstanceOf(Pass.Converged.class);

    assertThat(world.stored()).isPresent().isNotEqualTo(former);
    assertThat(world.lastUsedKey).contains("secondary");
    assertThat(gateway.stamp).isEqualTo(world.stored());
    assertThat(told)
        .hasAtLeastOneElementOfType(Deed.Renewed.class)
        .contains(new Deed.Proven(Samples.DEPLOYMENT, world.stored().orElseThrow(), 3, 0));
  }

  @Test
  void makes_the_fewest_calls() {
    world.has(Samples.DEPLOYMENT);

    run(Samples.always(KeyPolicy.LAST));

    assertThat(world.calls.stream().map(call -> call.split(" ")[0]))
        .containsExactly(
            "read", "read", "gateway", "issue", "store", "restart", "await", "pods", "note");
  }

  @Test
  void what_came_of_it_stands_in_the_history_also_when_the_next_run_finds_out() {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    world.before(
        "note",
        () -> {
          throw new KilledHere();
        });
    assertThatThrownBy(() -> run(Samples.tenDaysBefore())).isInstanceOf(KilledHere.class);
    assertThat(gateway.history.getLast().result()).isEqualTo(PastRotation.Result.RESTARTED);

    run(Samples.tenDaysBefore());

    assertThat(gateway.history).hasSize(1);
    assertThat(gateway.history.getLast().result()).isEqualTo(PastRotation.Result.PROVEN);
    assertThat(gateway.history.getLast().token()).isEqualTo(world.stored().orElseThrow());
  }

  @Test
  void writes_nothing_when_nothing_is_owed() {
    world.has(Samples.DEPLOYMENT);
    world.store(Samples.token("edge-eu", world.now.plus(Duration.ofDays(20)), "GOOD"));
    run(Samples.tenDaysBefore());
    world.calls.clear();
    world.events.clear();

    assertThat(run(Samples.tenDaysBefore())).isInstanceOf(Pass.Converged.class);

    assertThat(world.calls).noneMatch(call -> call.matches("(issue|store|restart).*"));
    assertThat(world.events).isEmpty();
  }

  @Test
  void finishes_what_a_killed_run_has_left() {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    world.before(
        "restart",
        () -> {
          throw new KilledHere();
        });
    assertThatThrownBy(() -> run(Samples.tenDaysBefore())).isInstanceOf(KilledHere.class);
    assertThat(gateway.stamp).isEmpty();
    Optional<Fingerprint> stored = world.stored();

    assertThat(run(Samples.tenDaysBefore())).isInstanceOf(Pass.Converged.class);

    assertThat(world.stored()).isEqualTo(stored);
    assertThat(gateway.stamp).isEqualTo(stored);
    assertThat(world.count("issue")).isEqualTo(1);
  }

  @Test
  void stores_before_it_restarts_and_restarts_one_workload_after_the_other() {
    world.has(Samples.DEPLOYMENT);
    world.has(Samples.SECOND);

    run(Samples.always(KeyPolicy.LAST), Samples.DEPLOYMENT, Samples.SECOND);

    assertThat(world.calls)
        .containsSubsequence(
            "restart deployment/apim-gateway",
            "pods deployment/apim-gateway",
            "restart statefulset/apim-gateway-b",
            "pods statefulset/apim-gateway-b");
  }

  @Test
  void leaves_the_next_workload_alone_when_the_token_was_replaced_while_it_waited_for_the_first() {
    world.has(Samples.DEPLOYMENT).rollsAtOnce = false;
    InMemoryWorld.Workload second = world.has(Samples.SECOND);
    world.before(
        "await",
        () -> {
          world.roll(Samples.DEPLOYMENT);
          world.store(Samples.token("edge-eu", world.now.plus(Duration.ofDays(5)), "OLD1"));
        });

    Rotation rotation =
        rotation(Samples.always(KeyPolicy.LAST), Samples.DEPLOYMENT, Samples.SECOND);
    assertThatThrownBy(() -> driven(rotation, rotation.observe()))
        .isInstanceOf(RotationFailed.class);

    assertThat(second.restarts).isZero();
    assertThat(rotation.standing()).contains("holds token " + world.stored().orElseThrow());
  }

  @Test
  void leaves_the_next_workload_alone_when_the_first_does_not_come_up() {
    InMemoryWorld.Workload first = world.has(Samples.DEPLOYMENT);
    first.rollsAtOnce = false;
    first.failure = Optional.of("exceeded its progress deadline");
    InMemoryWorld.Workload second = world.has(Samples.SECOND);

    Pass pass = run(Samples.always(KeyPolicy.LAST), Samples.DEPLOYMENT, Samples.SECOND);

    assertThat(reason(pass)).isEqualTo(Reason.ROLLOUT_FAILED);
    assertThat(second.restarts).isZero();
  }

  @Test
  void a_changed_secret_is_looked_at_again_and_azure_is_asked_once() {
    world.has(Samples.DEPLOYMENT);
    world.before("store", world::touchSecret);

    assertThat(run(Samples.always(KeyPolicy.LAST))).isInstanceOf(Pass.Converged.class);

    assertThat(world.count("issue")).isEqualTo(1);
    assertThat(world.count("store")).isEqualTo(2);
  }

  @Test
  void a_write_whose_answer_was_lost_counts_as_the_own_one() {
    world.has(Samples.DEPLOYMENT);
    world.before("store", () -> world.store(world.nextToken.get()));

    assertThat(run(Samples.always(KeyPolicy.LAST))).isInstanceOf(Pass.Converged.class);

    assertThat(world.count("store")).isEqualTo(1);
    assertThat(told).hasAtLeastOneElementOfType(Deed.Renewed.class);
  }

  @Test
  void there_is_one_correction_a_run_and_no_war_over_the_secret() {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    gateway.rollsAtOnce = false;
    world.before(
        "await",
        () -> {
          gateway.stamp = Optional.empty();
          gateway.version++;
          world.store(Samples.token("edge-eu", world.now.minusSeconds(60), "DEAD"));
        });

    assertThatThrownBy(() -> run(Samples.tenDaysBefore()))
        .isInstanceOfSatisfying(
            RotationFailed.class,
            failed ->
                assertThat(failed.failure().why())
                    .isEqualTo("what this run has stored was replaced"));
    assertThat(world.count("store")).isEqualTo(1);
  }

  @Test
  void somebody_elses_rotation_at_the_same_time_is_adopted() {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    GatewayToken theirs = Samples.token("edge-eu", world.now.plus(Duration.ofDays(29)), "THEM");
    world.before("store", () -> world.store(theirs));

    assertThat(run(Samples.always(KeyPolicy.LAST))).isInstanceOf(Pass.Converged.class);

    assertThat(world.stored()).contains(theirs.facts().fingerprint());
    assertThat(gateway.stamp).contains(theirs.facts().fingerprint());
    assertThat(gateway.restarts).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"store", "restart"})
  void gives_up_on_an_object_that_never_stands_still(String write) {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    for (int i = 0; i < 6; i++) {
      world.before(write, () -> somebodyEdits(write, gateway));
    }

    assertThatThrownBy(() -> run(Samples.always(KeyPolicy.LAST)))
        .isInstanceOfSatisfying(
            RotationFailed.class,
            failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.CONTENDED));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"store", "restart"})
  void five_edits_by_others_are_borne(String write) {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    for (int i = 0; i < 5; i++) {
      world.before(write, () -> somebodyEdits(write, gateway));
    }

    assertThat(run(Samples.always(KeyPolicy.LAST))).isInstanceOf(Pass.Converged.class);
  }

  @Test
  void what_came_of_it_is_noted_whatever_somebody_edits_beside_it() {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    for (int i = 0; i < 20; i++) {
      world.before("note", () -> gateway.version++);
    }

    assertThat(run(Samples.always(KeyPolicy.LAST))).isInstanceOf(Pass.Converged.class);
    assertThat(world.count("note")).isEqualTo(1);
  }

  @Test
  void a_restart_whose_answer_was_lost_counts_as_the_own_one() {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    world.before(
        "restart",
        () -> {
          gateway.stamp = world.stored();
          gateway.version++;
          world.roll(Samples.DEPLOYMENT);
        });

    assertThat(run(Samples.always(KeyPolicy.LAST))).isInstanceOf(Pass.Converged.class);

    assertThat(told).filteredOn(Deed.Restarted.class::isInstance).hasSize(1);
  }

  @Test
  void one_conflict_for_each_of_many_workloads_is_no_fight() {
    WorkloadRef[] many =
        IntStream.range(0, 8)
            .mapToObj(number -> new WorkloadRef(WorkloadKind.DEPLOYMENT, "gw-" + number))
            .toArray(WorkloadRef[]::new);
    for (WorkloadRef each : many) {
      InMemoryWorld.Workload workload = world.has(each);
      world.before("restart", () -> workload.version++);
      world.before("restart", () -> {});
    }

    assertThat(run(Samples.always(KeyPolicy.LAST), many)).isInstanceOf(Pass.Converged.class);
  }

  @Test
  void a_note_beside_a_workload_that_somebody_restarts_all_the_time_is_given_up() {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    for (int i = 0; i < 20; i++) {
      String time = "2026-11-24T11:00:%02dZ".formatted(i);
      world.before("note", () -> gateway.restartedAt = Optional.of(time));
    }

    assertThatThrownBy(() -> run(Samples.always(KeyPolicy.LAST)))
        .isInstanceOfSatisfying(
            RotationFailed.class,
            failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.CONTENDED));
  }

  @Test
  void a_restart_that_succeeds_ends_the_row_of_refused_ones() {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    gateway.rollsAtOnce = false;
    for (int i = 0; i < 3; i++) {
      world.before("restart", () -> gateway.version++);
    }
    world.before("restart", () -> {});
    for (int i = 0; i < 3; i++) {
      world.before("restart", () -> gateway.version++);
    }
    world.before(
        "await",
        () -> {
          gateway.stamp = Optional.empty();
          gateway.version++;
          gateway.rollsAtOnce = true;
        });

    assertThat(run(Samples.always(KeyPolicy.LAST))).isInstanceOf(Pass.Converged.class);
  }

  @Test
  void a_workload_without_pods_does_not_hold_up_the_next() {
    InMemoryWorld.Workload first = world.has(Samples.DEPLOYMENT);
    first.pods.clear();
    first.replicas = 0;
    InMemoryWorld.Workload second = world.has(Samples.SECOND);

    assertThat(run(Samples.always(KeyPolicy.LAST), Samples.DEPLOYMENT, Samples.SECOND))
        .isInstanceOf(Pass.Converged.class);

    assertThat(second.restarts).isEqualTo(1);
  }

  private void somebodyEdits(String before, InMemoryWorld.Workload workload) {
    if (before.equals("store")) {
      world.touchSecret();
    } else {
      workload.version++;
    }
  }

  @Test
  void a_workload_that_loses_its_stamp_is_not_fought_over() {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    gateway.rollsAtOnce = false;
    for (int i = 0; i < 20; i++) {
      world.before(
          "await",
          () -> {
            gateway.stamp = Optional.empty();
            gateway.version++;
          });
    }

    assertThatThrownBy(() -> run(Samples.always(KeyPolicy.LAST)))
        .isInstanceOfSatisfying(
            RotationFailed.class,
            failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.CONTENDED));
    assertThat(gateway.restarts).isLessThan(8);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void refuses_a_token_that_is_not_the_one_asked_for(Wrong wrong) {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    Optional<Fingerprint> former = world.stored();
    world.nextToken = () -> wrong.token(world);

    assertThatThrownBy(() -> run(Samples.always(KeyPolicy.LAST)))
        .isInstanceOfSatisfying(
            RotationFailed.class,
            failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.TOKEN_REJECTED));

    assertThat(world.stored()).isEqualTo(former);
    assertThat(gateway.restarts).isZero();
    assertThat(world.count("store")).isZero();
  }

  enum Wrong {
    OF_ANOTHER_GATEWAY,
    A_MINUTE_SHORT,
    A_MONTH_LONGER,
    EXPIRED;

    GatewayToken token(InMemoryWorld world) {
      var asked = world.now.plus(RenewalPolicy.DEFAULT_LIFETIME);
      return switch (this) {
        case OF_ANOTHER_GATEWAY -> Samples.token("edge-us", asked, "AAAA");
        case A_MINUTE_SHORT -> Samples.token("edge-eu", asked.minusSeconds(60), "AAAA");
        case A_MONTH_LONGER -> Samples.token("edge-eu", asked.plus(Duration.ofDays(30)), "AAAA");
        case EXPIRED -> Samples.token("edge-eu", world.now.minusSeconds(60), "AAAA");
      };
    }
  }

  @Test
  void never_restarts_onto_a_token_that_azure_would_not_renew() {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    world.store(Samples.token("edge-eu", world.now.minusSeconds(60), "DEAD"));
    world.before(
        "issue",
        () -> {
          throw new Failure(Reason.AZURE_UNAVAILABLE, "down", "", "", "").thrown();
        });

    assertThatThrownBy(() -> run(Samples.tenDaysBefore())).isInstanceOf(RotationFailed.class);

    assertThat(gateway.restarts).isZero();
  }

  @Test
  void a_paused_deployment_gets_its_token_stored_and_a_clear_answer() {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    gateway.paused = true;
    Optional<Fingerprint> former = world.stored();

    assertThat(reason(run(Samples.always(KeyPolicy.LAST)))).isEqualTo(Reason.WORKLOAD_PAUSED);

    assertThat(world.stored()).isNotEqualTo(former);
    assertThat(gateway.restarts).isZero();
  }

  @Test
  void pods_that_wait_for_somebody_to_delete_them_are_named() {
    InMemoryWorld.Workload gateway = world.has(Samples.SECOND);
    gateway.onDelete = true;

    Pass pass = run(Samples.tenDaysBefore(), Samples.SECOND);

    assertThat(reason(pass)).isEqualTo(Reason.WORKLOAD_ON_DELETE);
    assertThat(((Pass.Stopped) pass).failure().why()).contains("apim-gateway-b-0");

    world.roll(Samples.SECOND);
    assertThat(run(Samples.tenDaysBefore(), Samples.SECOND)).isInstanceOf(Pass.Converged.class);
  }

  @Test
  void without_the_right_to_list_pods_it_says_what_is_not_proven() {
    world.has(Samples.DEPLOYMENT);
    world.podsMayBeListed = false;

    assertThat(run(Samples.always(KeyPolicy.LAST))).isInstanceOf(Pass.Converged.class);

    assertThat(told)
        .anySatisfy(
            deed ->
                assertThat(deed)
                    .isInstanceOfSatisfying(
                        Deed.Unproven.class,
                        unproven ->
                            assertThat(unproven.why())
                                .endsWith("were not asked, which needs list on pods")));
  }

  @Test
  void without_workloads_only_the_secret_is_renewed() {
    assertThat(run(Samples.always(KeyPolicy.LAST), new WorkloadRef[0]))
        .isInstanceOf(Pass.Converged.class);
    assertThat(world.count("store")).isEqualTo(1);
  }

  @Test
  void a_key_record_that_names_no_key_is_not_sent_to_azure() {
    world.has(Samples.DEPLOYMENT);
    world.lastUsedKey = Optional.of("rotate");

    assertThatThrownBy(() -> run(Samples.always(KeyPolicy.ROTATE)))
        .isInstanceOfSatisfying(
            RotationFailed.class,
            failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.KEY_RECORD_INVALID));

    assertThat(world.count("gateway")).isZero();
  }

  @Test
  void the_same_minute_twice_still_gives_two_tokens() {
    world.has(Samples.DEPLOYMENT);
    world.nextToken = new SameForTheSameMinute()::token;
    run(Samples.always(KeyPolicy.LAST));
    Optional<Fingerprint> first = world.stored();

    run(Samples.always(KeyPolicy.LAST));

    assertThat(world.stored()).isNotEqualTo(first);
  }

  private final class SameForTheSameMinute {
    private int asked;

    /// Azure's answer is a function of key and minute; the second question must be another minute.
    GatewayToken token() {
      var minute = world.now.plus(RenewalPolicy.DEFAULT_LIFETIME);
      var whole = minute.truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
      return Samples.token("edge-eu", asked++ == 0 ? whole : whole.minusSeconds(60), "SAME");
    }
  }

  @Test
  void a_clock_that_is_off_is_told_and_azures_is_used() {
    world.has(Samples.DEPLOYMENT);
    world.localClockAhead = Duration.ofDays(-2);

    assertThat(run(Samples.always(KeyPolicy.LAST))).isInstanceOf(Pass.Converged.class);

    assertThat(told)
        .contains(
            new Deed.Warned(
                "this machine's clock is 2 days behind Azure's; all times here are Azure's"));
  }

  @Test
  void a_restart_is_timed_by_azures_clock_and_by_what_has_passed_since() {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    Rotation rotation =
        new Rotation(
            Samples.request(Samples.always(KeyPolicy.LAST), Samples.DEPLOYMENT),
            world,
            world,
            world,
            world,
            told::add,
            world,
            () -> local);
    world.before("issue", () -> local = local.plusSeconds(40));

    driven(rotation, rotation.observe());

    assertThat(gateway.history.getFirst().at()).isEqualTo(Samples.NOW.plusSeconds(40));
  }

  @Test
  void what_was_done_is_told_and_recorded_in_order() {
    world.has(Samples.DEPLOYMENT);

    run(Samples.always(KeyPolicy.LAST));

    assertThat(world.events)
        .extracting(deed -> deed.getClass().getSimpleName())
        .containsExactly("Renewed", "Restarted", "Proven");
    assertThat(told.subList(1, told.size())).isEqualTo(world.events);
  }

  @Test
  void without_waiting_every_workload_is_restarted_and_said_to_be_unproven() {
    InMemoryWorld.Workload first = world.has(Samples.DEPLOYMENT);
    InMemoryWorld.Workload second = world.has(Samples.SECOND);
    first.rollsAtOnce = false;
    second.rollsAtOnce = false;
    Rotation rotation =
        rotation(
            new RotationRequest(
                Samples.GATEWAY,
                "apim",
                "gateway-token",
                Optional.empty(),
                List.of(Samples.DEPLOYMENT, Samples.SECOND),
                Samples.always(KeyPolicy.LAST),
                false));

    assertThat(rotation.advance(rotation.observe())).isInstanceOf(Pass.Converged.class);

    assertThat(List.of(first.restarts, second.restarts)).containsExactly(1, 1);
    assertThat(told)
        .contains(
            new Deed.Unproven(Samples.DEPLOYMENT, "not waited for, as asked (--no-wait)"),
            new Deed.Unproven(Samples.SECOND, "not waited for, as asked (--no-wait)"));
  }

  @Test
  void waits_for_the_workload_to_change_and_then_looks_at_pods_every_two_seconds() {
    InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
    gateway.rollsAtOnce = false;
    Rotation rotation = rotation(Samples.always(KeyPolicy.LAST), Samples.DEPLOYMENT);

    assertThat(rotation.advance(rotation.observe()))
        .isInstanceOfSatisfying(
            Pass.Waiting.class,
            waiting -> assertThat(waiting.atMost()).isEqualTo(Duration.ofDays(1)));

    world.roll(Samples.DEPLOYMENT);
    gateway.pods.set(
        0,
        new PodFacts(
            "new-0", gateway.stamp, false, false, false, Optional.of("ContainerCreating")));
    assertThat(rotation.advance(rotation.observe()))
        .isInstanceOfSatisfying(
            Pass.Waiting.class,
            waiting -> assertThat(waiting.atMost()).isEqualTo(Duration.ofSeconds(2)));
  }

  @Test
  void only_a_token_that_is_good_for_this_gateway_is_kept_to_go_back_to() {
    world.has(Samples.DEPLOYMENT);
    TokenFacts former =
        Samples.token("EDGE-EU", world.now.plus(Duration.ofDays(6)), "GOOD").facts();

    assertThat(formerAfterRenewalOf(former))
        .contains(
            new FormerToken(
                former.fingerprint(), Optional.of(KeySlot.PRIMARY), former.expiresAt()));
    assertThat(
            formerAfterRenewalOf(
                Samples.token("edge-us", world.now.plus(Duration.ofDays(6)), "GOOD").facts()))
        .isEmpty();
    assertThat(
            formerAfterRenewalOf(
                Samples.token("edge-eu", world.now.minusSeconds(60), "DEAD").facts()))
        .isEmpty();
  }

  private Optional<FormerToken> formerAfterRenewalOf(TokenFacts stored) {
    world.holds(new TokenText.Whole(stored));
    run(Samples.always(KeyPolicy.PRIMARY));
    return world.notes.former();
  }

  @Test
  void workloads_that_are_stuck_beside_the_first_are_warned_of() {
    world.has(Samples.DEPLOYMENT).paused = true;
    world.has(Samples.SECOND).paused = true;

    Pass pass = run(Samples.always(KeyPolicy.LAST), Samples.DEPLOYMENT, Samples.SECOND);

    assertThat(((Pass.Stopped) pass).failure().what()).startsWith("deployment/apim-gateway");
    assertThat(told.getLast())
        .isInstanceOfSatisfying(
            Deed.Warned.class,
            warned ->
                assertThat(warned.what())
                    .startsWith("statefulset/apim-gateway-b is paused")
                    .contains("spec.paused is true"));
  }

  @Test
  void says_what_still_holds_after_somebody_else_has_stored_another_token() {
    world.has(Samples.DEPLOYMENT);
    GatewayToken theirs = Samples.token("edge-eu", world.now.plus(Duration.ofDays(5)), "THEM");
    world.before("store", () -> world.store(theirs));
    world.before(
        "restart",
        () -> {
          throw new KilledHere();
        });
    Rotation rotation = rotation(Samples.always(KeyPolicy.LAST), Samples.DEPLOYMENT);

    assertThatThrownBy(() -> rotation.advance(rotation.observe())).isInstanceOf(KilledHere.class);

    assertThat(rotation.standing()).contains(theirs.facts().fingerprint().hex());
  }

  @Test
  void says_that_the_pods_have_not_finished_a_restart() {
    world.has(Samples.DEPLOYMENT);
    world.before(
        "pods",
        () -> {
          throw new KilledHere();
        });
    Rotation rotation = rotation(Samples.always(KeyPolicy.LAST), Samples.DEPLOYMENT);

    assertThatThrownBy(() -> driven(rotation, rotation.observe())).isInstanceOf(KilledHere.class);

    assertThat(rotation.standing()).endsWith("which the pods have not finished");
  }

  @Test
  void says_what_still_holds() {
    world.has(Samples.DEPLOYMENT);
    world.before(
        "issue",
        () -> {
          throw new Failure(Reason.AZURE_UNAVAILABLE, "down", "", "", "").thrown();
        });
    Rotation rotation = rotation(Samples.always(KeyPolicy.LAST), Samples.DEPLOYMENT);
    assertThatThrownBy(() -> rotation.advance(rotation.observe()))
        .isInstanceOf(RotationFailed.class);

    assertThat(rotation.standing())
        .isEqualTo(
            "Secret apim/gateway-token holds token %s, good until 2026-11-30T10:00:00Z (5 days 23 h left); nothing was changed"
                .formatted(world.stored().orElseThrow()));
  }

  private static Reason reason(Pass pass) {
    assertThat(pass).isInstanceOf(Pass.Stopped.class);
    return ((Pass.Stopped) pass).failure().reason();
  }

  private Rotation rotation(RenewalPolicy policy, WorkloadRef... workloads) {
    return rotation(Samples.request(policy, workloads));
  }

  private Rotation rotation(RotationRequest request) {
    return new Rotation(request, world, world, world, world, told::add, world, () -> world.now);
  }

  private Pass run(RenewalPolicy policy) {
    return run(policy, Samples.DEPLOYMENT);
  }

  private Pass run(RenewalPolicy policy, WorkloadRef... workloads) {
    Rotation rotation = rotation(policy, workloads);
    return driven(rotation, rotation.observe());
  }

  /// A driver without patience: goes on as long as something changes.
  private Pass driven(Rotation rotation, Observation seen) {
    Pass pass = rotation.advance(seen);
    for (int i = 0; i < 50 && pass instanceof Pass.Waiting waiting; i++) {
      WorkloadFacts now = waiting.seen().workload(waiting.workload());
      pass =
          rotation.advance(
              waiting.seen().withWorkload(world.awaitChange(now, Duration.ofMinutes(1))));
    }
    return pass instanceof Pass.Waiting waiting
        ? rotation.giveUp(waiting, Duration.ofMinutes(10))
        : pass;
  }

  private static final class KilledHere extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
