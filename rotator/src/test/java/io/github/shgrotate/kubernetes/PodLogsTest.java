package io.github.shgrotate.kubernetes;

import static io.github.shgrotate.kubernetes.Samples.PODS;
import static io.github.shgrotate.kubernetes.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.shgrotate.rotation.LogsAnswer;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.RolloutFacts;
import io.github.shgrotate.rotation.TokenSource;
import io.github.shgrotate.rotation.WorkloadFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  static Stream<Arguments> containers() {
    TokenSource shipper = new TokenSource.WholeSecret("log-shipper", "another", "");
    TokenSource word =
        new TokenSource.Literal(
            "gateway", "config.service.auth", TokenSource.Meaning.KEY_ELSEWHERE);
    return Stream.of(
        arguments(
            "the key of the Secret",
            List.of(
                shipper,
                new TokenSource.SecretKey("gateway", "config.service.auth", "gw-token", "value"))),
        arguments("a word in the template", List.of(shipper, word)),
        arguments(
            "a ConfigMap",
            List.of(shipper, new TokenSource.Elsewhere("gateway", "config.service.auth", "map"))),
        arguments(
            "the whole Secret",
            List.of(shipper, new TokenSource.WholeSecret("gateway", "gw-token", ""))),
        arguments(
            "the key of the Secret before a word",
            List.of(
                new TokenSource.Literal(
                    "canary", "config.service.auth", TokenSource.Meaning.KEY_ELSEWHERE),
                new TokenSource.SecretKey("gateway", "config.service.auth", "gw-token", "value"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("containers")
  void the_log_of_the_container_that_reads_the_token_is_read(String by, List<TokenSource> sources) {
    assertThat(read("all is well", sources.toArray(TokenSource[]::new)))
        .isEqualTo(new LogsAnswer.NoRefusal(1));
    assertThat(api.lines())
        .containsExactly("GET " + LOG + "?tailLines=2000&limitBytes=2097152&container=gateway");
  }

  @Test
  void a_missing_permission_is_named_as_it_can_be_granted() {
    api.on("GET", LOG, 403, status(403, "forbidden"));
    assertThat(objects.workloads().logs(workload(), ONE, List.of("x")))
        .isEqualTo(new LogsAnswer.Unreadable("this needs get on pods/log in namespace apim"));
    ApiCall call = new ApiCall(ApiCall.Verb.READ_LOG, "pods/log", "pods/gw-1/log", "apim", LOG);
    assertThat(call.question()).isEqualTo("get pods --subresource=log -n apim");
  }

  @Test
  void a_refusal_that_is_written_into_the_token_is_seen_all_the_same() {
    assertThat(read("GatewayKey " + Samples.TOKEN + ":Unauthorized, says Azure"))
        .isEqualTo(new LogsAnswer.Refusal("gw-1", "(a token) says Azure"));
  }
}
