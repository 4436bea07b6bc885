package io.github.shgrotate.sandbox.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.SandboxClock;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import io.github.shgrotate.sandbox.kubernetes.EmbeddedKubernetes;
import io.github.shgrotate.sandbox.kubernetes.Eventually;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayFleetTest {
  private static final String GOOD = "GatewayKey gw&203001311234&c2lnbmF0dXJl";
  private static final String OTHER = "GatewayKey gw&203002281234&c2lnbmF0dXJl";

  private final SandboxClock clock = new SandboxClock();
  private final CertificateAuthority authority = CertificateAuthority.create("test");
  private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start(clock, authority);
  private final KubernetesApi api =
      KubernetesApi.withToken(
          kubernetes.server().uri(), authority.clientContext(), kubernetes.adminToken());
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> presented = new ConcurrentHashMap<>();
  private final AtomicReference<Behaviour> behaviour =
      new AtomicReference<>(new Behaviour.Normal(Duration.ofMillis(10)));
  private final SimulatedKubelet kubelet =
      SimulatedKubelet.beside(api, clock)
          .nodes(3)
          .behaviours(pod -> behaviour.get())
          .drain(Duration.ofMillis(50))
          .configurationEndpoint(
              (endpoint, instance, value) -> {
                presented.merge(instance, 1, Integer::sum);
                return accepted.contains(value)
                    ? new ConfigurationEndpoint.Accepted()
                    : new ConfigurationEndpoint.Rejected(401);
              })
          .start();

  @BeforeEach
  void acceptTheToken() {
    kubernetes.logsFrom(kubelet::log);
    accepted.addAll(List.of(GOOD, OTHER));
    store(GOOD);
  }

  @AfterEach
  void stop() {
    kubelet.close();
    api.close();
    kubernetes.close();
  }

  private void store(String token) {
    kubernetes.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: token}
        stringData: {value: "%s"}
        """
            .formatted(token));
  }

  private void workload(String kind, String spec) {
    kubernetes.apply(
        """
        apiVersion: apps/v1
        kind: %s
        metadata: {name: gw}
        spec:
          %s
          selector: {matchLabels: {app: gw}}
          template:
            metadata: {labels: {app: gw}}
            spec:
              terminationGracePeriodSeconds: 5
              containers:
              - name: gw
                image: mcr.microsoft.com/azure-api-management/gateway:v2
                env:
                - {name: config.service.endpoint, value: gw.configuration.azure-api.net}
                - name: config.service.auth
                  valueFrom: {secretKeyRef: {name: token, key: value}}
        """
            .formatted(kind, spec.replace("\n", "\n  ")));
  }

  private void restart(String plural) {
    var _ =
        api.strategicPatch(
            "/apis/apps/v1/namespaces/default/%s/gw".formatted(plural),
            Trees.literal(
                "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"at\":\"%s\"}}}}}"
                    .formatted(Instant.now())));
  }

  private void becomesReady(String kind, int replicas) {
    Eventually.holds(
        () -> {
          JsonNode found = kubernetes.get(kind, "default", "gw");
          JsonNode status = found.path("status");
          boolean daemons = kind.equals("DaemonSet");
          return status.path("observedGeneration").asLong()
                  == found.path("metadata").path("generation").asLong()
              && status.path(daemons ? "updatedNumberScheduled" : "updatedReplicas").asInt()
                  == replicas
              && status.path(daemons ? "numberAvailable" : "availableReplicas").asInt() == replicas
              && kubernetes.list("Pod", "default").size() == replicas;
        });
  }

  @Test
  void a_deployment_rolls_within_its_surge_and_its_unavailability() {
    workload(
        "Deployment", "replicas: 4\nstrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}");
    becomesReady("Deployment", 4);
    List<Integer> wanted = Collections.synchronizedList(new ArrayList<>());
    List<Integer> available = Collections.synchronizedList(new ArrayList<>());
    // The bound from above is on what the ReplicaSets are told to have: as in the real control
    // plane one set may make its pod a moment before the other has deleted its own.
    kubernetes
        .registry()
        .store()
        .listen(
            change -> {
              wanted.add(
                  kubernetes.list("ReplicaSet", "default").stream()
                      .mapToInt(set -> set.at("/spec/replicas").asInt())
                      .sum());
              available.add(
                  (int)
                      kubernetes.list("Pod", "default").stream()
                          .filter(pod -> !Trees.isTerminating(pod) && isReady(pod))
                          .count());
            });
    store(OTHER);

    restart("deployments");
    becomesReady("Deployment", 4);

    assertThat(wanted).contains(5).allSatisfy(count -> assertThat(count).isBetween(4, 5));
    assertThat(available).allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(4));
    assertThat(kubelet.gateways())
        .hasSize(4)
        .allSatisfy(
            gateway -> {
              assertThat(gateway.servesNothing()).isFalse();
              assertThat(gateway.tokenId()).contains(fingerprint(OTHER));
            });
    assertThat(kubernetes.get("Deployment", "default", "gw").at("/metadata/annotations").toString())
        .contains("\"deployment.kubernetes.io/revision\":\"2\"");
  }

  private static boolean isReady(JsonNode pod) {
    return Trees.item(pod.at("/status/conditions"), "type", "Ready")
        .filter(condition -> condition.path("status").asText().equals("True"))
        .isPresent();
  }

  private static String fingerprint(String token) {
    return GatewayAuth.of(new ContainerEnvironment(Map.of("config.service.auth", token)))
        .fingerprint()
        .orElseThrow();
  }

  @Test
  void a_recreated_deployment_has_no_old_pod_beside_a_new_one() {
    workload("Deployment", "replicas: 3\nstrategy: {type: Recreate}");
    becomesReady("Deployment", 3);
    AtomicInteger most = new AtomicInteger();
    kubernetes
        .registry()
        .store()
        .listen(change -> most.accumulateAndGet(unfinishedPods(), Math::max));

    restart("deployments");
    becomesReady("Deployment", 3);

    assertThat(most).hasValueLessThanOrEqualTo(3);
  }

  /// A finished pod may still be there as an object; as in the real controller it does not count.
  private int unfinishedPods() {
    return (int)
        kubernetes.list("Pod", "default").stream()
            .filter(pod -> !pod.at("/status/phase").asText().matches("Succeeded|Failed"))
            .count();
  }

  @Test
  void a_stateful_set_is_made_from_the_lowest_and_updated_from_the_highest_number() {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    kubernetes
        .registry()
        .store()
        .listen(
            change -> {
              if (change.type().equals(ResourceTypes.POD)) {
                switch (change.happened()) {
                  case ADDED -> order.add("+" + Trees.name(change.object()));
                  case DELETED -> order.add("-" + Trees.name(change.object()));
                  case MODIFIED -> {}
                }
              }
            });
    workload("StatefulSet", "replicas: 3\nserviceName: gw");
    becomesReady("StatefulSet", 3);

    restart("statefulsets");
    becomesReady("StatefulSet", 3);

    assertThat(order)
        .containsExactly(
            "+gw-0", "+gw-1", "+gw-2", "-gw-2", "+gw-2", "-gw-1", "+gw-1", "-gw-0", "+gw-0");
    JsonNode status = kubernetes.get("StatefulSet", "default", "gw").path("status");
    Eventually.holds(
        () -> {
          JsonNode now = kubernetes.get("StatefulSet", "default", "gw").path("status");
          return now.path("currentRevision").equals(now.path("updateRevision"));
        });
    assertThat(status.path("updateRevision").asText()).startsWith("gw-");
  }

  @Test
  void a_stateful_set_leaves_the_pods_below_its_partition_alone() {
    workload(
        "StatefulSet",
        "replicas: 3\nserviceName: gw\nupdateStrategy: {rollingUpdate: {partition: 2}}");
    Eventually.holds(() -> readyReplicas("StatefulSet") == 3);

    restart("statefulsets");

    Eventually.holds(
        () ->
            kubernetes.get("StatefulSet", "default", "gw").at("/status/updatedReplicas").asInt()
                    == 1
                && readyReplicas("StatefulSet") == 3);
    assertThat(revisionOf("gw-2"))
        .isNotEqualTo(revisionOf("gw-1"))
        .isNotEqualTo(revisionOf("gw-0"));
  }

  private int readyReplicas(String kind) {
    return kubernetes.get(kind, "default", "gw").at("/status/readyReplicas").asInt();
  }

  private String revisionOf(String pod) {
    return Trees.labels(kubernetes.get("Pod", "default", pod))
        .getOrDefault("controller-revision-hash", "");
  }

  @Test
  void a_stateful_set_that_updates_on_delete_waits_for_somebody_to_delete() {
    workload("StatefulSet", "replicas: 1\nserviceName: gw\nupdateStrategy: {type: OnDelete}");
    Eventually.holds(() -> readyReplicas("StatefulSet") == 1);
    String before = revisionOf("gw-0");

    restart("statefulsets");
    Eventually.holds(
        () ->
            !kubernetes
                .get("StatefulSet", "default", "gw")
                .at("/status/updateRevision")
                .asText()
                .equals(before));
    assertThat(revisionOf("gw-0")).isEqualTo(before);
    kubernetes.delete("Pod", "default", "gw-0");

    Eventually.holds(() -> readyReplicas("StatefulSet") == 1 && !revisionOf("gw-0").equals(before));
  }

  @Test
  void a_daemon_set_has_one_pod_on_each_node_and_rolls_one_at_a_time() {
    workload("DaemonSet", "");
    becomesReady("DaemonSet", 3);
    Set<String> before = uids();

    restart("daemonsets");
    becomesReady("DaemonSet", 3);

    assertThat(uids()).doesNotContainAnyElementsOf(before);
    assertThat(kubelet.gateways())
        .extracting(GatewaySighting::node)
        .containsExactlyInAnyOrder("node-1", "node-2", "node-3");
  }

  private Set<String> uids() {
    Set<String> uids = ConcurrentHashMap.newKeySet();
    kubernetes.list("Pod", "default").forEach(pod -> uids.add(Trees.uid(pod)));
    return uids;
  }

  @Test
  void a_pod_counts_as_available_only_when_it_has_been_ready_long_enough() {
    workload("Deployment", "replicas: 1\nminReadySeconds: 60");
    Eventually.holds(() -> readyReplicas("Deployment") == 1);
    assertThat(
            kubernetes.get("Deployment", "default", "gw").path("status").has("availableReplicas"))
        .isFalse();

    clock.advance(Duration.ofMinutes(2));

    becomesReady("Deployment", 1);
  }

  @Test
  void fifty_pods_roll_in_a_few_seconds() {
    workload("Deployment", "replicas: 50");
    becomesReady("Deployment", 50);
    Instant begin = Instant.now();

    restart("deployments");
    becomesReady("Deployment", 50);

    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void no_request_is_lost_while_a_deployment_rolls() throws InterruptedException {
    workload("Deployment", "replicas: 3\nstrategy: {rollingUpdate: {maxUnavailable: 0}}");
    becomesReady("Deployment", 3);
    ServiceBalancer balancer = new ServiceBalancer(kubelet, "default");
    AtomicInteger lost = new AtomicInteger();
    AtomicInteger sent = new AtomicInteger();
    Thread traffic =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    sent.incrementAndGet();
                    if (!balancer.request().useful()) {
                      lost.incrementAndGet();
                    }
                    LockSupport.parkNanos(20_000);
                  }
                });

    restart("deployments");
    becomesReady("Deployment", 3);
    traffic.interrupt();
    traffic.join();

    assertThat(sent).hasValueGreaterThan(100);
    assertThat(lost).hasValue(0);
  }

  @Test
  void a_gateway_with_a_refused_token_turns_ready_and_serves_nothing() {
    accepted.clear();
    workload("Deployment", "replicas: 1");
    becomesReady("Deployment", 1);

    GatewaySighting gateway = kubelet.gateways().getFirst();
    assertThat(gateway.ready()).isTrue();
    assertThat(gateway.servesNothing()).isTrue();
    assertThat(kubelet.gateway("default", gateway.pod()).orElseThrow().request())
        .isEqualTo(new Served.Answered(200, ""));
    assertThat(
            Trees.literal(
                    kubelet
                        .log("default", gateway.pod(), "gw")
                        .orElseThrow()
                        .lines()
                        .filter(line -> line.contains("Warning"))
                        .findFirst()
                        .orElseThrow())
                .path("exception")
                .asText())
        .isEqualTo("Gateway.Configuration.Client.ApiException: StatusCode: Unauthorized");
  }

  @Test
  void a_running_gateway_goes_on_serving_when_its_token_ends_and_fails_at_its_next_start() {
    workload("Deployment", "replicas: 1");
    becomesReady("Deployment", 1);
    String pod = kubelet.gateways().getFirst().pod();
    int before = presented.getOrDefault(pod + "/0", 0);
    accepted.clear();

    clock.advance(Duration.ofDays(40));
    Eventually.holds(() -> presented.getOrDefault(pod + "/0", 0) > before);

    assertThat(kubelet.gateway("default", pod).orElseThrow().request().useful()).isTrue();
    kubelet.crash("default", pod);
    Eventually.holds(
        () ->
            kubelet.gateways().stream()
                .anyMatch(gateway -> gateway.starts() == 2 && gateway.ready()));
    assertThat(kubelet.gateways().getFirst().servesNothing()).isTrue();
    Eventually.holds(
        () ->
            kubernetes
                    .get("Pod", "default", pod)
                    .at("/status/containerStatuses/0/restartCount")
                    .asInt()
                == 1);
  }

  @Test
  void a_gateway_keeps_the_token_it_started_with_when_the_secret_changes() {
    workload("Deployment", "replicas: 1");
    becomesReady("Deployment", 1);

    store(OTHER);

    assertThat(kubelet.gateways().getFirst().tokenId()).contains(fingerprint(GOOD));
  }

  @Test
  void a_container_waits_for_a_secret_that_is_missing() {
    kubernetes.delete("Secret", "default", "token");
    workload("Deployment", "replicas: 1");
    Eventually.holds(
        () ->
            kubernetes.list("Pod", "default").stream()
                .map(pod -> pod.at("/status/containerStatuses/0/state/waiting"))
                .anyMatch(
                    waiting ->
                        waiting.path("reason").asText().equals("CreateContainerConfigError")
                            && waiting
                                .path("message")
                                .asText()
                                .equals("secret \"token\" not found")));

    store(GOOD);

    becomesReady("Deployment", 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"never-ready", "crash", "image-pull-backoff"})
  void an_unwell_pod_never_turns_available_until_its_behaviour_changes(String kind) {
    behaviour.set(
        switch (kind) {
          case "never-ready" -> new Behaviour.NeverReady();
          case "crash" -> new Behaviour.Crashing(Duration.ofMillis(5), 1);
          default -> new Behaviour.ImagePullBackOff();
        });
    workload("Deployment", "replicas: 1");
    Eventually.holds(
        () ->
            kubernetes.list("Pod", "default").stream()
                .anyMatch(pod -> pod.path("status").has("containerStatuses")));
    assertThat(readyReplicas("Deployment")).isZero();

    behaviour.set(new Behaviour.Normal(Duration.ZERO));
    kubelet.gateways().forEach(gateway -> kubelet.crash("default", gateway.pod()));

    becomesReady("Deployment", 1);
  }

  @Test
  void a_pod_turns_ready_when_the_test_says_so() {
    CompletableFuture<String> said = new CompletableFuture<>();
    behaviour.set(new Behaviour.ReadyWhen(said));
    workload("Deployment", "replicas: 2");
    Eventually.holds(() -> kubelet.gateways().size() == 2);
    assertThat(readyReplicas("Deployment")).isZero();

    said.complete("ready");

    becomesReady("Deployment", 2);
  }

  @Test
  void an_evicted_pod_fails_and_is_replaced() {
    workload("Deployment", "replicas: 1");
    becomesReady("Deployment", 1);
    String evicted = kubelet.gateways().getFirst().pod();

    kubelet.evict("default", evicted);

    Eventually.holds(
        () -> readyReplicas("Deployment") == 1 && kubernetes.list("Pod", "default").size() == 2);
    assertThat(kubernetes.get("Pod", "default", evicted).at("/status/reason").asText())
        .isEqualTo("Evicted");
  }

  @Test
  void a_disruption_budget_holds_an_eviction_back() {
    workload("Deployment", "replicas: 2");
    becomesReady("Deployment", 2);
    kubernetes.apply(
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: gw}
        spec: {minAvailable: 2, selector: {matchLabels: {app: gw}}}
        """);
    String pod = kubelet.gateways().getFirst().pod();

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                api.create(
                    "/api/v1/namespaces/default/pods/%s/eviction".formatted(pod),
                    Trees.literal("{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\"}")))
        .isInstanceOfSatisfying(
            KubernetesApi.Refused.class, refused -> assertThat(refused.code()).isEqualTo(429));
  }
}
