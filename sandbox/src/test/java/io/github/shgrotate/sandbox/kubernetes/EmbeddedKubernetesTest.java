package io.github.shgrotate.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.SandboxClock;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import io.github.shgrotate.sandbox.kubernetes.ApiClient.Answer;
import io.github.shgrotate.sandbox.kubernetes.server.AuditEntry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedKubernetesTest {
  private static final String SECRETS = "/api/v1/namespaces/default/secrets";
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: gw}
      spec:
        replicas: 0
        selector: {matchLabels: {app: gw}}
        template:
          metadata: {labels: {app: gw}}
          spec: {containers: [{name: gw, image: "gateway:v2"}]}
      """;

  private final SandboxClock clock = new SandboxClock();
  private final CertificateAuthority authority = CertificateAuthority.create("test");
  private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start(clock, authority);
  private final ApiClient admin = new ApiClient(kubernetes, authority, kubernetes.adminToken());

  @AfterEach
  void stop() {
    admin.close();
    kubernetes.close();
  }

  private void secret(String name) {
    kubernetes.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s, labels: {app: gw, tier: edge}}
        stringData: {value: old, other: kept}
        """
            .formatted(name));
  }

  // --- writing

  @Test
  void a_patch_with_the_version_it_read_is_taken_and_with_an_older_one_refused() {
    secret("token");
    String version = admin.get(SECRETS + "/token").version();
    String patch = "{\"metadata\":{\"resourceVersion\":\"%s\"},\"data\":{\"value\":\"bmV3\"}}";

    Answer first = admin.merge(SECRETS + "/token", patch.formatted(version));
    Answer second = admin.merge(SECRETS + "/token", patch.formatted(version));

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body().path("data").path("other").asText()).isNotEmpty();
    assertThat(Long.parseLong(first.version())).isGreaterThan(Long.parseLong(version));
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.reason()).isEqualTo("Conflict");
    assertThat(second.message())
        .isEqualTo(
            "Operation cannot be fulfilled on secrets \"token\": the object has been modified;"
                + " please apply your changes to the latest version and try again");
  }

  @Test
  void a_replacement_with_a_stale_version_is_refused_and_without_a_version_taken() {
    secret("token");
    ObjectNode read = (ObjectNode) admin.get(SECRETS + "/token").body();
    admin.merge(SECRETS + "/token", "{\"data\":{\"value\":\"bmV3\"}}");

    assertThat(admin.put(SECRETS + "/token", read).status()).isEqualTo(409);
    ((ObjectNode) read.path("metadata")).remove("resourceVersion");
    assertThat(admin.put(SECRETS + "/token", read).status()).isEqualTo(200);
  }

  @Test
  void a_write_that_changes_nothing_makes_no_version() {
    secret("token");
    String before = admin.get(SECRETS + "/token").version();

    Answer answer = admin.merge(SECRETS + "/token", "{\"metadata\":{\"labels\":{\"app\":\"gw\"}}}");

    assertThat(answer.version()).isEqualTo(before);
  }

  @Test
  void a_dry_run_answers_but_stores_nothing() {
    secret("token");

    Answer answer = admin.merge(SECRETS + "/token?dryRun=All", "{\"data\":{\"value\":\"bmV3\"}}");

    assertThat(answer.body().path("data").path("value").asText()).isEqualTo("bmV3");
    assertThat(kubernetes.get("Secret", "default", "token").path("data").path("value").asText())
        .isEqualTo("b2xk");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          changed data            | {"data":{"value":"bmV3"}}       | Secret "locked" is invalid: data: Forbidden: field is immutable when `immutable` is set
          unlocking               | {"immutable":null}              | Secret "locked" is invalid: immutable: Forbidden: field is immutable when `immutable` is set
          another type            | {"type":"kubernetes.io/tls"}    | Secret "locked" is invalid: type: Invalid value: "kubernetes.io/tls": field is immutable
          """)
  void an_immutable_secret_refuses(String change, String patch, String message) {
    kubernetes.apply(
        "{apiVersion: v1, kind: Secret, metadata: {name: locked}, immutable: true,"
            + " stringData: {value: old}}");

    Answer answer = admin.merge(SECRETS + "/locked", patch);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.reason()).isEqualTo("Invalid");
    assertThat(answer.message()).isEqualTo(message);
  }

  @Test
  void an_immutable_secret_still_takes_annotations() {
    kubernetes.apply("{apiVersion: v1, kind: Secret, metadata: {name: locked}, immutable: true}");

    assertThat(
            admin
                .merge(SECRETS + "/locked", "{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}")
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          data that is not base64    | {"metadata":{"name":"a"},"data":{"k":"%%%"}}     | 400 | Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 0
          a number for a string      | {"metadata":{"name":"a","labels":{"a":1}}}       | 400 | Secret in version "v1" cannot be handled as a Secret: json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string
          no name                    | {"metadata":{}}                                  | 422 | Secret "" is invalid: metadata.name: Required value: name or generateName is required
          another namespace          | {"metadata":{"name":"a","namespace":"x"}}        | 400 | the namespace of the provided object does not match the namespace sent on the request
          a name in use              | {"metadata":{"name":"token"}}                    | 409 | secrets "token" already exists
          a name with capitals       | {"metadata":{"name":"A"}}                        | 422 | Secret "A" is invalid: metadata.name: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
          """)
  void a_wrong_secret_is_refused_in_the_real_words(
      String what, String body, int status, String message) {
    secret("token");

    Answer answer = admin.post(SECRETS, body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.message()).isEqualTo(message);
    assertThat(answer.body().path("kind").asText()).isEqualTo("Status");
  }

  @Test
  void the_generation_counts_changes_of_the_spec_and_the_status_has_its_own_door() {
    kubernetes.apply(DEPLOYMENT);
    String path = DEPLOYMENTS + "/gw";

    admin.merge(path, "{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"status\":{\"replicas\":9}}");
    assertThat(generation(path)).isEqualTo(1);
    admin.merge(path, "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}}}");
    assertThat(generation(path)).isEqualTo(2);
    admin.merge(path + "/status", "{\"spec\":{\"replicas\":7},\"status\":{\"readyReplicas\":3}}");
    assertThat(generation(path)).isEqualTo(2);
    assertThat(admin.get(path).body().path("spec").path("replicas").asInt()).isZero();
    assertThat(admin.get(path).body().path("status").path("replicas").asInt()).isZero();
  }

  private long generation(String path) {
    return admin.get(path).body().path("metadata").path("generation").asLong();
  }

  @Test
  void the_selector_of_a_deployment_cannot_change() {
    kubernetes.apply(DEPLOYMENT);

    Answer answer =
        admin.merge(
            DEPLOYMENTS + "/gw",
            """
            {"spec":{"selector":{"matchLabels":{"app":"x"}},
             "template":{"metadata":{"labels":{"app":"x"}}}}}\
            """);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.message())
        .startsWith("Deployment.apps \"gw\" is invalid: spec.selector: Invalid value: ")
        .endsWith("field is immutable");
  }

  @Test
  void who_changed_what_is_noted() {
    secret("token");
    admin.merge(SECRETS + "/token?fieldManager=rotator", "{\"data\":{\"value\":\"bmV3\"}}");

    List<JsonNode> managers =
        kubernetes
            .get("Secret", "default", "token")
            .path("metadata")
            .path("managedFields")
            .valueStream()
            .toList();

    assertThat(managers)
        .extracting(entry -> entry.path("manager").asText())
        .containsExactly("sandbox", "rotator");
    assertThat(managers.getLast().path("fieldsV1").toString())
        .isEqualTo("{\"f:data\":{\"f:value\":{}}}");
    assertThat(managers.getFirst().path("fieldsV1").path("f:data").has("f:value")).isFalse();
  }

  // --- reading and watching

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          labelSelector=app%3Dgw                          | 2
          labelSelector=app%3D%3Dgw,tier%3Dcore           | 1
          labelSelector=tier%20in%20(core,edge)           | 2
          labelSelector=tier%20notin%20(core)             | 2
          labelSelector=tier                              | 2
          labelSelector=!tier                             | 1
          labelSelector=tier!%3Dcore                      | 2
          fieldSelector=metadata.name%3Db                 | 1
          fieldSelector=metadata.name!%3Db                | 2
          """)
  void lists_are_selected(String query, int found) {
    secret("a");
    kubernetes.apply(
        """
        {apiVersion: v1, kind: Secret, metadata: {name: b, labels: {app: gw, tier: core}}}
        ---
        {apiVersion: v1, kind: Secret, metadata: {name: c}}
        """);

    assertThat(admin.get(SECRETS + "?" + query).body().path("items")).hasSize(found);
  }

  @Test
  void a_watch_without_a_version_begins_with_what_is_there() {
    secret("a");

    List<JsonNode> events = admin.events(SECRETS + "?watch=true&timeoutSeconds=5", 1);

    assertThat(events.getFirst().path("type").asText()).isEqualTo("ADDED");
  }

  @Test
  void a_watch_from_a_version_sees_every_change_after_it_and_only_those() {
    secret("a");
    String version = admin.get(SECRETS).version();
    admin.merge(SECRETS + "/a", "{\"data\":{\"value\":\"bmV3\"}}");
    admin.delete(SECRETS + "/a");

    List<JsonNode> events =
        admin.events(
            SECRETS
                + "?watch=true&timeoutSeconds=5&fieldSelector=metadata.name%3Da&resourceVersion="
                + version,
            2);

    assertThat(events)
        .extracting(event -> event.path("type").asText())
        .containsExactly("MODIFIED", "DELETED");
  }

  @Test
  void an_object_that_leaves_the_selection_is_deleted_from_the_watch() {
    secret("a");
    String version = admin.get(SECRETS).version();
    admin.merge(SECRETS + "/a", "{\"metadata\":{\"labels\":{\"app\":\"other\"}}}");
    admin.merge(SECRETS + "/a", "{\"metadata\":{\"labels\":{\"app\":\"gw\"}}}");

    List<JsonNode> events =
        admin.events(
            SECRETS
                + "?watch=true&timeoutSeconds=5&labelSelector=app%3Dgw&resourceVersion="
                + version,
            2);

    assertThat(events)
        .extracting(event -> event.path("type").asText())
        .containsExactly("DELETED", "ADDED");
  }

  @Test
  void a_watch_from_a_forgotten_version_is_gone() {
    secret("a");
    String version = admin.get(SECRETS).version();
    secret("b");
    kubernetes.compact();

    List<JsonNode> events =
        admin.events(SECRETS + "?watch=true&timeoutSeconds=5&resourceVersion=" + version, 1);

    assertThat(events.getFirst().path("type").asText()).isEqualTo("ERROR");
    assertThat(events.getFirst().path("object").path("code").asInt()).isEqualTo(410);
    assertThat(events.getFirst().path("object").path("reason").asText()).isEqualTo("Expired");
  }

  @Test
  void a_watch_ends_when_its_time_is_over_with_a_bookmark() {
    List<JsonNode> events =
        admin.events(
            SECRETS
                + "?watch=true&timeoutSeconds=1&allowWatchBookmarks=true&resourceVersion="
                + admin.get(SECRETS).version(),
            10);

    assertThat(events).extracting(event -> event.path("type").asText()).containsExactly("BOOKMARK");
  }

  // --- who may

  @Test
  void roles_with_resource_names_let_through_exactly_what_they_name() {
    secret("token");
    secret("foreign");
    kubernetes.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: rotator}
        rules:
        - {apiGroups: [""], resources: [secrets], resourceNames: [token], verbs: [get, patch, list, watch]}
        - {apiGroups: [apps], resources: [deployments/scale], verbs: [get]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: rotator}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: rotator}
        subjects: [{kind: ServiceAccount, name: rotator}]
        """);
    kubernetes.apply(DEPLOYMENT);
    String token = kubernetes.serviceAccountToken("default", "rotator");
    try (ApiClient rotator = new ApiClient(kubernetes, authority, token)) {
      assertThat(rotator.get(SECRETS + "/token").status()).isEqualTo(200);
      assertThat(rotator.merge(SECRETS + "/token", "{}").status()).isEqualTo(200);
      assertThat(rotator.get(SECRETS + "?fieldSelector=metadata.name%3Dtoken").status())
          .isEqualTo(200);
      assertThat(rotator.get(DEPLOYMENTS + "/gw/scale").status()).isEqualTo(200);
      assertThat(rotator.get(DEPLOYMENTS + "/gw").status()).isEqualTo(403);
      assertThat(rotator.get(SECRETS).message())
          .isEqualTo(
              "secrets is forbidden: User \"system:serviceaccount:default:rotator\" cannot list"
                  + " resource \"secrets\" in API group \"\" in the namespace \"default\"");
      assertThat(rotator.merge(SECRETS + "/foreign", "{}").message())
          .isEqualTo(
              "secrets \"foreign\" is forbidden: User \"system:serviceaccount:default:rotator\""
                  + " cannot patch resource \"secrets\" in API group \"\" in the namespace"
                  + " \"default\"");
      assertThat(rotator.get("/api/v1/namespaces/kube-system/secrets/token").status())
          .isEqualTo(403);
    }
    assertThat(kubernetes.auditLog())
        .filteredOn(entry -> entry.status() == 403)
        .extracting(AuditEntry::verb, AuditEntry::resource, AuditEntry::name)
        .contains(org.assertj.core.groups.Tuple.tuple("patch", "secrets", "foreign"));
  }

  @Test
  void a_caller_may_ask_what_it_may_do() {
    String token = kubernetes.serviceAccountToken("default", "nobody");
    String review =
        """
        {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview",
         "spec":{"resourceAttributes":{"namespace":"default","verb":"get","resource":"secrets"}}}\
        """;
    String path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    try (ApiClient nobody = new ApiClient(kubernetes, authority, token)) {
      assertThat(nobody.post(path, review).body().at("/status/allowed").asBoolean()).isFalse();
      assertThat(admin.post(path, review).body().at("/status/allowed").asBoolean()).isTrue();
    }
  }

  @Test
  void a_wrong_token_is_unauthorized_and_none_is_anonymous() {
    try (ApiClient wrong = new ApiClient(kubernetes, authority, "wrong");
        ApiClient none = new ApiClient(kubernetes, authority, "")) {
      assertThat(wrong.get(SECRETS).status()).isEqualTo(401);
      assertThat(none.get(SECRETS).message()).contains("User \"system:anonymous\" cannot list");
    }
  }

  // --- controllers

  @Test
  void a_rollout_that_does_not_move_exceeds_its_deadline_when_the_clock_moves() {
    kubernetes.apply(DEPLOYMENT.replace("replicas: 0", "replicas: 2"));
    Eventually.holds(() -> reason().equals("ReplicaSetUpdated"));

    clock.advance(Duration.ofMinutes(11));

    Eventually.holds(() -> reason().equals("ProgressDeadlineExceeded"));
  }

  private String reason() {
    return kubernetes
        .get("Deployment", "default", "gw")
        .at("/status/conditions")
        .valueStream()
        .filter(condition -> condition.path("type").asText().equals("Progressing"))
        .map(condition -> condition.path("reason").asText())
        .findFirst()
        .orElse("");
  }

  @Test
  void what_a_deleted_deployment_owned_goes_with_it() {
    kubernetes.apply(DEPLOYMENT.replace("replicas: 0", "replicas: 2"));
    Eventually.holds(() -> kubernetes.list("Pod", "default").size() == 2);

    admin.delete(DEPLOYMENTS + "/gw");

    Eventually.holds(
        () ->
            kubernetes.list("Pod", "default").isEmpty()
                && kubernetes.list("ReplicaSet", "default").isEmpty());
  }

  @Test
  void a_deleted_namespace_is_emptied_first() {
    kubernetes.apply(
        """
        {apiVersion: v1, kind: Namespace, metadata: {name: edge}}
        ---
        {apiVersion: v1, kind: Secret, metadata: {name: a, namespace: edge}}
        """);

    admin.delete("/api/v1/namespaces/edge");

    Eventually.holds(() -> admin.get("/api/v1/namespaces/edge").status() == 404);
    assertThat(kubernetes.list("Secret", "edge")).isEmpty();
  }
}
