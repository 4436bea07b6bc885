package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a run leaves behind when the pods do not come up with the new token.
class PutBackTest {
  private final InMemoryWorld world = new InMemoryWorld();
  private final InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
  private final Optional<Fingerprint> former = world.stored();
  private final List<Deed> told = new ArrayList<>();
  private final Rotation rotation = rotation(Samples.always(KeyPolicy.ROTATE));

  PutBackTest() {
    gateway.rollsAtOnce = false;
  }

  @Test
  void a_rollout_that_fails_takes_the_former_token_and_template_back() {
    gateway.failure = Optional.of("exceeded its progress deadline");

    Pass pass = run();

    assertThat(failure(pass).reason()).isEqualTo(Reason.ROLLOUT_FAILED);
    assertThat(world.stored()).isEqualTo(former);
    assertThat(world.recordedToken).isEqualTo(former);
    assertThat(world.lastUsedKey).contains("primary");
    assertThat(gateway.stamp).isEmpty();
    assertThat(rotation.standing())
        .contains("holds the former token " + former.orElseThrow())
        .contains(
            "it was put back, as the new pods did not come up, with the former pod templates of"
                + " deployment/apim-gateway");
    assertThat(told.getLast())
        .isInstanceOfSatisfying(
            Deed.PutBack.class,
            back -> assertThat(back.former().fingerprint()).isEqualTo(former.orElseThrow()));
  }

  @Test
  void only_a_template_with_the_stamp_of_the_failed_token_is_put_back() {
    world.has(Samples.SECOND);
    gateway.failure = Optional.of("exceeded its progress deadline");
    Rotation ofTwo = rotation(Samples.always(KeyPolicy.ROTATE), Samples.DEPLOYMENT, Samples.SECOND);

    var _ = ofTwo.advance(ofTwo.observe());

    assertThat(world.count("putBack")).isEqualTo(1);
    assertThat(ofTwo.standing()).endsWith("templates of deployment/apim-gateway");
  }

  @Test
  void a_template_that_somebody_else_mends_meanwhile_is_left_to_them() {
    gateway.failure = Optional.of("exceeded its progress deadline");
    world.before("putBack", () -> gateway.version++);

    run();

    assertThat(world.stored()).isEqualTo(former);
    assertThat(rotation.standing()).endsWith("it was put back, as the new pods did not come up");
  }

  @ParameterizedTest(name = "signed by {0}, recorded as \"{1}\"")
  @CsvSource({
    "PRIMARY,   primary,   1",
    "SECONDARY, secondary, 1",
    "PRIMARY,   '',        1",
    "SECONDARY, '',        2",
    "SECONDARY, primary,   2",
  })
  void the_former_token_is_had_again_from_whichever_key_signed_it(
      KeySlot signer, String recorded, int questions) {
    world.formerKey = signer;
    world.lastUsedKey = Optional.of(recorded);
    gateway.failure = Optional.of("exceeded its progress deadline");

    run();

    assertThat(world.stored()).isEqualTo(former);
    assertThat(world.lastUsedKey).contains(signer.wireName());
    assertThat(world.count("issue")).isEqualTo(1 + questions);
  }

  @Test
  void so_does_one_that_takes_too_long_while_no_new_pod_is_ready() {
    Failure failure = failure(run());

    assertThat(failure.reason()).isEqualTo(Reason.ROLLOUT_TIMED_OUT);
    assertThat(failure.where()).isEqualTo("Deployment apim/apim-gateway");
    assertThat(world.stored()).isEqualTo(former);
  }

  @Test
  void a_new_pod_that_only_is_not_ready_is_named() {
    world.before("await", () -> gateway.pods.add(podOfNewTemplate(false)));

    assertThat(failure(run()).why()).endsWith("; new-0 is not ready").doesNotContain("gateway-1");
  }

  @Test
  void a_pod_that_a_stateful_set_would_wait_for_is_to_be_deleted() {
    InMemoryWorld.Workload set = world.has(Samples.SECOND);
    set.rollsAtOnce = false;
    set.failure = Optional.of("no more progress");
    Rotation ofSet = rotation(Samples.always(KeyPolicy.ROTATE), Samples.SECOND);
    set.pods.add(podOfNewTemplate(false));

    assertThat(failure(ofSet.advance(ofSet.observe())).next())
        .contains("kubectl -n apim delete pod new-0");
  }

