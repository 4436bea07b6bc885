package io.github.shgrotate.kubernetes;

import static io.github.shgrotate.kubernetes.Samples.base64;
import static io.github.shgrotate.kubernetes.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.PodsAnswer;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.status.Found;
import io.github.shgrotate.status.FoundGateway;
import io.github.shgrotate.status.Scope;
import io.github.shgrotate.status.SecretAnswer;
import io.github.shgrotate.status.SignIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterGatewaysTest {
  private static final String APPS = "/apis/apps/v1/namespaces/apim/";
  private static final String CORE = "/api/v1/namespaces/apim/";
  private static final String TOKEN = "GatewayKey " + Samples.TOKEN;
  private static final String ARM_ID =
      "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ApiManagement/service/contoso/gateways/gw1";

  /// The four ways of reference, each as a container. The image is the gateway's.
  private static final String PORTAL =
      "env: [{name: config.service.auth, valueFrom: {secretKeyRef: {name: gw-token, key: value}}}]";

  private static final String CHART =
      "env: [{name: config.service.auth, valueFrom: {secretKeyRef: {name: gw-token, key:"
          + " gateway-key}}}]";
  private static final String ARTICLE =
      "envFrom: [{configMapRef: {name: gw-env}}, {secretRef: {name: gw-token}}]";
  private static final String EXTENSION =
      "env: [{name: config.service.auth, valueFrom: {secretKeyRef: {name: gw-token, key:"
          + " anything}}}]";

  private final FakeApi api = new FakeApi();
  private final KubernetesConnection connection = api.connect(new FakeTime());

  @BeforeEach
  void nothingElse() {
    api.on("GET", APPS + "statefulsets", 200, "{items: []}");
    api.on("GET", APPS + "daemonsets", 200, "{items: []}");
    api.on("GET", CORE + "pods", 200, "{items: []}");
  }

  @AfterEach
  void close() {
    connection.close();
    api.close();
  }

  @ParameterizedTest(name = "{0}: data key {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "portal    | " + PORTAL + "    | value",
        "chart     | " + CHART + "     | gateway-key",
        "article   | " + ARTICLE + "   | config.service.auth.key",
        "extension | " + EXTENSION + " | anything",
      })
  void a_gateway_is_found_in_each_of_the_four_shapes(
      String shape, String container, String dataKey) {
    deployments(deployment(container));
    secret("gw-token", "{%s: %s}".formatted(dataKey, base64(TOKEN)));
    api.on("GET", CORE + "configmaps/gw-env", 200, "{data: {config.service.auth: key}}");

    FoundGateway gateway = only();

    assertThat(gateway.namespace()).isEqualTo("apim");
    assertThat(gateway.workload().ref()).hasToString("deployment/gw");
    assertThat(token(gateway).source()).as(shape).isEqualTo("gw-token/" + dataKey);
    assertThat(((SecretAnswer.Read) token(gateway).secret()).facts().text(dataKey))
        .hasToString("Whole[facts=" + Samples.token().facts() + "]");
  }

  @Test
  void nothing_is_written_and_no_secret_is_listed() {
    deployments(deployment(PORTAL));
    secret("gw-token", "{value: %s}".formatted(base64(TOKEN)));

    find();

    assertThat(api.lines())
        .allMatch(line -> line.startsWith("GET "))
        .noneMatch(line -> line.matches(".*/secrets(\\?.*)?$"))
        .contains(
            "GET " + CORE + "secrets/gw-token",
            "GET " + CORE + "pods?labelSelector=app%3Dgw&limit=100");
  }

  @Test
  void every_kind_of_workload_is_looked_at() {
    String item = deployment(PORTAL).replace("name: gw,", "name: %s,");
    deployments(item.formatted("a"));
    api.on(
        "GET", "/apis/apps/v1/statefulsets", 200, "{items: [%s]}".formatted(item.formatted("b")));
    api.on("GET", "/apis/apps/v1/daemonsets", 200, "{items: [%s]}".formatted(item.formatted("c")));
    api.on("GET", "/apis/apps/v1/deployments", 200, "{items: [%s]}".formatted(item.formatted("a")));

    assertThat(connection.gateways().find(Scope.everywhere()).gateways())
        .extracting(each -> each.workload().ref().toString())
        .containsExactly("deployment/a", "statefulset/b", "daemonset/c");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no environment at all      | env: []",
        "another program's Secret   | envFrom: [{secretRef: {name: gw-token}}], image: 'shop:1'",
        "another gateway            | envFrom: [{secretRef: {name: gw-token}}], image:"
            + " 'spring-cloud-gateway:1'",
      })
  void another_programs_secret_is_never_asked_for(String program, String container) {
    deployments(deployment(container));

    assertThat(find().gateways()).as(program).isEmpty();
    assertThat(api.lines())
        .noneMatch(line -> line.contains("secrets") || line.contains("configmaps"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "its image          | image: 'mcr.microsoft.com/azure-api-management/gateway:2.9.0'   | {}",
        "its image, copied  | image: 'registry.example/apim/self-hosted-gateway@sha256:12'    | {}",
        "another setting    | env: [{name: config.service.endpoint, value: contoso.example}]  | {}",
        "its probes         | 'readinessProbe: {httpGet: {path: /status-0123456789abcdef}}'   | {}",
        "its chart          | image: x | {labels: {app.kubernetes.io/component:"
            + " self-hosted-gateway}}",
        "an earlier stamp   | image: x | {annotations: {shgrotate.github.io/token-id: abc}}",
      })
  void a_gateway_that_takes_its_secret_in_whole_is_known_by_other_marks(
      String mark, String container, String metadata) {
    deployments(
        deployment(
            (container.contains("image:") ? "" : "image: y, ")
                + "envFrom: [{secretRef: {name: gw-token}}], "
                + container,
            metadata));
    secret("gw-token", "{config.service.auth: %s}".formatted(base64(TOKEN)));

    assertThat(token(only()).source()).as(mark).isEqualTo("gw-token/config.service.auth");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "env: [{name: config.service.auth, value: workloadIdentity}]  | in the template",
        "env: [{name: config.service.auth, value: WorkloadIdentity}]  | in any case",
        "envFrom: [{configMapRef: {name: gw-env}}]                    | in a ConfigMap",
        "env: [{name: config.service.auth, valueFrom: {configMapKeyRef: {name: gw-env, key:"
            + " config.service.auth}}}] | by its key",
        "envFrom: [{configMapRef: {name: gw-env}}, {secretRef: {name: gw-secret}}] | with a client"
            + " secret",
      })
  void entra_is_seen_where_it_is_said(String container, String where) {
    deployments(deployment(container));
    api.on(
        "GET", CORE + "configmaps/gw-env", 200, "{data: {config.service.auth: workloadIdentity}}");
    secret("gw-secret", "{config.service.auth.azureAd.clientSecret: %s}".formatted(base64("hush")));

    assertThat(only().signIns()).as(where).containsExactly(new SignIn.Entra("workloadIdentity"));
  }

  @Test
  void a_token_in_plain_text_is_read_and_not_told() {
    deployments(deployment("env: [{name: config.service.auth, value: '%s'}]".formatted(TOKEN)));

    FoundGateway gateway = only();

    assertThat(gateway.signIns())
        .containsExactly(
            new SignIn.PlainText("the pod template", Optional.of(Samples.token().facts())));
    assertThat(gateway.toString() + api.said()).doesNotContain(Samples.SIGNATURE);
  }

  @Test
  void a_token_in_a_config_map_too() {
    deployments(deployment("envFrom: [{configMapRef: {name: gw-env}}]"));
    api.on(
        "GET",
        CORE + "configmaps/gw-env",
        200,
        "{data: {config.service.auth: key, config.service.auth.key: '%s'}}"
            .formatted(Samples.TOKEN));

    assertThat(only().signIns())
        .containsExactly(
            new SignIn.PlainText("ConfigMap gw-env", Optional.of(Samples.token().facts())));
  }

  @Test
  void a_variable_that_is_another_one_is_followed() {
    deployments(
        deployment(
            "env: [{name: T, valueFrom: {secretKeyRef: {name: gw-token, key: v}}},"
                + " {name: config.service.auth, value: $(T)}]"));
    secret("gw-token", "{v: %s}".formatted(base64(TOKEN)));

    assertThat(token(only()).source()).isEqualTo("gw-token/v");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "env: [{name: config.service.auth, value: 'GatewayKey $(T)'}]                | made of"
            + " other variables",
        "env: [{name: config.service.auth, value: $(T)}]                             | variable"
            + " $(T)",
        "env: [{name: config.service.auth, value: $(T)}, {name: T, valueFrom: {secretKeyRef:"
            + " {name: gw-token, key: v}}}]                                              | variable"
            + " $(T)",
        "env: [{name: config.service.auth, valueFrom: {fieldRef: {fieldPath: a}}}]   | fieldRef",
        "env: [{name: config.service.auth, value: key}]                              |"
            + " config.service.auth.key, which is not set",
        "envFrom: [{configMapRef: {name: hidden}}]                                   | get on"
            + " configmaps/hidden in namespace apim",
        "envFrom: [{configMapRef: {name: hidden}}, {secretRef: {name: closed}}]      | get on"
            + " secrets/closed in namespace apim",
      })
  void what_cannot_be_told_is_said(String container, String why) {
    deployments(deployment(container));
    api.on("GET", CORE + "configmaps/hidden", 403, status(403, "no"));
    api.on("GET", CORE + "secrets/closed", 403, status(403, "no"));

    assertThat(only().signIns()).singleElement().isInstanceOf(SignIn.Unclear.class);
    assertThat(only().signIns().toString()).contains(why);
  }

  @Test
  void a_secret_that_may_not_be_read_is_named_with_the_permission() {
    deployments(deployment(PORTAL));
    api.on("GET", CORE + "secrets/gw-token", 403, status(403, "no"));

    assertThat(token(only()).secret())
        .isEqualTo(new SecretAnswer.NotPermitted("get on secrets/gw-token in namespace apim"));
  }

  @Test
  void a_secret_that_is_not_there_is_said_to_be_missing() {
    deployments(deployment(PORTAL));

    assertThat(token(only()).secret()).isEqualTo(new SecretAnswer.Missing());
  }

  @Test
  void without_a_note_on_the_secret_the_config_map_names_the_service() {
    deployments(deployment(PORTAL + ", envFrom: [{configMapRef: {name: gw-env, prefix: ''}}]"));
    secret("gw-token", "{value: %s}".formatted(base64(TOKEN)));
    api.on(
        "GET",
        CORE + "configmaps/gw-env",
        200,
        "{data: {config.service.endpoint: contoso.configuration.azure-api.net, gateway.name:"
            + " gw1}}");

    assertThat(only().endpoint()).contains("contoso.configuration.azure-api.net");
    assertThat(only().gatewayName()).contains("gw1");
    assertThat(only().notPermitted()).isEmpty();
  }

  @Test
  void a_config_map_that_may_not_be_read_is_no_obstacle() {
    deployments(deployment(PORTAL + ", envFrom: [{configMapRef: {name: gw-env}}]"));
    secret("gw-token", "{value: %s}".formatted(base64(TOKEN)));
    api.on("GET", CORE + "configmaps/gw-env", 403, status(403, "no"));

    assertThat(only().endpoint()).isEmpty();
    assertThat(only().notPermitted()).containsExactly("get on configmaps/gw-env in namespace apim");
  }

  @Test
  void with_a_note_on_the_secret_no_config_map_is_asked_for() {
    deployments(deployment(PORTAL + ", envFrom: [{configMapRef: {name: gw-env}}]"));
    api.on(
        "GET",
        CORE + "secrets/gw-token",
        200,
        """
        metadata:
          uid: s
          resourceVersion: "1"
          annotations:
            shgrotate.github.io/gateway: %s
            shgrotate.github.io/issued-at: "2026-11-20T10:00:00Z"
        data: {value: %s}
        """
            .formatted(ARM_ID, base64(TOKEN)));

    SecretAnswer.Read secret = (SecretAnswer.Read) token(only()).secret();

    assertThat(secret.gatewayId()).contains(ARM_ID);
    assertThat(secret.issuedAt()).contains(Instant.parse("2026-11-20T10:00:00Z"));
    assertThat(api.lines()).noneMatch(line -> line.contains("configmaps"));
  }

  @Test
  void pods_that_may_not_be_listed_are_said_not_to_be() {
    deployments(deployment(PORTAL).replace("apim", "other"));
    api.on("GET", "/api/v1/namespaces/other/pods", 403, status(403, "no"));

    assertThat(only().pods())
        .isEqualTo(new PodsAnswer.NotPermitted("list on pods in namespace other"));
  }

  @Test
  void long_lists_are_read_in_pages() {
    api.on(
        "GET",
        APPS + "deployments",
        200,
        "{metadata: {continue: 'a+b'}, items: [%s]}".formatted(deployment(PORTAL)));
    api.on("GET", APPS + "deployments", 200, "{items: [%s]}".formatted(deployment(CHART)));

    assertThat(find().gateways()).hasSize(2);
    assertThat(api.lines())
        .startsWith(
            "GET " + APPS + "deployments?limit=100",
            "GET " + APPS + "deployments?limit=100&continue=a%2Bb");
  }

  @Test
  void a_list_that_went_stale_between_two_pages_is_begun_again() {
    String first = "{metadata: {continue: x}, items: [%s]}".formatted(deployment(PORTAL));
    api.on("GET", APPS + "deployments", 200, first);
    api.on("GET", APPS + "deployments", 410, status(410, "too old"));
    api.on("GET", APPS + "deployments", 200, first);
    api.on("GET", APPS + "deployments", 200, "{items: []}");

    assertThat(find().gateways()).hasSize(1);
  }

  @Test
  void a_kind_that_may_not_be_listed_is_a_blind_spot() {
    FakeApi closed = new FakeApi();
    try (closed;
        KubernetesConnection elsewhere = closed.connect(new FakeTime())) {
      closed.on("GET", "/apis/apps/v1/deployments", 200, "{items: []}");
      closed.on("GET", "/apis/apps/v1/statefulsets", 200, "{items: []}");
      closed.on("GET", "/apis/apps/v1/daemonsets", 403, status(403, "no"));

      assertThat(elsewhere.gateways().find(Scope.everywhere()).blindSpots())
          .containsExactly(
              new Found.BlindSpot("list on daemonsets.apps in all namespaces", "DaemonSets"));
    }
  }

  @Test
  void where_nothing_may_be_listed_it_fails_and_names_the_permission() {
    FakeApi closed = new FakeApi();
    try (closed;
        KubernetesConnection elsewhere = closed.connect(new FakeTime())) {
      for (String kind : List.of("deployments", "statefulsets", "daemonsets")) {
        closed.on("GET", "/apis/apps/v1/" + kind, 403, status(403, "User \"jane\" cannot list"));
      }

      Failure failure = Refused.by(() -> elsewhere.gateways().find(Scope.everywhere()));

      assertThat(failure.reason()).isEqualTo(Reason.KUBERNETES_PERMISSION_MISSING);
      assertThat(failure.what()).endsWith("list on daemonsets.apps in all namespaces");
      assertThat(failure.why()).contains("jane");
      assertThat(failure.next()).contains("-n", "docs/reference/status.md");
    }
  }

  @Test
  void the_servers_clock_is_compared_with_ours() {
    FakeTime inTheFuture = new FakeTime();
    inTheFuture.pause(Duration.ofDays(100_000));
    try (KubernetesConnection fromThere = api.connect(inTheFuture)) {
      deployments();

      assertThat(fromThere.gateways().find(Scope.of("apim")).serverAhead())
          .hasValueSatisfying(ahead -> assertThat(ahead).isLessThan(Duration.ofDays(-1)));
    }
  }

  private void deployments(String... items) {
    api.on("GET", APPS + "deployments", 200, "{items: [%s]}".formatted(String.join(", ", items)));
  }

  private static String deployment(String container) {
    return deployment(container, "{}");
  }

  private static String deployment(String container, String metadata) {
    String image =
        container.contains("image:")
            ? ""
            : "image: 'mcr.microsoft.com/azure-api-management/gateway:v2', ";
    return """
    {metadata: {name: gw, namespace: apim, uid: d-1, resourceVersion: "1"},
     spec: {selector: {matchLabels: {app: gw}},
            template: {metadata: %s, spec: {containers: [{name: c, %s%s}]}}}}
    """
        .formatted(metadata, image, container);
  }

  private void secret(String name, String data) {
    api.on(
        "GET",
        CORE + "secrets/" + name,
        200,
        "{metadata: {uid: s, resourceVersion: '1'}, data: %s}".formatted(data));
  }

  private Found find() {
    return connection.gateways().find(Scope.of("apim"));
  }

  private FoundGateway only() {
    List<FoundGateway> all = find().gateways();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static SignIn.Token token(FoundGateway gateway) {
    assertThat(gateway.signIns()).singleElement().isInstanceOf(SignIn.Token.class);
    return (SignIn.Token) gateway.signIns().getFirst();
  }
}
