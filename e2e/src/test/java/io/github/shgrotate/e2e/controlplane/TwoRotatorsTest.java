package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.e2e.Rotator;
import io.github.shgrotate.sandbox.http.Fault;
import io.github.shgrotate.sandbox.http.Hold;
import io.github.shgrotate.sandbox.kubelet.Behaviour;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Two rotators of the same gateway at the same time, each of which renews only when the token is
/// due: as when a CronJob's Job and a run by hand meet.
@RealCluster
class TwoRotatorsTest {
  private static final int PODS = 2;

  @Test
  void when_both_have_a_token_in_hand_one_is_stored_and_the_pods_restart_once(Corner corner)
      throws Exception {
    corner.install(Installation.of(PODS));
    Judge judge = Judge.before(corner);
    Rotator rotator = corner.rotator().with("RENEW_BEFORE", "10d");
    Hold answers = new Hold(2);
    corner.onTheWayToAzure(new Fault.HeldAfter(answers));
    corner.onTheWayToAzure(new Fault.HeldAfter(answers));
    Rotator.Running one = rotator.start();
    Rotator.Running other = rotator.start();
    Eventually.is("both questions for a token", answers::arrived);

    answers.release();

    judge.finds_every_pod_on_the_new_token(one.end(), PODS);
    judge.finds_every_pod_on_the_new_token(other.end(), PODS);
    assertThat(corner.issuedTokens()).hasSize(2);
    judge.finds_restarts(1);
    assertThat(corner.auditLog().entries("patch", "secrets"))
        .extracting(AuditLog.Entry::code)
        .containsExactlyInAnyOrder(200, 409);
  }

  @Test
  void when_they_just_meet_at_most_one_token_is_wasted_and_the_pods_restart_once(Corner corner)
      throws Exception {
    corner.install(Installation.of(PODS));
    Judge judge = Judge.before(corner);
    Rotator rotator = corner.rotator().with("RENEW_BEFORE", "10d");

    Rotator.Running one = rotator.start();
    Rotator.Running other = rotator.start();

    judge.finds_every_pod_on_the_new_token(one.end(), PODS);
    judge.finds_every_pod_on_the_new_token(other.end(), PODS);
    assertThat(corner.issuedTokens()).hasSizeBetween(1, 2);
    judge.finds_restarts(1);
  }

  @Test
  void a_rotator_that_comes_when_the_other_waits_for_the_pods_waits_for_them_too(Corner corner)
      throws Exception {
    corner.install(Installation.of(PODS));
    Judge judge = Judge.before(corner);
    Rotator rotator = corner.rotator().with("RENEW_BEFORE", "10d");
    var podsReady = new CompletableFuture<Void>();
    corner.behave(new Behaviour.ReadyWhen(podsReady));
    Rotator.Running one = rotator.start();
    Eventually.is("the restart", () -> corner.workload().at("/metadata/generation").asInt() == 2);

    Rotator.Running other = rotator.start();
    Eventually.is(
        "that both watch", () -> corner.auditLog().entries("watch", "deployments").size() >= 2);
    podsReady.complete(null);

    judge.finds_every_pod_on_the_new_token(one.end(), PODS);
    judge.finds_every_pod_on_the_new_token(other.end(), PODS);
    assertThat(corner.issuedTokens()).hasSize(1);
    judge.finds_restarts(1);
  }
}
