package io.github.shgrotate.kubernetes;

import static io.github.shgrotate.kubernetes.Samples.DEPLOYMENT;
import static io.github.shgrotate.kubernetes.Samples.SECRET_PATH;
import static io.github.shgrotate.kubernetes.Samples.deployment;
import static io.github.shgrotate.kubernetes.Samples.secret;
import static io.github.shgrotate.kubernetes.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fabric8.kubernetes.client.Config;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.TokenStore;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ApiServerTest {
  private final FakeApi api = new FakeApi();
  private final FakeTime time = new FakeTime();
  private final KubernetesConnection connection = api.connect(time);
  private final TokenStore store = connection.tokenStore("apim", "gw-token");

  @AfterEach
  void close() {
    connection.close();
    api.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void trouble_that_passes_is_waited_out_and_visible(int status) {
    api.on("GET", SECRET_PATH, status, status(status, "not now"));
    api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
    assertThat(store.secret().resourceVersion()).isEqualTo("7");
    assertThat(time.pauses())
        .singleElement()
        .satisfies(
            pause -> assertThat(pause).isBetween(Duration.ofMillis(250), Duration.ofMillis(500)));
    assertThat(api.said().toString())
        .contains(
            "GET %s%s: %d in 0 ms".formatted(api.address(), SECRET_PATH, status),
            "it answered %d: again in".formatted(status),
            "200 in 0 ms (attempt 2)");
  }

  @Test
  void a_broken_connection_is_tried_again() {
    api.on("GET", SECRET_PATH, new FakeApi.Answer.Reset());
    api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
    assertThat(store.secret().resourceVersion()).isEqualTo("7");
    assertThat(api.requests()).hasSize(2);
  }

  @Test
  void retry_after_is_obeyed() {
    api.on(
        "GET",
        SECRET_PATH,
        new FakeApi.Answer.Body(429, status(429, "slow down"), Map.of("Retry-After", "3")));
    api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
    var _ = store.secret();
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(3));
  }

  @Test
  void trouble_that_stays_ends_after_bounded_attempts() {
    api.on("GET", SECRET_PATH, 503, status(503, "no"));
    Failure failure = Refused.by(store::secret);
    assertThat(failure.reason()).isEqualTo(Reason.KUBERNETES_UNAVAILABLE);
    assertThat(failure.why()).isEqualTo("it answered 503 (after 5 attempts)");
    assertThat(api.requests()).hasSize(5);
    assertThat(time.pauses()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429, 500, 503})
  void a_webhooks_no_is_final_whatever_its_status(int status) {
    api.on(
        "GET",
        SECRET_PATH,
        status,
        status(status, "admission webhook \"guard.example.com\" denied the request: no"));
    Failure failure = Refused.by(store::secret);
    assertThat(failure.reason()).isEqualTo(Reason.KUBERNETES_PERMISSION_MISSING);
    assertThat(failure.why()).isEqualTo("the admission webhook guard.example.com denied it");
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void a_webhook_that_gives_no_answer_is_waited_for_and_named() {
    api.on(
        "GET",
        SECRET_PATH,
        500,
        status(
            500,
            "Internal error occurred: failed calling webhook \"guard.example.com\": failed to call"
                + " webhook: connection refused"));
    Failure failure = Refused.by(store::secret);
    assertThat(failure.reason()).isEqualTo(Reason.KUBERNETES_UNAVAILABLE);
    assertThat(failure.what()).isEqualTo("Kubernetes cannot do the get of secrets/gw-token now");
    assertThat(failure.why())
        .isEqualTo(
            "the admission webhook guard.example.com, which it must ask, gives no answer (after 5"
                + " attempts)");
    assertThat(api.requests()).hasSize(5);
  }

  @Test
  void nobody_waits_for_an_hour_because_a_server_says_so() {
    api.on(
        "GET",
        SECRET_PATH,
        new FakeApi.Answer.Body(429, status(429, "no"), Map.of("Retry-After", "3600")));
    Failure failure = Refused.by(store::secret);
    assertThat(failure.reason()).isEqualTo(Reason.KUBERNETES_UNAVAILABLE);
    assertThat(failure.next()).isEqualTo("It asks for patience: run again in 1 h.");
    assertThat(time.pauses()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 403, 404, 422})
  void a_refusal_that_is_not_in_kubernetes_words_is_not_taken_for_its_own(int status) {
    api.on(
        "GET",
        SECRET_PATH,
        new FakeApi.Answer.Body(status, "<html>Guest network</html>", Map.of()));
    assertThat(Refused.by(store::secret).reason()).isEqualTo(Reason.ANSWER_UNREADABLE);
  }

  @Test
  void an_answer_that_is_no_json_is_no_answer() {
    api.on(
        "GET", SECRET_PATH, new FakeApi.Answer.Body(200, "<html>Please sign in</html>", Map.of()));
    Failure failure = Refused.by(store::secret);
    assertThat(failure.reason()).isEqualTo(Reason.ANSWER_UNREADABLE);
    assertThat(failure.toString()).doesNotContain("<html>");
  }

  @Test
  void the_audit_id_of_a_refusal_is_told() {
    api.on(
        "GET",
        SECRET_PATH,
        new FakeApi.Answer.Body(
            403, Yaml.tree(status(403, "no")).toString(), Map.of("Audit-Id", "a-1")));
    assertThat(Refused.by(store::secret).requestIds()).containsExactly("audit-id=a-1");
  }

  @Test
  void where_nothing_listens_the_address_is_named() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    String address = "https://127.0.0.1:" + free;
    try (KubernetesConnection nowhere = api.open(FakeApi.kubeconfig(address, "{}"), time)) {
      Failure failure = Refused.by(() -> nowhere.tokenStore("a", "b").secret());
      assertThat(failure.reason()).isEqualTo(Reason.KUBERNETES_UNAVAILABLE);
      assertThat(failure.what()).contains(address);
      assertThat(failure.why()).isEqualTo("nothing answers there (after 5 attempts)");
    }
  }

  static Stream<Arguments> breakages() {
    return Stream.of(
        arguments(
            "its host name is not known",
            new ConnectException().initCause(new UnresolvedAddressException())),
        arguments(
            "nothing answers there",
            new ConnectException().initCause(new ClosedChannelException())),
        arguments("it did not answer in time", new HttpConnectTimeoutException("x")),
        arguments("it did not answer in time", new TimeoutException()),
        arguments("the connection broke (cut)", new IOException("header", new EOFException("cut"))),
        arguments("the connection broke", new ClosedChannelException()),
        arguments(
            "the connection broke",
            new IllegalArgumentException("invalid header value: \"Bearer s3cret\\n\"")),
        arguments("TLS with it failed (no TLS)", new IOException(new SSLException("no TLS"))));
  }

  @ParameterizedTest
  @MethodSource("breakages")
  void what_broke_a_request_is_said_in_words(String words, Throwable failure) {
    assertThat(ApiFailures.described(failure)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"407 Proxy Authentication Required", "403 Forbidden"})
  void a_proxy_that_opens_no_tunnel_is_not_taken_for_the_api(String refusal) throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> refuse(proxy, refusal));
      Path kubeconfig = FakeApi.kubeconfig("https://k8s.example.com:6443", "{token: t}");
      Files.writeString(
          kubeconfig,
          Files.readString(kubeconfig)
              .replace(
                  "{server:",
                  "{proxy-url: \"http://127.0.0.1:%d\", server:".formatted(proxy.getLocalPort())));
      try (KubernetesConnection behind = api.open(kubeconfig, time)) {
        Failure failure = Refused.by(() -> behind.tokenStore("a", "b").secret());
        assertThat(failure.reason()).isEqualTo(Reason.PROXY_REFUSED);
        assertThat(failure.why()).isEqualTo("the proxy answered " + refusal.substring(0, 3));
      }
    }
  }

  private static void refuse(ServerSocket proxy, String refusal) {
    try {
      while (true) {
        try (Socket socket = proxy.accept();
            BufferedReader asked =
                new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
          while (!asked.readLine().isEmpty()) {
            // On to the end of the head.
          }
          socket
              .getOutputStream()
              .write(
                  "HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n"
                      .formatted(refusal)
                      .getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void a_token_file_is_read_anew_and_a_refused_token_once_more(@TempDir Path dir)
      throws IOException {
    Path token = Files.writeString(dir.resolve("token"), "first\n");
    try (KubernetesConnection other = api.connect(time, "{tokenFile: \"" + token + "\"}")) {
      api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
      api.on("GET", SECRET_PATH, 401, status(401, "Unauthorized"));
      api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
      TokenStore ours = other.tokenStore("apim", "gw-token");
      var _ = ours.secret();
      Files.writeString(token, "second");
      var _ = ours.secret();
      assertThat(api.requests())
          .extracting(request -> request.header("Authorization"))
          .containsExactly("Bearer first", "Bearer second", "Bearer second");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret\ns3cret\n", "s3cret\u00e9", "s3cr et"})
  void a_token_that_no_header_can_carry_is_told_and_not_quoted(String text, @TempDir Path dir)
      throws IOException {
    String json = Json.newObject().put("t", text).path("t").toString();
    Path file = Files.writeString(dir.resolve("token"), text);
    for (String user :
        List.of(
            "{token: %s}".formatted(json),
            "{tokenFile: \"%s\"}".formatted(file),
            "{auth-provider: {config: {id-token: %s}}}".formatted(json))) {
      Failure failure = Refused.by(() -> api.connect(time, user).close());
      assertThat(failure.reason()).isEqualTo(Reason.KUBECONFIG_INVALID);
      assertThat(failure.why()).endsWith("holds characters that no token has");
      assertThat(failure + "" + api.said()).doesNotContain("s3cr");
    }
  }

  @Test
  void a_line_end_after_a_token_is_none_of_it() {
    api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
    try (KubernetesConnection other = api.connect(time, "{token: \"let-me-in\\n\"}")) {
      var _ = other.tokenStore("apim", "gw-token").secret();
    }
    assertThat(api.requests().getFirst().header("Authorization")).isEqualTo("Bearer let-me-in");
  }

  @Test
  void a_request_that_javas_client_refuses_is_told_without_its_words() {
    try (KubernetesConnection other = api.connect(time, "{token: t, as: \"s3cret\\ns3cret\"}")) {
      Failure failure = Refused.by(() -> other.tokenStore("apim", "gw-token").secret());
      assertThat(failure.reason()).isEqualTo(Reason.KUBECONFIG_INVALID);
      assertThat(failure.why()).contains("holds characters that are not permitted");
      assertThat(failure + "" + api.said()).doesNotContain("s3cret");
      assertThat(
              Refused.by(
                      () ->
                          other
                              .workloads("apim")
                              .awaitChange(
                                  WorkloadReading.facts(DEPLOYMENT, Yaml.tree(deployment("5")))
                                      .orElseThrow(),
                                  Duration.ofSeconds(1)))
                  .reason())
          .isEqualTo(Reason.KUBECONFIG_INVALID);
    }
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void so_is_one_that_it_refuses_only_when_the_sign_in_is_renewed() {
    api.on("GET", SECRET_PATH, 401, status(401, "Unauthorized"));
    Failure failure =
        Refused.by(
            () ->
                signedInWith(
                        new BearerToken() {
                          @Override
                          public String current() {
                            return "good";
                          }

                          @Override
                          public String otherThan(String refused) {
                            return "s3cret\n";
                          }
                        })
                    .send(
                        new ApiCall(ApiCall.Verb.GET, "secrets", "secrets/t", "apim", SECRET_PATH),
                        Optional.empty(),
                        Patience.NEEDED));
    assertThat(failure.reason()).isEqualTo(Reason.KUBECONFIG_INVALID);
    assertThat(failure + "" + api.said()).doesNotContain("s3cret");
  }

  private ApiServer signedInWith(BearerToken token) {
    Config config = Config.empty();
    config.setMasterUrl(api.address());
    return new ApiServer(
        new ClusterAccess(
            "a test",
            config,
            new Trust.SystemRoots(Optional.empty()),
            Optional.of(token),
            Optional.empty(),
            Optional.empty()),
        time,
        time,
        api::say);
  }

  @Test
  void a_refused_sign_in_is_final() {
    api.on("GET", SECRET_PATH, 401, status(401, "Unauthorized"));
    Failure failure = Refused.by(store::secret);
    assertThat(failure.reason()).isEqualTo(Reason.KUBERNETES_SIGN_IN_REFUSED);
    assertThat(failure.toString()).doesNotContain("let-me-in");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void impersonation_and_a_password_are_sent_as_the_kubeconfig_says() {
    api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
    try (KubernetesConnection other =
        api.connect(time, "{username: me, password: pw, as: you, as-groups: [g]}")) {
      var _ = other.tokenStore("apim", "gw-token").secret();
    }
    FakeApi.Request request = api.requests().getFirst();
    assertThat(request.header("Authorization")).startsWith("Basic ");
    assertThat(request.header("Impersonate-user")).isEqualTo("you");
    assertThat(request.header("Impersonate-group")).isEqualTo("g");
  }

  @Test
  void closing_ends_every_thread_of_the_transport() throws InterruptedException {
    api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    KubernetesConnection other = api.connect(time);
    var _ = other.tokenStore("apim", "gw-token").secret();
    other.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && thread.getName().startsWith("HttpClient")) {
        thread.join(Duration.ofSeconds(2));
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }
}
