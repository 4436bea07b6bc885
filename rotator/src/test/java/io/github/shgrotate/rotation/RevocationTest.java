package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A key is made anew only when no known pod runs on a token of it.
class RevocationTest {
  private final InMemoryWorld world = new InMemoryWorld();
  private final InMemoryWorld.Workload gateway = world.has(Samples.DEPLOYMENT);
  private final List<Deed> told = new ArrayList<>();

  @Test
  void the_old_key_goes_after_the_pods_are_proven_and_they_are_proven_again() {
    assertThat(run(Samples.revoking())).isInstanceOf(Pass.Converged.class);

    assertThat(world.calls)
        .containsSubsequence(
            "issue secondary",
            "restart deployment/apim-gateway",
            "pods deployment/apim-gateway",
            "readers",
            "regenerate primary",
            "revoked",
            "read secret",
            "pods deployment/apim-gateway");
    assertThat(world.count("regenerate")).isEqualTo(1);
    assertThat(world.notes.keyToRevoke()).isEmpty();
    assertThat(told)
        .filteredOn(deed -> deed instanceof Deed.Revoked || deed instanceof Deed.Proven)
        .extracting(deed -> deed.getClass().getSimpleName())
        .containsExactly("Proven", "Revoked", "Proven");
  }

  @Test
  void a_run_that_fails_after_the_revocation_says_that_the_key_is_gone() {
    world.before(
        "revoked",
        () -> {
          throw new KilledHere();
        });
    Rotation rotation = rotation(Samples.revoking());

    assertThatThrownBy(() -> driven(rotation)).isInstanceOf(KilledHere.class);

    assertThat(rotation.standing()).endsWith("the primary key was revoked");
  }

