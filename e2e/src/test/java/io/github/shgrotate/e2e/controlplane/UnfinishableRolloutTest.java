package io.github.shgrotate.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.e2e.Rotator;
import io.github.shgrotate.sandbox.http.Fault;
import io.github.shgrotate.sandbox.http.Hold;
import io.github.shgrotate.sandbox.kubelet.Behaviour;
import io.github.shgrotate.sandbox.kubelet.GatewaySighting;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Rollouts that cannot end: exit code 5, a message that says what the API says, and nobody worse
/// off than before. Once the cause is gone, the next run ends well.
@RealCluster
class UnfinishableRolloutTest {
  private static final int PODS = 3;
  private static final String GIVES_UP_SOON = "{progressDeadlineSeconds: 2}";

  /// What keeps new pods from coming up, and what the message has to say of it.
  ///
  /// @param reason the code of the failure
  record Cause(String reason, String spec, Act act, Act mend, Facts facts) {
    interface Act {
      void in(Corner corner);
    }

    /// True sentences, from the API.
    interface Facts {
      List<String> of(Corner corner);
    }
  }

  static Stream<Arguments> causes() {
    return Stream.of(
        argumentSet(
            "no new pod gets ready, until the time is up",
            new Cause(
                "RolloutTimedOut",
                "{}",
                behave(new Behaviour.NeverReady()),
                behaveWell(),
                corner -> List.of(nameOfNewPod(corner) + " is not ready", newPodsMade(corner)))),
        argumentSet(
            "no new pod gets ready, until the controller gives up",
            new Cause(
                "RolloutFailed",
                GIVES_UP_SOON,
                behave(new Behaviour.NeverReady()),
                behaveWell(),
                corner ->
                    List.of(
                        nameOfNewPod(corner) + " is not ready", condition(corner, "Progressing")))),
        argumentSet(
            "the image cannot be pulled",
            new Cause(
                "RolloutFailed",
                GIVES_UP_SOON,
                behave(new Behaviour.ImagePullBackOff()),
                behaveWell(),
                corner ->
                    List.of(
                        nameOfNewPod(corner) + ": ImagePullBackOff: " + waiting(corner),
                        condition(corner, "Progressing")))),
        argumentSet(
            "the container crashes",
            new Cause(
                "RolloutFailed",
                GIVES_UP_SOON,
                behave(new Behaviour.Crashing(Duration.ZERO, 1)),
                behaveWell(),
                // Of a container that is just being started again the API says no more.
                corner -> List.of(nameOfNewPod(corner), condition(corner, "Progressing")))),
        argumentSet(
            "a quota has no room for one more",
            new Cause(
                "RolloutFailed",
                GIVES_UP_SOON,
                corner -> {
                  corner.apply(
                      "{apiVersion: v1, kind: ResourceQuota, metadata: {name: few},"
                          + " spec: {hard: {pods: %d}}}".formatted(PODS));
                  Eventually.is(
                      "the quota's count",
                      () ->
                          corner.api().get(quota(corner)).at("/status/used/pods").asInt() == PODS);
                },
                corner -> corner.api().delete(quota(corner), Trees.object()),
                corner ->
                    List.of(
                        condition(corner, "ReplicaFailure"), condition(corner, "Progressing")))));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void what_did_not_come_up_is_put_back_and_the_message_says_why(Cause cause, Corner corner)
      throws Exception {
    corner.install(oneMoreNeverLess(cause.spec()));
    Judge judge = Judge.before(corner);
    String former = corner.storedToken();
    Set<GatewaySighting> pods = Set.copyOf(corner.gateways());
    cause.act().in(corner);
    // Before it puts the token back: then the API still says what the rotator has seen.
    Hold puttingBack = new Hold();
    corner.onTheWay(2, "PATCH", "secrets", new Fault.HeldBefore(puttingBack));
    Rotator.Running rotator =
        corner
            .rotatorThroughGate()
            .with("ROLLOUT_TIMEOUT", cause.reason().equals("RolloutTimedOut") ? "3s" : "10m")
            .start();
    Eventually.is("the write that puts back", puttingBack::arrived);
    List<String> facts = cause.facts().of(corner);
    puttingBack.release();

    Rotator.Run run = rotator.end();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
    assertThat(run.err())
        .contains("[" + cause.reason() + "]")
        .contains("Deployment %s/%s".formatted(corner.namespace(), corner.workloadName()))
        .contains("holds the former token " + former)
        .contains("it was put back")
        .contains(facts);
    assertThat(corner.storedToken()).isEqualTo(former);
    judge.finds_the_secret_whole();
    judge.finds_no_pod_that_azure_refused();
    Eventually.is("that only former pods are left", () -> corner.pods().size() == PODS);
    // The very same ones, never restarted.
    assertThat(Set.copyOf(corner.gateways())).isEqualTo(pods);

    cause.mend().in(corner);
    judge.finds_every_pod_on_the_new_token(corner.rotator().run(), PODS);
  }

  @Test
  void a_paused_deployment_gets_the_token_but_no_restart(Corner corner) throws Exception {
    corner.install(oneMoreNeverLess("{}"));
    Judge judge = Judge.before(corner);
    corner.edit("{spec: {paused: true}}");

    Rotator.Run run = corner.rotator().run();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
    assertThat(run.err())
        .contains("[WorkloadPaused]")
        .contains("spec.paused is true")
        .contains("holds the new token " + corner.storedToken())
        .contains("no workload was restarted");
    judge.finds_the_secret_whole();
    judge.finds_restarts(0);
    assertThat(corner.serving()).hasSize(PODS);

    corner.edit("{spec: {paused: false}}");
    judge.finds_every_pod_on_the_new_token(renewingWhenDue(corner).run(), PODS);
    assertThat(corner.issuedTokens()).hasSize(1);
  }

  @Test
  void a_stateful_set_that_replaces_pods_on_delete_only_names_them_all(Corner corner)
      throws Exception {
    corner.install(Installation.of(PODS).kind(Kind.STATEFUL_SET).strategy("{type: OnDelete}"));
    Judge judge = Judge.before(corner);
    String former = corner.storedToken();
    deleteByHand(corner, corner.rotator().run(), former, PODS);
    deleteByHand(corner, renewingWhenDue(corner).run(), former, PODS - 1);
    deleteByHand(corner, renewingWhenDue(corner).run(), former, PODS - 2);

    judge.finds_one_rotation(renewingWhenDue(corner).run(), PODS);
  }

  private static void deleteByHand(Corner corner, Rotator.Run run, String former, int left) {
    Set<String> onFormer = podsOn(corner, former);
    assertThat(onFormer).hasSize(left);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
    assertThat(run.err()).contains("[WorkloadOnDelete]").contains(onFormer);
    assertThat(podsOn(corner, corner.storedToken())).noneMatch(run.err()::contains);
    String deleted = onFormer.stream().min(String::compareTo).orElseThrow();
    corner.deletePod(deleted);
    Eventually.is(
        deleted + " on the new token",
        () -> podsOn(corner, corner.storedToken()).contains(deleted) && allServe(corner));
  }

  @Test
  void a_stateful_set_keeps_its_broken_pod_and_the_message_says_that_it_must_be_deleted(
      Corner corner) throws Exception {
    corner.install(Installation.of(PODS).kind(Kind.STATEFUL_SET));
    Judge judge = Judge.before(corner);
    String former = corner.storedToken();
    corner.behave(new Behaviour.NeverReady());

    Rotator.Run run = corner.rotator().with("ROLLOUT_TIMEOUT", "3s").run();

    String broken = corner.workloadName() + "-" + (PODS - 1);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
    assertThat(run.err())
        .contains("[RolloutTimedOut]")
        .contains(broken + " is not ready")
        .contains("kubectl -n %s delete pod %s;".formatted(corner.namespace(), broken));
    assertThat(corner.storedToken()).isEqualTo(former);
    assertThat(podsOn(corner, former)).hasSize(PODS - 1).doesNotContain(broken);

    behaveWell().in(corner);
    corner.deletePod(broken);
    Eventually.is("all on the former token", () -> podsOn(corner, former).size() == PODS);
    judge.finds_every_pod_on_the_new_token(corner.rotator().run(), PODS);
  }

  @Test
  void a_daemon_set_gets_its_former_pod_back(Corner corner) throws Exception {
    Installation daemons = Installation.of(1).kind(Kind.DAEMON_SET);
    corner.install(daemons);
    Judge judge = Judge.before(corner);
    String former = corner.storedToken();
    corner.behave(new Behaviour.NeverReady());

    Rotator.Run run = corner.rotator().with("ROLLOUT_TIMEOUT", "3s").run();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
    assertThat(run.err()).contains("[RolloutTimedOut]").contains(" is not ready");
    assertThat(corner.storedToken()).isEqualTo(former);
    Eventually.is(
        "no pod on the new token",
        () ->
            corner.gateways().stream().allMatch(pod -> pod.tokenId().equals(Optional.of(former))));

    behaveWell().in(corner);
    judge.finds_every_pod_on_the_new_token(corner.rotator().run(), daemons.replicas());
  }

  @Test
  void a_stateful_set_with_a_partition_names_the_pods_below_it(Corner corner) throws Exception {
    corner.install(
        Installation.of(PODS)
            .kind(Kind.STATEFUL_SET)
            .strategy("{rollingUpdate: {partition: %d}}".formatted(PODS - 1)));
    Judge judge = Judge.before(corner);
    String former = corner.storedToken();

    Rotator.Run run = corner.rotator().run();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
    assertThat(run.err()).contains("[WorkloadOnDelete]").contains(podsOn(corner, former));
    assertThat(podsOn(corner, former)).hasSize(PODS - 1);
    assertThat(podsOn(corner, corner.storedToken())).hasSize(1);

    corner.edit("{spec: {updateStrategy: {rollingUpdate: {partition: 0}}}}");
    judge.finds_one_rotation(renewingWhenDue(corner).run(), PODS);
  }

  private static Installation oneMoreNeverLess(String spec) {
    return Installation.of(PODS)
        .strategy("{type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}")
        .spec(spec);
  }

  private static Rotator renewingWhenDue(Corner corner) {
    return corner.rotator().with("RENEW_BEFORE", "10d");
  }

  private static Cause.Act behave(Behaviour behaviour) {
    return corner -> corner.behave(behaviour);
  }

  private static Cause.Act behaveWell() {
    return behave(new Behaviour.Normal(Duration.ZERO));
  }

  private static String quota(Corner corner) {
    return corner.path("v1", "resourcequotas/few");
  }

  private static boolean allServe(Corner corner) {
    return corner.serving().size() == PODS;
  }

  private static Set<String> podsOn(Corner corner, String token) {
    return corner.serving().stream()
        .filter(gateway -> gateway.tokenId().equals(Optional.of(token)))
        .map(GatewaySighting::pod)
        .collect(Collectors.toSet());
  }

  private static JsonNode newPod(Corner corner) {
    return corner.pods().stream()
        .filter(
            pod ->
                pod.at("/metadata/annotations/shgrotate.github.io~1token-id")
                    .asText()
                    .equals(corner.storedToken()))
        .findFirst()
        .orElseThrow();
  }

  private static String nameOfNewPod(Corner corner) {
    return newPod(corner).at("/metadata/name").asText();
  }

  private static String waiting(Corner corner) {
    return newPod(corner).at("/status/containerStatuses/0/state/waiting/message").asText();
  }

  private static String newPodsMade(Corner corner) {
    JsonNode workload = corner.workload();
    return "%d of %d new pods have been made"
        .formatted(
            workload.at("/status/updatedReplicas").asInt(), workload.at("/spec/replicas").asInt());
  }

  private static String condition(Corner corner, String type) {
    return Trees.item(corner.workload().at("/status/conditions"), "type", type)
        .orElseThrow()
        .path("message")
        .asText();
  }
}
