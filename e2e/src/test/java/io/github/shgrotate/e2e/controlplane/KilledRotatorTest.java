package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.shgrotate.e2e.Rotator;
import io.github.shgrotate.sandbox.http.Fault;
import io.github.shgrotate.sandbox.http.Hold;
import io.github.shgrotate.sandbox.kubelet.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// SIGKILL, and then a run that knows nothing of the one before: it finishes the job.
@RealCluster
class KilledRotatorTest {
  private static final int PODS = 2;

  /// Has the rotator stop at some request, before or after its effect.
  @FunctionalInterface
  interface Moment {
    void stopAt(Corner corner, Hold hold);
  }

  static Stream<Arguments> moments() {
    return Stream.of(
        argumentSet("when Azure has issued a token that nobody has read", 2, atAzure()),
        argumentSet("before the Secret is written", 2, before("secrets")),
        argumentSet("when the Secret is written, and nobody knows", 1, after("secrets")),
        argumentSet("before the workload is restarted", 1, before("deployments")),
        argumentSet("when the workload restarts, and nobody knows", 1, after("deployments")));
  }

  @ParameterizedTest
  @MethodSource("moments")
  void the_next_run_finishes_and_at_most_one_token_is_wasted(
      int tokens, Moment moment, Corner corner) throws Exception {
    corner.install(Installation.of(PODS));
    Judge judge = Judge.before(corner);
    Hold hold = new Hold();
    moment.stopAt(corner, hold);

    kill(corner.rotatorThroughGate().start(), hold);
    Rotator.Run next = corner.rotator().with("RENEW_BEFORE", "10d").run();

    judge.finds_every_pod_on_the_new_token(next, PODS);
    judge.finds_restarts(1);
    assertThat(corner.issuedTokens()).hasSize(tokens);
  }

  @Test
  void the_next_run_waits_for_the_pods_that_the_killed_one_restarted(Corner corner)
      throws Exception {
    corner.install(Installation.of(PODS));
    Judge judge = Judge.before(corner);
    CompletableFuture<Void> podsReady = new CompletableFuture<>();
    corner.behave(new Behaviour.ReadyWhen(podsReady));
    Rotator.Running killed = corner.rotator().start();
    Eventually.is("the watch", () -> !watches(corner).isEmpty());
    killed.process().destroyForcibly().waitFor();

    Rotator.Running next = corner.rotator().with("RENEW_BEFORE", "10d").start();
    Eventually.is("the next watch", () -> watches(corner).size() > 1);
    podsReady.complete(null);

    judge.finds_one_rotation(next.end(), PODS);
    judge.finds_restarts(1);
  }

  @Test
  void killed_while_it_puts_back_the_next_run_rotates_from_the_former_token(Corner corner)
      throws Exception {
    corner.install(Installation.of(PODS));
    Judge judge = Judge.before(corner);
    String former = corner.storedToken();
    corner.behave(new Behaviour.NeverReady());
    Hold hold = new Hold();
    corner.onTheWay(2, "PATCH", "deployments", new Fault.HeldBefore(hold));

    kill(corner.rotatorThroughGate().with("ROLLOUT_TIMEOUT", "2s").start(), hold);
    // The Secret is back already, the template is not: new pods would start with the former token.
    assertThat(corner.storedToken()).isEqualTo(former);
    judge.finds_the_secret_whole();
    assertThat(corner.serving()).hasSize(PODS);
    corner.behave(new Behaviour.Normal(Duration.ZERO));

    judge.finds_every_pod_on_the_new_token(
        corner.rotator().with("RENEW_BEFORE", "10d").run(), PODS);
  }

  private static List<AuditLog.Entry> watches(Corner corner) {
    return corner.auditLog().entries("watch", "deployments");
  }

  private static void kill(Rotator.Running rotator, Hold hold) throws InterruptedException {
    Eventually.is("the request to be killed at", hold::arrived);
    rotator.process().destroyForcibly().waitFor();
    // What has not reached the API yet never does.
    hold.drop();
  }

  private static Moment atAzure() {
    return (corner, hold) -> corner.onTheWayToAzure(new Fault.HeldAfter(hold));
  }

  private static Moment before(String resource) {
    return (corner, hold) -> corner.onTheWay("PATCH", resource, new Fault.HeldBefore(hold));
  }

  private static Moment after(String resource) {
    return (corner, hold) -> corner.onTheWay("PATCH", resource, new Fault.HeldAfter(hold));
  }
}