  @Test
  void a_token_that_pods_have_come_up_with_stays() {
    world.before("await", () -> gateway.pods.set(0, podOfNewTemplate(true)));

    assertThat(failure(run()).reason()).isEqualTo(Reason.ROLLOUT_TIMED_OUT);

    assertThat(world.stored()).isNotEqualTo(former);
    assertThat(rotation.standing())
        .contains("holds the new token")
        .contains("1 pod is up with the new token already");
  }

  @Test
  void a_workload_that_has_been_up_with_the_token_keeps_it_whatever_befalls_it_later() {
    gateway.rollsAtOnce = true;
    assertThat(run()).isInstanceOf(Pass.Converged.class);
    Optional<Fingerprint> proven = world.stored();
    gateway.failure = Optional.of("exceeded its progress deadline");
    gateway.pods.replaceAll(_ -> podOfNewTemplate(false));

    Rotation next = rotation(Samples.tenDaysBefore());
    Pass pass = next.advance(next.observe());

    assertThat(failure(pass).reason()).isEqualTo(Reason.ROLLOUT_FAILED);
    assertThat(world.stored()).isEqualTo(proven).isNotEqualTo(former);
    assertThat(next.standing()).contains("it is not what is wrong");
  }

  @Test
  void a_former_token_that_is_as_good_as_dead_is_not_put_back() {
    world.store(Samples.token("edge-eu", world.now.plus(Duration.ofHours(20)), "OLD1"));
    gateway.failure = Optional.of("exceeded its progress deadline");

    run();

    assertThat(world.stored().orElseThrow()).isEqualTo(gateway.stamp.orElseThrow());
    assertThat(rotation.standing()).contains("too soon to go back to");
  }

  @Test
  void there_is_no_second_try_in_the_same_run_and_one_in_the_next() {
    gateway.failure = Optional.of("exceeded its progress deadline");
    run();
    assertThat(gateway.restarts).isEqualTo(1);

    Rotation next = rotation(Samples.always(KeyPolicy.ROTATE));
    next.advance(next.observe());

    assertThat(gateway.restarts).isEqualTo(2);
  }

  @Test
  void a_run_that_was_killed_is_put_back_by_the_next_one() {
    Pass.Waiting waiting = (Pass.Waiting) rotation.advance(rotation.observe());
    assertThat(waiting.workload()).isEqualTo(Samples.DEPLOYMENT);
    gateway.failure = Optional.of("exceeded its progress deadline");

    Rotation next = rotation(Samples.tenDaysBefore());
    Pass pass = next.advance(next.observe());

    assertThat(failure(pass).reason()).isEqualTo(Reason.ROLLOUT_FAILED);
    assertThat(world.stored()).isEqualTo(former);
  }

  @Test
  void a_token_that_a_template_is_stamped_with_but_nobody_has_stored_is_not_taken_again() {
    // Killed between putting back the Secret and the template; and still the same minute.
    Instant end = world.now.plus(RenewalPolicy.DEFAULT_LIFETIME).truncatedTo(ChronoUnit.MINUTES);
    Deque<GatewayToken> tokens =
        new ArrayDeque<>(
            List.of(
                Samples.token("edge-eu", end, "SAME"),
                Samples.token("edge-eu", end.minusSeconds(60), "SAME")));
    gateway.stamp = Optional.of(tokens.getFirst().facts().fingerprint());
    Optional<Fingerprint> other = Optional.of(tokens.getLast().facts().fingerprint());
    world.nextToken = tokens::removeFirst;

    var _ = rotation.advance(rotation.observe());

    assertThat(world.stored()).isEqualTo(other);
    assertThat(gateway.stamp).isEqualTo(other);
    assertThat(gateway.restarts).isEqualTo(1);
  }

  @Test
  void when_azure_signs_another_token_for_the_former_minute_nothing_is_put_back() {
    gateway.failure = Optional.of("exceeded its progress deadline");
    world.forgetFormer();

    run();

    assertThat(world.stored()).isEqualTo(gateway.stamp);
    assertThat(rotation.standing()).contains("the former token was not put back");
  }

