package io.github.shgrotate.kubernetes;

import static io.github.shgrotate.kubernetes.Samples.DEPLOYMENT;
import static io.github.shgrotate.kubernetes.Samples.DEPLOYMENT_PATH;
import static io.github.shgrotate.kubernetes.Samples.PODS;
import static io.github.shgrotate.kubernetes.Samples.deployment;
import static io.github.shgrotate.kubernetes.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.PastRotation;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.PodsAnswer;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.rotation.Workloads;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppsWorkloadsTest {
  private static final Fingerprint STAMP = new Fingerprint("0123456789ab");

  private final FakeApi api = new FakeApi();
  private final FakeTime time = new FakeTime();
  private final KubernetesConnection connection = api.connect(time);
  private final Workloads workloads = connection.workloads("apim");

  @AfterEach
  void close() {
    connection.close();
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "DEPLOYMENT, deployments",
    "STATEFUL_SET, statefulsets",
    "DAEMON_SET, daemonsets",
  })
  void each_kind_has_its_path(WorkloadKind kind, String plural) {
    String path = "/apis/apps/v1/namespaces/apim/" + plural + "/gw";
    api.on("GET", path, 200, deployment("1"));
    WorkloadRef ref = new WorkloadRef(kind, "gw");
    assertThat(workloads.workload(ref).ref()).isEqualTo(ref);
    assertThat(api.lines()).containsExactly("GET " + path);
  }

  @Test
  void a_restart_is_one_guarded_patch_of_the_pod_template() {
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("5"));
    api.on("PATCH", DEPLOYMENT_PATH, 200, deployment("6"));
    WorkloadFacts seen = workloads.workload(DEPLOYMENT);
    Workloads.Restart asked = workloads.restart(seen, rotation("2026-11-24T10:00:30Z"));
    assertThat(asked).isInstanceOf(Workloads.Restart.Asked.class);
    assertThat(((Workloads.Restart.Asked) asked).workload().resourceVersion()).isEqualTo("6");
    FakeApi.Request patch = api.requests().getLast();
    assertThat(patch.line())
        .isEqualTo("PATCH " + DEPLOYMENT_PATH + "?fieldManager=apim-shg-rotate");
    assertThat(patch.header("Content-type")).isEqualTo("application/merge-patch+json");
    assertThat(Yaml.tree(patch.body()))
        .isEqualTo(
            Yaml.tree(
                """
                metadata:
                  resourceVersion: "5"
                  annotations:
                    shgrotate.github.io/former-template: "- -"
                    shgrotate.github.io/history: "2026-11-24T10:00:30Z secondary 0123456789ab 2026-12-23T10:00:00Z restarted"
                spec:
                  template:
                    metadata:
                      annotations:
                        shgrotate.github.io/token-id: 0123456789ab
                        kubectl.kubernetes.io/restartedAt: "2026-11-24T10:00:30Z"
                """));
  }

  private static PastRotation rotation(String at) {
    return new PastRotation(
        Instant.parse(at),
        Optional.of(KeySlot.SECONDARY),
        STAMP,
        Instant.parse("2026-12-23T10:00:00Z"),
        PastRotation.Result.RESTARTED);
  }

  @Test
  void what_came_of_a_rotation_is_noted_without_touching_the_template() {
    api.on(
        "GET",
        DEPLOYMENT_PATH,
        200,
        deployment(
            "5",
            "shgrotate.github.io/history: \"spoilt\\n"
                + "2026-11-24T10:00:30Z - 0123456789ab 2026-12-23T10:00:00Z restarted\""));
    api.on("PATCH", DEPLOYMENT_PATH, 200, deployment("6"));
    workloads.noteResult(workloads.workload(DEPLOYMENT), PastRotation.Result.PROVEN);
    assertThat(Yaml.tree(api.requests().getLast().body()))
        .isEqualTo(
            Yaml.tree(
                """
                - {op: test, path: /spec/template/metadata/annotations/shgrotate.github.io~1token-id, value: null}
                - {op: test, path: /spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt, value: null}
                - op: add
                  path: /metadata/annotations/shgrotate.github.io~1history
                  value: "2026-11-24T10:00:30Z - 0123456789ab 2026-12-23T10:00:00Z proven"
                """));
  }

  @Test
  void the_history_keeps_the_last_ten() {
    String line = "2026-11-%02dT10:00:30Z primary 0123456789ab 2026-12-23T10:00:00Z proven";
    String ten =
        IntStream.range(1, 11).mapToObj(line::formatted).collect(Collectors.joining("\\n"));
    api.on(
        "GET",
        DEPLOYMENT_PATH,
        200,
        deployment("5", "shgrotate.github.io/history: \"" + ten + "\""));
    api.on("PATCH", DEPLOYMENT_PATH, 200, deployment("6"));
    workloads.restart(workloads.workload(DEPLOYMENT), rotation("2026-11-24T10:00:30Z"));
    assertThat(
            Yaml.tree(api.requests().getLast().body())
                .at("/metadata/annotations/shgrotate.github.io~1history")
                .asText()
                .lines())
        .hasSize(10)
        .startsWith(line.formatted(2))
        .endsWith("2026-11-24T10:00:30Z secondary 0123456789ab 2026-12-23T10:00:00Z restarted");
  }

  @Test
  void a_template_gets_back_what_was_noted_when_it_was_stamped() {
    api.on(
        "GET",
        DEPLOYMENT_PATH,
        200,
        deployment("5", "shgrotate.github.io/former-template: '- 2026-01-01T00:00:00Z'"));
    api.on("PATCH", DEPLOYMENT_PATH, 200, deployment("6"));
    assertThat(workloads.putBack(workloads.workload(DEPLOYMENT)))
        .isInstanceOf(Workloads.Restart.Asked.class);
    assertThat(Yaml.tree(api.requests().getLast().body()))
        .isEqualTo(
            Yaml.tree(
                """
                metadata:
                  resourceVersion: "5"
                  annotations: {shgrotate.github.io/former-template: null}
                spec:
                  template:
                    metadata:
                      annotations:
                        shgrotate.github.io/token-id: null
                        kubectl.kubernetes.io/restartedAt: "2026-01-01T00:00:00Z"
                """));
  }

  @Test
  void a_workload_that_has_changed_is_a_conflict() {
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("5"));
    api.on("PATCH", DEPLOYMENT_PATH, 409, status(409, "the object has been modified"));
    assertThat(workloads.restart(workloads.workload(DEPLOYMENT), rotation("2026-11-24T10:00:30Z")))
        .isEqualTo(new Workloads.Restart.Conflict());
  }

  @Test
  void a_missing_workload_is_told_with_how_to_see_what_there_is() {
    Failure failure = Refused.by(() -> workloads.workload(DEPLOYMENT));
    assertThat(failure.reason()).isEqualTo(Reason.WORKLOAD_NOT_FOUND);
    assertThat(failure.what()).isEqualTo("There is no Deployment gw in namespace apim");
    assertThat(failure.next()).contains("kubectl get deployments,statefulsets,daemonsets -n apim");
  }

  @Test
  void a_missing_permission_is_named_with_its_verb() {
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("5"));
    api.on("PATCH", DEPLOYMENT_PATH, 403, status(403, "User \"me\" cannot patch"));
    WorkloadFacts seen = workloads.workload(DEPLOYMENT);
    Failure failure = Refused.by(() -> workloads.restart(seen, rotation("2026-11-24T10:00:30Z")));
    assertThat(failure.reason()).isEqualTo(Reason.KUBERNETES_PERMISSION_MISSING);
    assertThat(failure.what()).contains("patch on deployments/gw in namespace apim");
  }

  @Test
  void a_restart_that_is_found_invalid_is_told_by_its_fields_and_quotes_nothing_of_the_template() {
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("5"));
    api.on(
        "PATCH",
        DEPLOYMENT_PATH,
        422,
        """
        {kind: Status, code: 422, message: 'Invalid value: {"env":[{"value":"SEKRET"}]}', details:
          {causes: [{field: "spec.template.spec.containers[0].image", message: SEKRET}]}}
        """);
    WorkloadFacts seen = workloads.workload(DEPLOYMENT);
    Failure failure = Refused.by(() -> workloads.restart(seen, rotation("2026-11-24T10:00:30Z")));
    assertThat(failure.reason()).isEqualTo(Reason.REQUEST_INVALID);
    assertThat(failure.why())
        .isEqualTo("it answered 422, about spec.template.spec.containers[0].image");
    assertThat(failure.toString() + api.said()).doesNotContain("SEKRET");
  }

  @Test
  void pods_are_asked_by_the_selector_in_one_request() {
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("5"));
    api.on(
        "GET",
        PODS,
        200,
        """
        items:
        - metadata:
            name: gw-1-a
            labels: {pod-template-hash: "1"}
            ownerReferences: [{kind: ReplicaSet, name: gw-1, controller: true}]
        - metadata: {name: stranger}
        """);
    PodsAnswer answer = workloads.pods(workloads.workload(DEPLOYMENT));
    assertThat(((PodsAnswer.Pods) answer).pods())
        .singleElement()
        .satisfies(pod -> assertThat(pod.name()).isEqualTo("gw-1-a"));
    assertThat(api.lines().getLast())
        .isEqualTo("GET " + PODS + "?labelSelector=app%3Dgw&limit=100");
  }

  @Test
  void many_pods_are_read_page_by_page_and_anew_when_the_pages_no_longer_fit_together() {
    api.on("GET", PODS, 200, reader("gw-1", "metadata: {continue: 'a+b'}"));
    api.on("GET", PODS, 410, status(410, "too old"));
    api.on("GET", PODS, 200, reader("gw-2", "metadata: {continue: c}"));
    api.on("GET", PODS, 200, reader("gw-3", "metadata: {}"));

    assertThat(((PodsAnswer.Pods) workloads.readers("gw-token")).pods())
        .extracting(PodFacts::name)
        .containsExactly("gw-2", "gw-3");
    assertThat(api.lines())
        .containsExactly(
            "GET " + PODS + "?limit=100",
            "GET " + PODS + "?limit=100&continue=a%2Bb",
            "GET " + PODS + "?limit=100",
            "GET " + PODS + "?limit=100&continue=c");
  }

  private static String reader(String name, String more) {
    return """
    items:
    - metadata: {name: %s}
      spec: {containers: [{envFrom: [{secretRef: {name: gw-token}}]}]}
    - metadata: {name: stranger}
    %s
    """
        .formatted(name, more);
  }

  @Test
  void pods_that_may_not_be_listed_are_no_failure() {
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("5"));
    api.on("GET", PODS, 403, status(403, "forbidden"));
    assertThat(workloads.pods(workloads.workload(DEPLOYMENT)))
        .isEqualTo(new PodsAnswer.NotPermitted("list on pods in namespace apim"));
  }
}
