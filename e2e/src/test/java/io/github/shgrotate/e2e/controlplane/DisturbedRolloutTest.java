package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.shgrotate.e2e.Rotator;
import io.github.shgrotate.sandbox.kubelet.Behaviour;
import io.github.shgrotate.sandbox.kubelet.GatewaySighting;
import io.github.shgrotate.sandbox.kubelet.KubernetesApi;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Something happens while the rollout is half done: the first pod with the new token has started,
/// and is not ready until the test says so.
@RealCluster
class DisturbedRolloutTest {
  private static final int PODS = 3;

  private final CompletableFuture<Void> newPodsReady = new CompletableFuture<>();

  @FunctionalInterface
  interface Disturbance {
    void strike(Corner corner, String formerPod, String newPod);
  }

  static Stream<Arguments> disturbances() {
    return Stream.of(
        argumentSet(
            "a former pod is deleted",
            (Disturbance) (corner, formerPod, _) -> corner.deletePod(formerPod)),
        argumentSet(
            "a new pod is deleted", (Disturbance) (corner, _, newPod) -> corner.deletePod(newPod)),
        argumentSet(
            "a former pod's container crashes",
            (Disturbance)
                (corner, formerPod, _) ->
                    corner.world().kubelet().crash(corner.namespace(), formerPod)),
        argumentSet(
            "a new pod's container crashes",
            (Disturbance)
                (corner, _, newPod) -> corner.world().kubelet().crash(corner.namespace(), newPod)),
        argumentSet(
            "a former pod is evicted for want of memory, and stays as a failed one",
            (Disturbance)
                (corner, formerPod, _) ->
                    corner.world().kubelet().evict(corner.namespace(), formerPod)),
        argumentSet(
            "a new pod is evicted for want of memory, and stays as a failed one",
            (Disturbance)
                (corner, _, newPod) -> corner.world().kubelet().evict(corner.namespace(), newPod)),
        argumentSet(
            "a former pod's node is drained",
            (Disturbance) (corner, formerPod, _) -> corner.drain(corner.nodeOf(formerPod))),
        argumentSet(
            "a new pod's node is drained",
            (Disturbance) (corner, _, newPod) -> corner.drain(corner.nodeOf(newPod))));
  }

  @ParameterizedTest
  @MethodSource("disturbances")
  void the_rotation_ends_with_every_pod_on_the_new_token(Disturbance disturbance, Corner corner)
      throws Exception {
    corner.install(oneMoreNeverLess(PODS));
    Judge judge = Judge.before(corner);
    HalfDone halfDone = start(corner);

    disturbance.strike(corner, halfDone.formerPod(), halfDone.newPod());
    newPodsReady.complete(null);

    judge.finds_one_rotation(halfDone.rotator().end(), PODS);
    judge.finds_restarts(1);
  }

  @Test
  void pods_that_are_scaled_out_meanwhile_are_proven_too(Corner corner) throws Exception {
    corner.install(oneMoreNeverLess(PODS));
    Judge judge = Judge.before(corner);
    HalfDone halfDone = start(corner);

    corner.edit("{spec: {replicas: %d}}".formatted(2 * PODS));
    newPodsReady.complete(null);

    judge.finds_one_rotation(halfDone.rotator().end(), 2 * PODS);
  }

  @Test
  void pods_that_are_scaled_in_meanwhile_are_not_waited_for(Corner corner) throws Exception {
    corner.install(oneMoreNeverLess(PODS));
    Judge judge = Judge.before(corner);
    HalfDone halfDone = start(corner);

    corner.edit("{spec: {replicas: 1}}");
    newPodsReady.complete(null);

    judge.finds_one_rotation(halfDone.rotator().end(), 1);
  }

  @Test
  void a_disruption_budget_without_room_neither_holds_the_rotation_up_nor_is_broken_by_it(
      Corner corner) throws Exception {
    corner.install(oneMoreNeverLess(PODS));
    corner.apply(
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: gateway}
        spec: {minAvailable: %d, selector: {matchLabels: {app: %s}}}
        """
            .formatted(PODS, corner.workloadName()));
    Judge judge = Judge.before(corner);
    HalfDone halfDone = start(corner);

    KubernetesApi.Refused refused =
        catchThrowableOfType(
            KubernetesApi.Refused.class, () -> corner.evictByApi(halfDone.formerPod()));
    newPodsReady.complete(null);

    assertThat(refused.code()).isEqualTo(429);
    judge.finds_one_rotation(halfDone.rotator().end(), PODS);
  }

  /// @param formerPod one on the former token
  /// @param newPod the first on the new one, not ready yet
  private record HalfDone(Rotator.Running rotator, String formerPod, String newPod) {}

  private HalfDone start(Corner corner) throws Exception {
    String former = corner.storedToken();
    corner.behave(new Behaviour.ReadyWhen(newPodsReady));
    Rotator.Running rotator = corner.rotator().start();
    Eventually.is("a pod on another token", () -> pods(corner, former, false).count() == 1);
    return new HalfDone(
        rotator,
        pods(corner, former, true).findFirst().orElseThrow().pod(),
        pods(corner, former, false).findFirst().orElseThrow().pod());
  }

  private static Stream<GatewaySighting> pods(Corner corner, String token, boolean onIt) {
    return corner.gateways().stream()
        .filter(gateway -> gateway.tokenId().equals(Optional.of(token)) == onIt);
  }

  private static Installation oneMoreNeverLess(int pods) {
    return Installation.of(pods)
        .strategy("{type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}");
  }
}