  @Test
  void a_write_back_whose_answer_was_lost_counts_as_the_own_one() {
    gateway.failure = Optional.of("exceeded its progress deadline");
    world.before("store", () -> {});
    world.before("store", () -> world.store(oldOne()));

    run();

    assertThat(world.stored()).isEqualTo(former);
    assertThat(rotation.standing()).contains("with the former pod templates of");
  }

  /// What a first write of the former token has left.
  private static GatewayToken oldOne() {
    return Samples.token("edge-eu", Samples.NOW.plus(Duration.ofDays(6)), "OLD0");
  }

  @Test
  void a_template_that_cannot_be_put_back_is_told_and_the_others_are() {
    InMemoryWorld.Workload second = world.has(Samples.SECOND);
    second.rollsAtOnce = false;
    second.failure = Optional.of("exceeded its progress deadline");
    gateway.failure = second.failure;
    Rotation ofTwo = rotation(Samples.always(KeyPolicy.ROTATE), Samples.DEPLOYMENT, Samples.SECOND);
    world.before(
        "putBack",
        () -> {
          throw new Failure(Reason.KUBERNETES_UNAVAILABLE, "it is away", "", "", "").thrown();
        });
    // Both carry the stamp, as after a run that did not wait.
    Pass pass = ofTwo.advance(ofTwo.observe());

    assertThat(failure(pass).reason()).isEqualTo(Reason.ROLLOUT_FAILED);
    assertThat(world.stored()).isEqualTo(former);
    assertThat(ofTwo.standing()).contains("holds the former token");
    assertThat(told)
        .filteredOn(Deed.Warned.class::isInstance)
        .anyMatch(deed -> deed.toString().contains("could not be put back (it is away"));
    assertThat(told).anyMatch(Deed.PutBack.class::isInstance);
    assertThat(pass.seen().storedToken().map(TokenFacts::fingerprint)).isEqualTo(former);
    assertThat(ofTwo.lastSeen()).contains(pass.seen());
  }

  @Test
  void another_workload_that_is_up_with_the_token_is_asked_before_anything_is_put_back() {
    InMemoryWorld.Workload second = world.has(Samples.SECOND);
    var _ = drive(rotation(Samples.always(KeyPolicy.ROTATE), Samples.SECOND));
    Optional<Fingerprint> good = world.stored();
    gateway.failure = Optional.of("exceeded its progress deadline");

    Pass pass = drive(rotation(Samples.tenDaysBefore(), Samples.DEPLOYMENT, Samples.SECOND));

    assertThat(failure(pass).reason()).isEqualTo(Reason.ROLLOUT_FAILED);
    assertThat(world.stored()).isEqualTo(good).isNotEqualTo(former);
    assertThat(second.restarts).isEqualTo(1);
  }

  @Test
  void one_that_fails_is_not_hidden_by_one_that_somebody_has_paused() {
    InMemoryWorld.Workload second = world.has(Samples.SECOND);
    second.rollsAtOnce = false;
    second.failure = Optional.of("exceeded its progress deadline");
    gateway.paused = true;
    gateway.stamp = Optional.of(new Fingerprint("000000000000"));

    Pass pass =
        drive(rotation(Samples.always(KeyPolicy.ROTATE), Samples.DEPLOYMENT, Samples.SECOND));

    assertThat(failure(pass).reason()).isEqualTo(Reason.ROLLOUT_FAILED);
    assertThat(world.stored()).isEqualTo(former);
    assertThat(told)
        .filteredOn(Deed.Warned.class::isInstance)
        .anyMatch(deed -> deed.toString().contains("is paused"));
  }

  @Test
  void a_rollout_that_failed_is_told_also_when_the_pods_cannot_be_asked() {
    gateway.failure = Optional.of("exceeded its progress deadline");
    world.before(
        "pods",
        () -> {
          throw new Failure(Reason.KUBERNETES_UNAVAILABLE, "", "", "it is away", "").thrown();
        });

    assertThat(failure(run()).reason()).isEqualTo(Reason.ROLLOUT_FAILED);
    assertThat(world.stored()).isNotEqualTo(former);
    assertThat(rotation.standing()).contains("the pods could not be asked: it is away");
  }

