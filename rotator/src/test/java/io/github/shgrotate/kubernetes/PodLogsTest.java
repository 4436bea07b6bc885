package io.github.shgrotate.kubernetes;

import static io.github.shgrotate.kubernetes.Samples.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.LogsAnswer;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.RolloutFacts;
import io.github.shgrotate.rotation.TokenSource;
import io.github.shgrotate.rotation.WorkloadFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PodLogsTest {
  private static final String LOG = PODS + "/gw-1/log";
  private static final List<PodFacts> ONE =
      List.of(new PodFacts("gw-1", Optional.empty(), true, false, false, Optional.empty()));

  private final FakeApi api = new FakeApi();
  private final KubernetesConnection connection = api.connect(new FakeTime());
  private final GatewayObjects objects = connection.objects("apim", "gw-token");

  @AfterEach
  void close() {
    objects.close();
    connection.close();
    api.close();
  }

  private static WorkloadFacts workload(TokenSource... sources) {
    return new WorkloadFacts(
        Samples.DEPLOYMENT,
        "d-1",
        "1",
        "app=gw",
        Optional.empty(),
        List.of(sources),
        new RolloutFacts.DaemonSet(1, 1, false, 1, 1, 1));
  }

  private LogsAnswer read(String log, TokenSource... sources) {
    api.on("GET", LOG, new FakeApi.Answer.Body(200, log, Map.of()));
    return objects.workloads().logs(workload(sources), ONE, List.of("Unauthorized"));
  }

  @Test
  void a_token_that_the_excerpt_would_cut_is_taken_out_before() {
    for (String before : List.of("", "x".repeat(40) + " ", "x ".repeat(60))) {
      LogsAnswer answer =
          read("starting\n" + before + "auth GatewayKey " + Samples.TOKEN + " is Unauthorized\n");
      assertThat(answer).isInstanceOf(LogsAnswer.Refusal.class);
      assertThat(((LogsAnswer.Refusal) answer).line())
          .contains("(a token) is Unauthorized")
          .doesNotContain("z8Bmu", "O7cJ", "v99A");
    }
  }

  @Test
  void a_refusal_that_is_written_into_the_token_is_seen_all_the_same() {
    assertThat(read("GatewayKey " + Samples.TOKEN + ":Unauthorized, says Azure"))
        .isEqualTo(new LogsAnswer.Refusal("gw-1", "(a token) says Azure"));
  }
}
