package io.github.shgrotate.kubernetes;

import static io.github.shgrotate.kubernetes.Samples.DEPLOYMENT;
import static io.github.shgrotate.kubernetes.Samples.DEPLOYMENTS;
import static io.github.shgrotate.kubernetes.Samples.DEPLOYMENT_PATH;
import static io.github.shgrotate.kubernetes.Samples.deployment;
import static io.github.shgrotate.kubernetes.Samples.event;
import static io.github.shgrotate.kubernetes.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.network.Network;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.Workloads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkloadWaitingTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final FakeApi api = new FakeApi();
  private final FakeTime time = new FakeTime();
  private final KubernetesConnection connection = api.connect(time);
  private final Workloads workloads = connection.workloads("apim");

  @AfterEach
  void close() {
    connection.close();
    api.close();
  }

  private WorkloadFacts seen() {
    return WorkloadReading.facts(DEPLOYMENT, Yaml.tree(deployment("5"))).orElseThrow();
  }

  private static String watchFrom(String resourceVersion) {
    return "GET "
        + DEPLOYMENTS
        + "?watch=true&fieldSelector=metadata.name%3Dgw&resourceVersion="
        + resourceVersion
        + "&timeoutSeconds=300&allowWatchBookmarks=true";
  }

  @Test
  void one_watch_serves_one_wait_after_the_other() {
    api.onWatch(
        DEPLOYMENTS,
        false,
        event("MODIFIED", deployment("6")),
        event("BOOKMARK", "{metadata: {resourceVersion: '7'}}"),
        event("MODIFIED", deployment("8")));
    WorkloadFacts sixth = workloads.awaitChange(seen(), LONG);
    assertThat(sixth.resourceVersion()).isEqualTo("6");
    assertThat(workloads.awaitChange(sixth, LONG).resourceVersion()).isEqualTo("8");
    assertThat(api.lines()).containsExactly(watchFrom("5"));
  }

  @Test
  void when_the_time_is_up_the_workload_is_as_it_was_seen() {
    api.onWatch(DEPLOYMENTS, false);
    assertThat(workloads.awaitChange(seen(), Duration.ofMillis(200))).isEqualTo(seen());
    assertThat(workloads.awaitChange(seen(), Duration.ofMillis(200))).isEqualTo(seen());
    assertThat(api.lines()).containsExactly(watchFrom("5"));
  }

  @Test
  void old_news_is_not_told_to_one_who_has_seen_something_newer() {
    api.onWatch(
        DEPLOYMENTS, false, event("MODIFIED", deployment("6")), event("MODIFIED", deployment("7")));
    api.onWatch(DEPLOYMENTS, false, event("MODIFIED", deployment("10")));
    WorkloadFacts sixth = workloads.awaitChange(seen(), LONG);
    assertThat(sixth.resourceVersion()).isEqualTo("6");
    WorkloadFacts ninth =
        WorkloadReading.facts(DEPLOYMENT, Yaml.tree(deployment("9"))).orElseThrow();
    assertThat(workloads.awaitChange(ninth, LONG).resourceVersion()).isEqualTo("10");
    assertThat(api.lines()).containsExactly(watchFrom("5"), watchFrom("9"));
  }

  @Test
  void a_stream_that_ends_is_taken_up_where_it_ended() {
    api.onWatch(DEPLOYMENTS, true, event("BOOKMARK", "{metadata: {resourceVersion: '7'}}"));
    api.onWatch(DEPLOYMENTS, false, event("MODIFIED", deployment("8")));
    assertThat(workloads.awaitChange(seen(), LONG).resourceVersion()).isEqualTo("8");
    assertThat(api.lines()).containsExactly(watchFrom("5"), watchFrom("7"));
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void streams_that_keep_breaking_are_not_hammered_and_the_workload_is_asked_itself() {
    api.onWatch(DEPLOYMENTS, true);
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("5"));
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("5"));
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("6"));
    assertThat(workloads.awaitChange(seen(), LONG).resourceVersion()).isEqualTo("6");
    assertThat(time.pauses())
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(api.lines().stream().filter(line -> line.contains("watch"))).hasSize(4);
  }

  @Test
  void a_watch_that_begins_too_early_makes_one_fresh_look() {
    api.onWatch(DEPLOYMENTS, true, event("ERROR", status(410, "too old resource version")));
    api.onWatch(DEPLOYMENTS, false, event("MODIFIED", deployment("31")));
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("30"));
    WorkloadFacts now = workloads.awaitChange(seen(), LONG);
    assertThat(now.resourceVersion()).isEqualTo("30");
    assertThat(workloads.awaitChange(now, LONG).resourceVersion()).isEqualTo("31");
    assertThat(api.lines())
        .containsExactly(watchFrom("5"), "GET " + DEPLOYMENT_PATH, watchFrom("30"));
  }

  @Test
  void the_same_when_the_answer_itself_says_so() {
    api.on("WATCH", DEPLOYMENTS, 410, status(410, "too old"));
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("30"));
    assertThat(workloads.awaitChange(seen(), LONG).resourceVersion()).isEqualTo("30");
  }

  @Test
  void a_workload_whose_last_change_the_server_has_forgotten_is_watched_from_now_on() {
    api.onWatch(DEPLOYMENTS, true, event("ERROR", status(410, "too old resource version")));
    api.onWatch(
        DEPLOYMENTS, false, event("ADDED", deployment("5")), event("MODIFIED", deployment("31")));
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("5"));
    assertThat(workloads.awaitChange(seen(), LONG).resourceVersion()).isEqualTo("31");
    assertThat(api.lines())
        .containsExactly(watchFrom("5"), "GET " + DEPLOYMENT_PATH, watchFrom(""));
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void a_server_that_finds_everything_too_old_is_not_hammered() {
    api.on("WATCH", DEPLOYMENTS, 410, status(410, "too old"));
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("5"));
    assertThat(workloads.awaitChange(seen(), Duration.ofSeconds(10))).isEqualTo(seen());
    assertThat(time.pauses())
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(3));
  }

  @Test
  void a_server_that_ends_each_watch_after_its_first_word_is_not_hammered_either() {
    api.onWatch(DEPLOYMENTS, true, event("ERROR", status(410, "too old resource version")));
    api.onWatch(DEPLOYMENTS, true, event("ADDED", deployment("5")));
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("5"));
    assertThat(workloads.awaitChange(seen(), Duration.ofSeconds(10))).isEqualTo(seen());
    assertThat(time.pauses()).hasSize(4);
  }

  @Test
  void a_deleted_workload_ends_the_wait() {
    api.onWatch(DEPLOYMENTS, false, event("DELETED", deployment("6")));
    Failure failure = Refused.by(() -> workloads.awaitChange(seen(), LONG));
    assertThat(failure.reason()).isEqualTo(Reason.WORKLOAD_NOT_FOUND);
    assertThat(failure.what()).isEqualTo("The Deployment gw in namespace apim is gone");
    assertThat(failure.why()).isEqualTo("it was deleted while its rollout was awaited");
  }

  @Test
  void who_may_not_watch_asks_again_and_says_so_once() {
    api.on("WATCH", DEPLOYMENTS, 403, status(403, "forbidden"));
    for (int i = 0; i < 6; i++) {
      api.on("GET", DEPLOYMENT_PATH, 200, deployment("5"));
    }
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("6"));
    WorkloadFacts sixth = workloads.awaitChange(seen(), LONG);
    assertThat(sixth.resourceVersion()).isEqualTo("6");
    assertThat(time.pauses())
        .extracting(Duration::toMillis)
        .containsExactly(2000L, 3000L, 4500L, 6750L, 10000L, 10000L, 10000L);
    workloads.awaitChange(sixth, Duration.ofSeconds(3));
    assertThat(time.pauses().subList(7, 9))
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(1));
    List<String> notices = api.said().stream().filter(line -> line.startsWith("NOTICE")).toList();
    assertThat(notices)
        .containsExactly(
            "NOTICE asking every few seconds instead of watching, which needs "
                + "watch on deployments/gw in namespace apim");
    assertThat(api.lines().stream().filter(line -> line.contains("watch"))).hasSize(1);
  }

  @Test
  void an_api_that_stays_away_is_the_failure_when_the_time_is_up() {
    api.on("WATCH", DEPLOYMENTS, 503, status(503, "starting"));
    api.on("GET", DEPLOYMENT_PATH, 503, status(503, "starting"));
    assertThat(Refused.by(() -> workloads.awaitChange(seen(), Duration.ofSeconds(30))).reason())
        .isEqualTo(Reason.KUBERNETES_UNAVAILABLE);
  }

  @Test
  void an_api_that_comes_back_in_time_is_no_failure() {
    api.on("WATCH", DEPLOYMENTS, 503, status(503, "starting"));
    for (int i = 0; i < 6; i++) {
      api.on("GET", DEPLOYMENT_PATH, 503, status(503, "starting"));
    }
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("6"));
    assertThat(workloads.awaitChange(seen(), LONG).resourceVersion()).isEqualTo("6");
  }

  @Test
  void a_watch_that_is_silent_for_too_long_is_not_believed() {
    api.onWatch(DEPLOYMENTS, false);
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("5"));
    api.on("GET", DEPLOYMENT_PATH, 200, deployment("6"));
    ApiServer server =
        new ApiServer(
            ClusterSearch.find(
                new ClusterChoice(
                    Optional.of(FakeApi.kubeconfig(api.address(), "{}").toString()),
                    Optional.empty(),
                    Map.of(),
                    Path.of("/none")),
                Network.direct(),
                api::say),
            time,
            time,
            api::say);
    AppsWorkloads ours =
        new AppsWorkloads(server, new Identities(), "apim", Optional.empty(), time, time, api::say);
    try (server;
        WorkloadWaiting waiting =
            new WorkloadWaiting(
                server, ours, "apim", DEPLOYMENT, time, time, api::say, Duration.ofMillis(300))) {
      // The silence of several waits adds up.
      assertThat(waiting.awaitChange(seen(), Duration.ofMillis(200))).isEqualTo(seen());
      assertThat(waiting.awaitChange(seen(), Duration.ofMillis(200))).isEqualTo(seen());
      assertThat(waiting.awaitChange(seen(), LONG).resourceVersion()).isEqualTo("6");
    }
    assertThat(api.lines())
        .containsExactly(
            watchFrom("5"), "GET " + DEPLOYMENT_PATH, watchFrom("5"), "GET " + DEPLOYMENT_PATH);
  }
}