  @Test
  void a_token_that_never_came_up_is_passed_over_for_the_one_before_it() {
    var _ = rotation.advance(rotation.observe());
    assertThat(world.stored()).isNotEqualTo(former);
    gateway.failure = Optional.of("exceeded its progress deadline");
    world.now = world.now.plus(Duration.ofHours(1));

    var _ = drive(rotation(Samples.always(KeyPolicy.ROTATE)));

    assertThat(world.count("issue")).isGreaterThan(2);
    assertThat(world.stored()).isEqualTo(former);
  }

  @Test
  void a_token_that_has_come_up_is_the_one_to_go_back_to() {
    gateway.rollsAtOnce = true;
    assertThat(run()).isInstanceOf(Pass.Converged.class);
    Optional<Fingerprint> good = world.stored();
    gateway.rollsAtOnce = false;
    gateway.failure = Optional.of("exceeded its progress deadline");
    world.now = world.now.plus(Duration.ofHours(1));

    var _ = drive(rotation(Samples.always(KeyPolicy.ROTATE)));

    assertThat(world.stored()).isEqualTo(good).isNotEqualTo(former);
  }

  @Test
  void neither_a_token_that_never_came_up_nor_one_that_has_ended_is_gone_back_to() {
    var _ = rotation.advance(rotation.observe());
    gateway.failure = Optional.of("exceeded its progress deadline");
    world.now = world.now.plus(Duration.ofDays(7));

    Rotation next = rotation(Samples.always(KeyPolicy.ROTATE));
    var _ = drive(next);

    assertThat(world.notes.former()).isEmpty();
    assertThat(next.standing()).contains("there is no former token to go back to");
  }

  @Test
  void whoever_stores_another_token_meanwhile_keeps_it() {
    gateway.failure = Optional.of("exceeded its progress deadline");
    GatewayToken theirs = Samples.token("edge-eu", Samples.NOW.plus(Duration.ofDays(9)), "NEW9");
    world.before("store", () -> {});
    world.before("store", () -> world.store(theirs));

    run();

    assertThat(world.stored()).contains(theirs.facts().fingerprint());
    assertThat(rotation.standing())
        .contains("the former token was not put back: Somebody else has changed the Secret");
  }

  @Test
  void what_cannot_be_asked_is_put_back_only_when_the_controller_has_given_up() {
    world.podsMayBeListed = false;
    run();
    assertThat(world.stored()).isNotEqualTo(former);

    gateway.failure = Optional.of("exceeded its progress deadline");
    Rotation next = rotation(Samples.tenDaysBefore());
    next.advance(next.observe());
    assertThat(world.stored()).isEqualTo(former);
  }

  private PodFacts podOfNewTemplate(boolean ready) {
    return new PodFacts("new-0", gateway.stamp, ready, false, false, Optional.empty());
  }

  private Rotation rotation(RenewalPolicy policy) {
    return rotation(policy, Samples.DEPLOYMENT);
  }

  private Rotation rotation(RenewalPolicy policy, WorkloadRef... workloads) {
    return new Rotation(
        Samples.request(policy, workloads),
        world,
        world,
        world,
        world,
        told::add,
        world,
        () -> world.now);
  }

  private static Failure failure(Pass pass) {
    assertThat(pass).isInstanceOf(Pass.Stopped.class);
    return ((Pass.Stopped) pass).failure();
  }

  private Pass run() {
    return drive(rotation);
  }

  private Pass drive(Rotation driven) {
    Pass pass = driven.advance(driven.observe());
    for (int i = 0; i < 5 && pass instanceof Pass.Waiting waiting; i++) {
      WorkloadFacts seen = waiting.seen().workload(waiting.workload());
      pass =
          driven.advance(
              waiting.seen().withWorkload(world.awaitChange(seen, Duration.ofMinutes(1))));
    }
    return pass instanceof Pass.Waiting waiting
        ? driven.giveUp(waiting, Duration.ofMinutes(10))
        : pass;
  }
}