  @Test
  void a_secret_that_never_stands_still_keeps_its_note_that_a_key_is_to_be_revoked() {
    for (int i = 0; i < 6; i++) {
      world.before("revoked", world::touchSecret);
    }

    assertThatThrownBy(() -> run(Samples.revoking()))
        .isInstanceOfSatisfying(
            RotationFailed.class,
            failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.CONTENDED));
    assertThat(world.notes.keyToRevoke()).contains(KeySlot.PRIMARY);
  }

  @Test
  void a_secret_that_never_stands_still_before_the_revocation_keeps_its_keys() {
    world.before("readers", this::somebodyEditsAtEveryLook);

    assertThatThrownBy(() -> run(Samples.revoking()))
        .isInstanceOfSatisfying(
            RotationFailed.class,
            failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.CONTENDED));
    assertThat(world.count("regenerate")).isZero();
    assertThat(world.notes.keyToRevoke()).contains(KeySlot.PRIMARY);
  }

  private void somebodyEditsAtEveryLook() {
    for (int i = 0; i < 20; i++) {
      world.before("read", world::touchSecret);
    }
  }

  @Test
  void a_run_killed_before_the_revocation_is_finished_by_the_next_on_the_same_token() {
    world.before(
        "regenerate",
        () -> {
          throw new KilledHere();
        });
    assertThatThrownBy(() -> run(Samples.revoking())).isInstanceOf(KilledHere.class);
    Optional<Fingerprint> stored = world.stored();

    assertThat(run(Samples.revoking())).isInstanceOf(Pass.Converged.class);

    assertThat(world.stored()).isEqualTo(stored);
    assertThat(world.count("issue secondary")).isEqualTo(1);
    assertThat(world.calls).contains("regenerate primary").doesNotContain("regenerate secondary");
  }

  @Test
  void the_key_of_a_token_that_nobody_has_recorded_is_found_out_and_that_one_goes() {
    world.lastUsedKey = Optional.empty();

    assertThat(run(Samples.revoking())).isInstanceOf(Pass.Converged.class);

    assertThat(world.calls).contains("regenerate primary").doesNotContain("regenerate secondary");
    assertThat(world.count("signer")).isZero();
  }

  @Test
  void a_wrong_record_does_not_cost_the_wrong_key_its_life() {
    world.formerKey = KeySlot.SECONDARY;

    assertThat(run(Samples.revoking())).isInstanceOf(Pass.Converged.class);

    assertThat(world.calls).contains("regenerate secondary").doesNotContain("regenerate primary");
  }

  @Test
  void a_newer_token_of_the_key_to_be_revoked_that_somebody_stores_is_renewed_before() {
    world.before(
        "regenerate",
        () -> {
          throw new KilledHere();
        });
    assertThatThrownBy(() -> run(Samples.revoking())).isInstanceOf(KilledHere.class);
    world.store(
        Samples.token(
            "edge-eu",
            world.now.plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.MINUTES),
            world.signature(KeySlot.PRIMARY)));
    Optional<Fingerprint> pasted = world.stored();

    assertThat(run(Samples.revoking())).isInstanceOf(Pass.Converged.class);

    assertThat(world.stored()).isNotEqualTo(pasted);
    assertThat(gateway.pods).allMatch(pod -> pod.stamp().equals(world.stored()));
    assertThat(world.calls).doesNotContain("regenerate secondary");
    assertThat(world.calls.lastIndexOf("regenerate primary"))
        .isGreaterThan(world.calls.lastIndexOf("restart deployment/apim-gateway"));
  }

  @Test
  void whoever_only_finishes_what_was_begun_is_told_that_the_present_key_stays_good() {
    world.before(
        "regenerate",
        () -> {
          throw new KilledHere();
        });
    assertThatThrownBy(() -> run(Samples.revoking())).isInstanceOf(KilledHere.class);
    assertThat(told).noneMatch(Deed.Warned.class::isInstance);

    run(Samples.revoking());

    assertThat(told)
        .filteredOn(Deed.Warned.class::isInstance)
        .singleElement()
        .asString()
        .contains("of the secondary key and stays good: if it has leaked, run again");
  }

  @Test
  void an_empty_secret_has_no_key_to_revoke() {
    world.holds(new TokenText.Absent());
    world.lastUsedKey = Optional.empty();

    assertThat(run(Samples.revoking())).isInstanceOf(Pass.Converged.class);

    assertThat(world.count("regenerate")).isZero();
    assertThat(world.count("issue")).isEqualTo(1);
  }

  @Test
  void where_nothing_is_due_nobody_asks_who_signed_either() {
    world.store(Samples.token("edge-eu", world.now.plus(Duration.ofDays(20)), "GOOD"));

    run(
        new RenewalPolicy(
            KeyPolicy.ROTATE,
            RenewalPolicy.DEFAULT_LIFETIME,
            Optional.of(Duration.ofDays(10)),
            true));

    assertThat(world.count("issue")).isZero();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"edge-us, P5D", "edge-eu, PT0S", "edge-eu, -P1D"})
  void of_a_token_that_is_no_good_nobody_asks_who_signed_it(String of, Duration left) {
    world.store(Samples.token(of, world.now.truncatedTo(ChronoUnit.MINUTES).plus(left), "BAD0"));

    run(Samples.revoking());

    assertThat(world.count("issue")).isEqualTo(1);
  }

  @Test
  void edits_before_and_after_the_write_are_counted_apart() {
    for (int i = 0; i < 3; i++) {
      world.before("store", world::touchSecret);
    }
    world.before(
        "readers",
        () -> {
          for (int i = 0; i < 3; i++) {
            world.before("read", world::touchSecret);
          }
        });

    assertThat(run(Samples.revoking())).isInstanceOf(Pass.Converged.class);
  }

  @Test
  void a_refused_revocation_says_that_the_pods_run_on_the_new_token() {
    world.otherReaders =
        List.of(new PodFacts("batch-7", Optional.empty(), true, false, false, Optional.empty()));
    Rotation rotation = rotation(Samples.revoking());

    driven(rotation);

    assertThat(rotation.standing()).endsWith("all pods of what was restarted run on it");
  }

  @Test
  void where_nothing_is_to_be_revoked_nobody_asks_who_signed() {
    run(Samples.always(KeyPolicy.ROTATE));

    assertThat(world.count("issue")).isEqualTo(1);
  }

  @Test
  void a_note_that_another_key_is_to_be_revoked_is_not_taken_away() {
    world.before(
        "revoked",
        () -> {
          world.notes =
              new SecretNotes(
                  world.notes.expiresAt(), world.notes.former(), Optional.of(KeySlot.SECONDARY));
          world.touchSecret();
        });

    // That one would have to be moved away from first, and one renewal a run is enough.
    assertThatThrownBy(() -> run(Samples.revoking())).isInstanceOf(RotationFailed.class);

    assertThat(world.count("revoked")).isEqualTo(1);
    assertThat(world.notes.keyToRevoke()).contains(KeySlot.SECONDARY);
  }

  @Test
  void a_run_killed_after_the_revocation_repeats_it_on_the_same_key() {
    world.before(
        "revoked",
        () -> {
          throw new KilledHere();
        });
    assertThatThrownBy(() -> run(Samples.revoking())).isInstanceOf(KilledHere.class);

    assertThat(run(Samples.revoking())).isInstanceOf(Pass.Converged.class);

    assertThat(world.calls).doesNotContain("regenerate secondary");
    assertThat(world.notes.keyToRevoke()).isEmpty();
  }

  @Test
  void a_pod_that_is_still_shutting_down_keeps_its_key() {
    world.before(
        "pods",
        () ->
            gateway.pods.add(
                new PodFacts("leaving-0", Optional.empty(), true, true, false, Optional.empty())));

    Pass pass = run(Samples.revoking());

    assertThat(reason(pass)).isEqualTo(Reason.KEY_STILL_IN_USE);
    assertThat(world.count("regenerate")).isZero();
  }

  @Test
  void a_pod_of_a_workload_that_nobody_named_keeps_its_key_and_is_listed() {
    world.otherReaders =
        List.of(new PodFacts("batch-7", Optional.empty(), true, false, false, Optional.empty()));

    Pass pass = run(Samples.revoking());

    assertThat(reason(pass)).isEqualTo(Reason.KEY_STILL_IN_USE);
    assertThat(((Pass.Stopped) pass).failure().why()).contains("batch-7");
    assertThat(world.count("regenerate")).isZero();
    assertThat(world.notes.keyToRevoke()).contains(KeySlot.PRIMARY);
  }

  @Test
  void nothing_is_revoked_when_somebody_has_put_another_token_into_the_secret_meanwhile() {
    world.before(
        "readers",
        () -> world.store(Samples.token("edge-eu", world.now.plus(Duration.ofDays(5)), "OLD1")));

    assertThatThrownBy(() -> run(Samples.revoking())).isInstanceOf(RotationFailed.class);

    assertThat(world.count("regenerate")).isZero();
    assertThat(world.notes.keyToRevoke()).contains(KeySlot.PRIMARY);
  }

  @Test
  void an_edit_of_something_else_in_the_secret_only_has_it_looked_at_again() {
    world.before("readers", world::touchSecret);

    assertThat(run(Samples.revoking())).isInstanceOf(Pass.Converged.class);

    assertThat(world.count("regenerate")).isEqualTo(1);
  }

  @Test
  void nothing_is_revoked_where_the_pods_cannot_be_asked() {
    world.podsMayBeListed = false;

    Pass pass = run(Samples.revoking());

    assertThat(reason(pass)).isEqualTo(Reason.KUBERNETES_PERMISSION_MISSING);
    assertThat(world.count("regenerate")).isZero();
  }

  @Test
  void nothing_is_revoked_without_being_asked_for() {
    run(Samples.always(KeyPolicy.ROTATE));

    assertThat(world.notes.keyToRevoke()).isEmpty();
    assertThat(world.count("regenerate")).isZero();
  }

  @Test
  void a_token_that_stays_on_its_key_leaves_nothing_to_revoke() {
    run(
        new RenewalPolicy(
            KeyPolicy.PRIMARY, RenewalPolicy.DEFAULT_LIFETIME, Optional.empty(), true));

    assertThat(world.count("regenerate")).isZero();
  }

  @Test
  void a_run_that_may_not_revoke_still_keeps_away_from_the_key() {
    world.otherReaders =
        List.of(new PodFacts("batch-7", Optional.empty(), true, false, false, Optional.empty()));
    run(Samples.revoking());
    world.calls.clear();

    run(Samples.always(KeyPolicy.ROTATE));

    assertThat(world.calls).contains("issue secondary").doesNotContain("issue primary");
    assertThat(world.notes.keyToRevoke()).contains(KeySlot.PRIMARY);
  }

  @Test
  void the_plan_says_that_others_may_be_cut_off_and_does_nothing() {
    Rotation rotation = rotation(Samples.revoking());

    Plan plan = Planner.plan(rotation.request(), rotation.observe());

    assertThat(plan.steps().getLast()).isEqualTo(new Step.Revoke(KeySlot.PRIMARY));
    assertThat(world.count("regenerate")).isZero();
  }

  private static Reason reason(Pass pass) {
    assertThat(pass).isInstanceOf(Pass.Stopped.class);
    return ((Pass.Stopped) pass).failure().reason();
  }

  private Rotation rotation(RenewalPolicy policy) {
    return new Rotation(
        Samples.request(policy, Samples.DEPLOYMENT),
        world,
        world,
        world,
        world,
        told::add,
        world,
        () -> world.now);
  }

  private Pass run(RenewalPolicy policy) {
    return driven(rotation(policy));
  }

  private Pass driven(Rotation rotation) {
    Pass pass = rotation.advance(rotation.observe());
    for (int i = 0; i < 5 && pass instanceof Pass.Waiting waiting; i++) {
      WorkloadFacts seen = waiting.seen().workload(waiting.workload());
      pass =
          rotation.advance(
              waiting.seen().withWorkload(world.awaitChange(seen, Duration.ofMinutes(1))));
    }
    return pass instanceof Pass.Waiting waiting
        ? rotation.giveUp(waiting, Duration.ofMinutes(10))
        : pass;
  }

  private static final class KilledHere extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
