package io.github.shgrotate.kubernetes;

import static io.github.shgrotate.kubernetes.Samples.SECRET_PATH;
import static io.github.shgrotate.kubernetes.Samples.base64;
import static io.github.shgrotate.kubernetes.Samples.secret;
import static io.github.shgrotate.kubernetes.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.FormerToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.SecretNotes;
import io.github.shgrotate.rotation.TokenStore;
import io.github.shgrotate.rotation.TokenText;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTokenStoreTest {
  private final FakeApi api = new FakeApi();
  private final FakeTime time = new FakeTime();
  private final KubernetesConnection connection = api.connect(time);
  private final TokenStore store = connection.tokenStore("apim", "gw-token");

  @AfterEach
  void close() {
    connection.close();
    api.close();
  }

  @Test
  void every_value_is_judged_and_none_is_told() {
    String whole = "GatewayKey " + Samples.TOKEN;
    api.on(
        "GET",
        SECRET_PATH,
        200,
        secret(
            "7",
            "{value: %s, line: %s, word: %s, empty: '', bytes: /w==, broken: '!'}"
                .formatted(base64(whole), base64(whole + "\n"), base64("hello"))));
    SecretFacts facts = store.secret();
    assertThat(facts.resourceVersion()).isEqualTo("7");
    assertThat(facts.type()).isEqualTo("Opaque");
    assertThat(facts.immutable()).isFalse();
    assertThat(facts.lastUsedKey()).contains("primary");
    assertThat(facts.recordedToken()).isEmpty();
    assertThat(facts.text("value")).isEqualTo(new TokenText.Whole(Samples.token().facts()));
    assertThat(facts.text("line")).isInstanceOf(TokenText.Unreadable.class);
    assertThat(facts.text("word")).isInstanceOf(TokenText.Unreadable.class);
    assertThat(facts.text("empty")).isEqualTo(new TokenText.Absent());
    assertThat(facts.text("bytes")).isEqualTo(new TokenText.Unreadable("it is not UTF-8 text"));
    assertThat(facts.text("broken")).isEqualTo(new TokenText.Unreadable("it is not base64"));
    assertThat(facts.toString() + api.said()).doesNotContain(Samples.SIGNATURE, "hello");
  }

  @Test
  void a_secret_without_data_is_read() {
    api.on("GET", SECRET_PATH, 200, "{metadata: {uid: u, resourceVersion: '1'}, immutable: true}");
    assertThat(store.secret().data()).isEmpty();
    assertThat(store.secret().immutable()).isTrue();
    assertThat(store.secret().lastUsedKey()).isEmpty();
  }

  @Test
  void token_and_record_are_one_guarded_merge_patch_and_nothing_else() {
    api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
    api.on(
        "PATCH",
        SECRET_PATH,
        200,
        secret("8", "{value: " + base64(Samples.token().secretValue()) + "}"));
    TokenStore.Written written = store.store(store.secret(), Samples.token(), Samples.record());
    assertThat(written).isInstanceOf(TokenStore.Written.Stored.class);
    assertThat(((TokenStore.Written.Stored) written).secret().text("value"))
        .isEqualTo(new TokenText.Whole(Samples.token().facts()));

    assertThat(api.lines())
        .containsExactly(
            "GET " + SECRET_PATH, "PATCH " + SECRET_PATH + "?fieldManager=apim-shg-rotate");
    FakeApi.Request patch = api.requests().getLast();
    assertThat(patch.header("Content-type")).isEqualTo("application/merge-patch+json");
    assertThat(patch.header("User-agent")).isEqualTo("apim-shg-rotate");
    assertThat(patch.header("Authorization")).isEqualTo("Bearer let-me-in");
    assertThat(Yaml.tree(patch.body()))
        .isEqualTo(
            Yaml.tree(
                """
                metadata:
                  resourceVersion: "7"
                  annotations:
                    last-used-key: secondary
                    shgrotate.github.io/gateway: "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.ApiManagement/service/contoso/gateways/gw1"
                    shgrotate.github.io/token-id: "%s"
                    shgrotate.github.io/issued-at: "2026-11-24T10:00:30Z"
                    shgrotate.github.io/expires-at: "2030-01-31T12:34:00Z"
                    shgrotate.github.io/former-token: null
                    shgrotate.github.io/key-to-revoke: null
                data:
                  value: "%s"
                """
                    .formatted(
                        Samples.token().facts().fingerprint().hex(),
                        base64("GatewayKey " + Samples.TOKEN))));
    assertThat(api.said().toString()).doesNotContain(Samples.SIGNATURE, "let-me-in");
  }

  @Test
  void what_is_noted_with_a_token_is_read_again() {
    String end = "2026-12-01T10:00:00Z";
    api.on(
        "GET",
        SECRET_PATH,
        200,
        """
        metadata:
          uid: u
          resourceVersion: "7"
          annotations:
            shgrotate.github.io/expires-at: "2030-01-31T12:34:00Z"
            shgrotate.github.io/former-token: "0123456789ab secondary %s"
            shgrotate.github.io/key-to-revoke: secondary
        """
            .formatted(end));
    assertThat(store.secret().notes())
        .isEqualTo(
            new SecretNotes(
                Optional.of(Instant.parse("2030-01-31T12:34:00Z")),
                Optional.of(
                    new FormerToken(
                        new Fingerprint("0123456789ab"),
                        Optional.of(KeySlot.SECONDARY),
                        Instant.parse(end))),
                Optional.of(KeySlot.SECONDARY)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123456789ab", "0123456789ab primary soon", "a b c d"})
  void a_note_that_somebody_has_spoilt_counts_as_none(String note) {
    api.on(
        "GET",
        SECRET_PATH,
        200,
        "{metadata: {uid: u, resourceVersion: '7', annotations: {shgrotate.github.io/former-token: '%s'}}}"
            .formatted(note));
    assertThat(store.secret().notes()).isEqualTo(SecretNotes.NONE);
  }

  @Test
  void the_notes_of_a_key_to_revoke_and_of_its_token_are_taken_away_by_one_guarded_patch() {
    api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
    api.on("PATCH", SECRET_PATH, 200, secret("8", "{}"));
    assertThat(store.revoked(store.secret())).isInstanceOf(TokenStore.Written.Stored.class);
    assertThat(Yaml.tree(api.requests().getLast().body()))
        .isEqualTo(
            Yaml.tree(
                """
                metadata:
                  resourceVersion: "7"
                  annotations:
                    shgrotate.github.io/key-to-revoke: null
                    shgrotate.github.io/former-token: null
                """));
  }

  @Test
  void a_secret_that_has_changed_is_a_conflict() {
    api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
    api.on("PATCH", SECRET_PATH, 409, status(409, "the object has been modified"));
    assertThat(store.store(store.secret(), Samples.token(), Samples.record()))
        .isEqualTo(new TokenStore.Written.Conflict());
    assertThat(api.requests()).hasSize(2);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          422 | Secret "gw-token" is invalid: data: Forbidden: field is immutable when `immutable` is set | SECRET_IMMUTABLE
          422 | Secret "gw-token" is invalid: data: Invalid value: "SEKRET"                               | REQUEST_INVALID
          400 | bad SEKRET                                                                                | REQUEST_INVALID
          404 | secrets "gw-token" not found                                                              | SECRET_NOT_FOUND
          403 | secrets "gw-token" is forbidden: User "system:serviceaccount:apim:r" cannot patch SEKRET  | KUBERNETES_PERMISSION_MISSING
          403 | admission webhook "policy.example.com" denied the request: SEKRET                         | KUBERNETES_PERMISSION_MISSING
          422 | secrets "x" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: SEKRET | KUBERNETES_PERMISSION_MISSING
          422 | "" is invalid: patch: Invalid value: {"immutable":false,"data":{"x":"SEKRET"}}: not base64      | REQUEST_INVALID
          401 | Unauthorized SEKRET                                                                       | KUBERNETES_SIGN_IN_REFUSED
          302 | moved SEKRET                                                                              | ANSWER_UNREADABLE
          """)
  void a_refused_write_is_told_without_quoting_the_answer(int code, String message, Reason reason) {
    api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
    api.on("PATCH", SECRET_PATH, code, status(code, message));
    SecretFacts seen = store.secret();
    Failure failure = Refused.by(() -> store.store(seen, Samples.token(), Samples.record()));
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.toString() + api.said()).doesNotContain("SEKRET", Samples.SIGNATURE);
  }

  @Test
  void a_missing_permission_is_named_with_its_user_and_how_to_check_it() {
    api.on(
        "GET",
        SECRET_PATH,
        403,
        status(
            403,
            "secrets \"gw-token\" is forbidden: User \"system:serviceaccount:apim:r\" cannot get"));
    Failure failure = Refused.by(store::secret);
    assertThat(failure.what())
        .isEqualTo("Kubernetes does not permit get on secrets/gw-token in namespace apim");
    assertThat(failure.why()).isEqualTo("user system:serviceaccount:apim:r lacks the permission");
    assertThat(failure.next())
        .contains("deploy/rbac.yaml")
        .endsWith(
            "kubectl auth can-i get secrets/gw-token -n apim --as=system:serviceaccount:apim:r");
    assertThat(failure.where()).contains(api.address(), "context test of");
  }

  @Test
  void a_missing_secret_may_be_a_missing_namespace() {
    Failure failure = Refused.by(store::secret);
    assertThat(failure.reason()).isEqualTo(Reason.SECRET_NOT_FOUND);
    assertThat(failure.why()).contains("or the namespace does not");
    assertThat(failure.next()).contains("kubectl create secret generic gw-token -n apim");
  }

  @Test
  void what_is_no_secret_is_not_taken_for_one() {
    api.on("GET", SECRET_PATH, 200, "{kind: Status}");
    assertThat(Refused.by(store::secret).reason()).isEqualTo(Reason.ANSWER_UNREADABLE);
  }
}
