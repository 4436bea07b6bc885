package io.github.shgrotate.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.RolloutFacts;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PodReadingTest {
  private static WorkloadFacts workload(WorkloadKind kind) {
    return new WorkloadFacts(
        new WorkloadRef(kind, "gw"),
        "u-1",
        "1",
        "app=gw",
        Optional.empty(),
        List.of(),
        new RolloutFacts.DaemonSet(1, 1, false, 1, 1, 1));
  }

  @ParameterizedTest(name = "{0}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a Deployment's pod                        | DEPLOYMENT   | {kind: ReplicaSet, name: gw-5d4f, uid: rs, controller: true}  | 5d4f | true
          of a Deployment with a longer name        | DEPLOYMENT   | {kind: ReplicaSet, name: gw-b-5d4f, uid: rs, controller: true} | 5d4f | false
          of a ReplicaSet that somebody else made   | DEPLOYMENT   | {kind: ReplicaSet, name: gw-mine, uid: rs, controller: true}  | 5d4f | false
          of a Job with the same labels             | DEPLOYMENT   | {kind: Job, name: gw-5d4f, uid: j, controller: true}          | 5d4f | false
          an owner that does not control            | DEPLOYMENT   | {kind: ReplicaSet, name: gw-5d4f, uid: rs}                    | 5d4f | false
          a StatefulSet's pod                       | STATEFUL_SET | {kind: StatefulSet, name: gw, uid: u-1, controller: true}     | x    | true
          of a former StatefulSet of that name      | STATEFUL_SET | {kind: StatefulSet, name: gw, uid: u-0, controller: true}     | x    | false
          a DaemonSet's pod                         | DAEMON_SET   | {kind: DaemonSet, name: gw, uid: u-1, controller: true}       | x    | true
          """)
  void only_pods_that_the_workload_controls_are_its_own(
      String name, WorkloadKind kind, String owner, String hash, boolean belongs) {
    String pod =
        """
        metadata:
          name: p
          labels: {app: gw, pod-template-hash: %s}
          ownerReferences: [%s]
        """
            .formatted(hash, owner);
    assertThat(PodReading.of(workload(kind), Yaml.tree(pod)).isPresent()).isEqualTo(belongs);
  }

  static Stream<Arguments> pods() {
    return Stream.of(
        arguments(
            "a ready one with its stamp",
            "annotations: {shgrotate.github.io/token-id: 0123456789ab}",
            "{phase: Running, conditions: [{type: Ready, status: \"True\"}]}",
            new PodFacts(
                "p",
                Optional.of(new Fingerprint("0123456789ab")),
                true,
                false,
                false,
                Optional.empty())),
        arguments(
            "one that is being created is not in trouble",
            "labels: {}",
            "{phase: Pending, containerStatuses: [{state: {waiting: {reason:"
                + " ContainerCreating}}}]}",
            new PodFacts("p", Optional.empty(), false, false, false, Optional.empty())),
        arguments(
            "one that is told to stop",
            "deletionTimestamp: 2026-11-24T10:00:00Z",
            "{phase: Running, conditions: [{type: Ready, status: \"True\"}]}",
            new PodFacts("p", Optional.empty(), true, true, false, Optional.empty())),
        arguments(
            "an evicted one",
            "labels: {}",
            "{phase: Failed, reason: Evicted}",
            new PodFacts("p", Optional.empty(), false, false, true, Optional.empty())),
        arguments(
            "one that ran to its end",
            "labels: {}",
            "{phase: Succeeded}",
            new PodFacts("p", Optional.empty(), false, false, true, Optional.empty())),
        arguments(
            "one whose image cannot be had",
            "labels: {}",
            "{phase: Pending, containerStatuses: [{state: {running: {}}}, {state: {waiting:"
                + " {reason: ImagePullBackOff, message: 'Back-off pulling'}}}]}",
            new PodFacts(
                "p",
                Optional.empty(),
                false,
                false,
                false,
                Optional.of("ImagePullBackOff: Back-off pulling"))),
        arguments(
            "one whose init container fails",
            "labels: {}",
            "{phase: Pending, initContainerStatuses: [{state: {waiting: {reason:"
                + " CrashLoopBackOff}}}], containerStatuses: [{state: {waiting: {reason:"
                + " PodInitializing}}}]}",
            new PodFacts(
                "p", Optional.empty(), false, false, false, Optional.of("CrashLoopBackOff"))),
        arguments(
            "one whose Secret lacks the key",
            "labels: {}",
            "{phase: Pending, containerStatuses: [{state: {waiting: {reason:"
                + " CreateContainerConfigError, message: \"couldn't find key value in Secret"
                + " apim/t\"}}}]}",
            new PodFacts(
                "p",
                Optional.empty(),
                false,
                false,
                false,
                Optional.of(
                    "CreateContainerConfigError: couldn't find key value in Secret apim/t"))),
        arguments(
            "one for which no node has room",
            "labels: {}",
            "{phase: Pending, conditions: [{type: PodScheduled, status: \"False\", reason:"
                + " Unschedulable, message: 0/3 nodes are available}]}",
            new PodFacts(
                "p",
                Optional.empty(),
                false,
                false,
                false,
                Optional.of("Unschedulable: 0/3 nodes are available"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pods")
  void a_pod_tells_how_it_is(String name, String metadata, String status, PodFacts expected) {
    String pod =
        """
        metadata:
          name: p
          ownerReferences: [{kind: DaemonSet, name: gw, uid: u-1, controller: true}]
          %s
        status: %s
        """
            .formatted(metadata, status);
    assertThat(PodReading.of(workload(WorkloadKind.DAEMON_SET), Yaml.tree(pod))).contains(expected);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a variable                        | {containers: [{}, {env: [{name: A, valueFrom: {secretKeyRef: {name: token, key: k}}}]}]}          | true
          all of it as variables            | {containers: [{envFrom: [{secretRef: {name: token}}]}]}                                           | true
          a variable of a sidecar           | {initContainers: [{restartPolicy: Always, envFrom: [{secretRef: {name: token}}]}]}                | true
          one of an init container          | {initContainers: [{env: [{name: A, valueFrom: {secretKeyRef: {name: token, key: k}}}]}]}          | true
          one of a container added later    | {ephemeralContainers: [{env: [{name: A, valueFrom: {secretKeyRef: {name: token, key: k}}}]}]}     | true
          files                             | {containers: [{}], volumes: [{emptyDir: {}}, {secret: {secretName: token}}]}                      | true
          files among others                | {volumes: [{projected: {sources: [{configMap: {name: token}}, {secret: {name: token}}]}}]}        | true
          another Secret                    | {containers: [{envFrom: [{secretRef: {name: other}}]}], volumes: [{secret: {secretName: other}}]} | false
          a ConfigMap of that name          | {containers: [{envFrom: [{configMapRef: {name: token}}]}], volumes: [{configMap: {name: token}}]} | false
          """)
  void whoever_is_given_the_secret_reads_it(String how, String spec, boolean reads) {
    String pod = "{metadata: {name: p}, spec: %s}".formatted(spec);
    assertThat(PodReading.reader("token", Yaml.tree(pod)).isPresent()).isEqualTo(reads);
  }

  @Test
  void the_restarts_of_sidecars_count_and_those_of_init_containers_do_not() {
    String pod =
        """
        metadata: {name: p}
        spec:
          containers: [{name: gw, envFrom: [{secretRef: {name: token}}]}]
          initContainers: [{name: once}, {name: side, restartPolicy: Always}]
        status:
          containerStatuses: [{name: gw, restartCount: 2}]
          initContainerStatuses: [{name: once, restartCount: 5}, {name: side, restartCount: 1}]
        """;
    assertThat(PodReading.reader("token", Yaml.tree(pod)).orElseThrow().restarts()).isEqualTo(3);
  }
}
