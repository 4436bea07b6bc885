package io.github.shgrotate.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.RolloutFacts;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadReadingTest {
  private static final WorkloadRef REF = new WorkloadRef(WorkloadKind.DEPLOYMENT, "gw");

  static Stream<Arguments> rollouts() {
    return Stream.of(
        arguments(
            "a Deployment in the middle",
            WorkloadKind.DEPLOYMENT,
            """
            metadata: {generation: 7}
            spec: {replicas: 3, paused: true}
            status: {observedGeneration: 6, replicas: 4, updatedReplicas: 2, availableReplicas: 3}
            """,
            new RolloutFacts.Deployment(
                7, 6, true, 3, 4, 2, 3, Optional.empty(), Optional.empty())),
        arguments(
            "a Deployment that nobody has looked at: one replica is meant",
            WorkloadKind.DEPLOYMENT,
            "metadata: {generation: 1}",
            new RolloutFacts.Deployment(
                1, 0, false, 1, 0, 0, 0, Optional.empty(), Optional.empty())),
        arguments(
            "a Deployment scaled to nothing",
            WorkloadKind.DEPLOYMENT,
            "{metadata: {generation: 1}, spec: {replicas: 0}}",
            new RolloutFacts.Deployment(
                1, 0, false, 0, 0, 0, 0, Optional.empty(), Optional.empty())),
        arguments(
            "a Deployment that has given up",
            WorkloadKind.DEPLOYMENT,
            """
            status:
              conditions:
              - {type: Available, status: "True", reason: MinimumReplicasAvailable}
              - {type: Progressing, status: "False", reason: ProgressDeadlineExceeded, message: timed out}
              - {type: ReplicaFailure, status: "True", reason: FailedCreate, message: exceeded quota}
            """,
            new RolloutFacts.Deployment(
                0, 0, false, 1, 0, 0, 0, Optional.of("timed out"), Optional.of("exceeded quota"))),
        arguments(
            "conditions that do not hold",
            WorkloadKind.DEPLOYMENT,
            """
            status:
              conditions:
              - {type: Progressing, status: "True", reason: NewReplicaSetAvailable, message: fine}
              - {type: ReplicaFailure, status: "False", message: fine}
            """,
            new RolloutFacts.Deployment(
                0, 0, false, 1, 0, 0, 0, Optional.empty(), Optional.empty())),
        arguments(
            "a StatefulSet with a partition",
            WorkloadKind.STATEFUL_SET,
            """
            metadata: {generation: 2}
            spec: {replicas: 3, updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}}
            status: {observedGeneration: 2, readyReplicas: 3, updatedReplicas: 1,
                     currentRevision: gw-1, updateRevision: gw-2}
            """,
            new RolloutFacts.StatefulSet(2, 2, false, 2, 3, 3, 1, "gw-1", "gw-2")),
        arguments(
            "a StatefulSet whose pods are replaced by hand",
            WorkloadKind.STATEFUL_SET,
            "spec: {updateStrategy: {type: OnDelete}}",
            new RolloutFacts.StatefulSet(0, 0, true, 0, 1, 0, 0, "", "")),
        arguments(
            "a DaemonSet",
            WorkloadKind.DAEMON_SET,
            """
            metadata: {generation: 4}
            spec: {updateStrategy: {type: RollingUpdate}}
            status: {observedGeneration: 4, desiredNumberScheduled: 5, updatedNumberScheduled: 4,
                     numberAvailable: 3, numberReady: 5}
            """,
            new RolloutFacts.DaemonSet(4, 4, false, 5, 4, 3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rollouts")
  void a_status_tells_how_far_the_rollout_is(
      String name, WorkloadKind kind, String yaml, RolloutFacts expected) {
    assertThat(RolloutReading.of(kind, Yaml.tree(yaml))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {matchLabels: {app: gw}}                                              | app=gw
          {matchLabels: {app: gw, tier: edge}}                                  | app=gw,tier=edge
          {matchExpressions: [{key: a, operator: In, values: [x, y]}]}          | a in (x,y)
          {matchExpressions: [{key: a, operator: NotIn, values: [x]}]}          | a notin (x)
          {matchLabels: {app: gw}, matchExpressions: [{key: b, operator: Exists}, {key: c, operator: DoesNotExist}]} | app=gw,b,!c
          """)
  void a_selector_is_written_as_a_query(String selector, String expected) {
    assertThat(PodSelector.of(Yaml.tree(selector))).isEqualTo(expected);
  }

  @Test
  void a_workload_tells_its_identity_and_the_stamp_of_its_template() {
    var facts =
        WorkloadReading.facts(
                REF,
                Yaml.tree(
                    """
                    metadata:
                      uid: u-1
                      resourceVersion: "42"
                      annotations: {shgrotate.github.io/token-id: not-this-one}
                    spec:
                      selector: {matchLabels: {app: gw}}
                      template:
                        metadata:
                          annotations: {shgrotate.github.io/token-id: 0123456789ab}
                    """))
            .orElseThrow();
    assertThat(facts.ref()).isEqualTo(REF);
    assertThat(facts.uid()).isEqualTo("u-1");
    assertThat(facts.resourceVersion()).isEqualTo("42");
    assertThat(facts.podSelector()).isEqualTo("app=gw");
    assertThat(facts.stamp()).contains(new Fingerprint("0123456789ab"));
    assertThat(facts.sources()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}
          {metadata: {uid: u}, spec: {selector: {matchLabels: {a: b}}}}
          {metadata: {resourceVersion: "1"}, spec: {selector: {matchLabels: {a: b}}}}
          {metadata: {uid: u, resourceVersion: "1"}, spec: {selector: {}}}
          """)
  void what_lacks_identity_or_selector_is_no_workload(String yaml) {
    assertThat(WorkloadReading.facts(REF, Yaml.tree(yaml))).isEmpty();
  }
}
