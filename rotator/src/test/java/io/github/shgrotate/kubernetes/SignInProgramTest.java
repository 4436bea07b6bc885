package io.github.shgrotate.kubernetes;

import static io.github.shgrotate.kubernetes.Samples.SECRET_PATH;
import static io.github.shgrotate.kubernetes.Samples.secret;
import static io.github.shgrotate.kubernetes.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class SignInProgramTest {
  @TempDir Path dir;
  private final FakeApi api = new FakeApi();
  private final FakeTime time = new FakeTime();

  @AfterEach
  void close() {
    api.close();
  }

  private KubernetesConnection connect(String script) throws IOException {
    Path program = Files.writeString(dir.resolve("sign-in"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return api.connect(
        time,
        """
        {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: "%s",
                args: [get-token, "a b"], env: [{name: WHO, value: me}], provideClusterInfo: true}}
        """
            .formatted(program)
            .strip()
            .replace("\n", " "));
  }

  private static String answer(String version, String status) {
    return "echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/%s\",\"status\":%s}'"
        .formatted(version, status);
  }

  @Test
  void its_token_is_used_and_asked_for_again_when_it_is_refused() throws IOException {
    api.on("GET", SECRET_PATH, 401, status(401, "Unauthorized"));
    api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
    Path counter = dir.resolve("counter");
    try (KubernetesConnection connection =
        connect(
            "echo x >> %s; n=$(wc -l < %s | tr -d ' '); ".formatted(counter, counter)
                + answer("v1beta1", "{\"token\":\"t'$n'\"}"))) {
      var _ = connection.tokenStore("apim", "gw-token").secret();
    }
    assertThat(api.requests())
        .extracting(request -> request.header("Authorization"))
        .containsExactly("Bearer t1", "Bearer t2");
  }

  @Test
  void of_many_requests_that_are_refused_together_one_runs_it_again() throws IOException {
    Path counter = dir.resolve("counter");
    Path program =
        Files.writeString(
            dir.resolve("sign-in"),
            "#!/bin/sh\necho x >> %s; n=$(wc -l < %s | tr -d ' '); %s\n"
                .formatted(counter, counter, answer("v1", "{\"token\":\"t'$n'\"}")));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    var user = Json.newObject();
    user.putObject("exec")
        .put("apiVersion", "client.authentication.k8s.io/v1")
        .put("interactiveMode", "Never")
        .put("command", program.toString());
    SignInProgram signIn =
        SignInProgram.of(
            new NamedPart("me", user, dir), new NamedPart("here", Json.newObject(), dir), _ -> {});
    ProgramToken token = new ProgramToken(signIn, signIn.run());

    assertThat(token.current()).isEqualTo("t1");
    assertThat(token.otherThan("t1")).isEqualTo("t2");
    assertThat(token.otherThan("t1")).isEqualTo("t2");
    assertThat(Files.readAllLines(counter)).hasSize(2);
  }

  @Test
  void it_is_given_its_words_and_variables_and_what_it_says_reaches_the_user() throws IOException {
    api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
    try (KubernetesConnection connection =
        connect(
            "echo \"$1/$2/$WHO/$KUBERNETES_EXEC_INFO\" >&2; "
                + answer("v1beta1", "{\"token\":\"t\"}"))) {
      var _ = connection.tokenStore("apim", "gw-token").secret();
    }
    assertThat(api.said())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("NOTICE ")
                    .contains("get-token/a b/me/{", "ExecCredential", api.address()));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          echo please sign in >&2; exit 3                                         | KUBERNETES_SIGN_IN_REFUSED | it ended with exit code 3: please sign in
          echo hello                                                              | KUBERNETES_SIGN_IN_REFUSED | it did not answer with an ExecCredential
          echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"s3cret"}}'  | KUBECONFIG_INVALID         | it answered in version client.authentication.k8s.io/v1, the kubeconfig says client.authentication.k8s.io/v1beta1
          echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{}}' | KUBERNETES_SIGN_IN_REFUSED | it answered with neither a token nor a client certificate
          """,
      quoteCharacter = '~')
  void without_a_credential_nothing_is_sent(String script, Reason reason, String why) {
    Failure failure = Refused.by(() -> connect(script));
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.why()).isEqualTo(why);
    assertThat(failure.where()).startsWith("user u of ");
    assertThat(failure.toString()).doesNotContain("s3cret");
    assertThat(api.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret\\u000as3cret", "s3 cret"})
  void a_token_that_no_header_can_carry_is_told_and_not_quoted(String token) {
    Failure failure = Refused.by(() -> connect(answer("v1beta1", "{\"token\":\"" + token + "\"}")));
    assertThat(failure.reason()).isEqualTo(Reason.KUBECONFIG_INVALID);
    assertThat(failure.why())
        .isEqualTo("the token that it answered holds characters that no token has");
    assertThat(failure + "" + api.said()).doesNotContain("s3");
  }

  @Test
  void a_line_end_after_its_token_is_none_of_it() throws IOException {
    api.on("GET", SECRET_PATH, 200, secret("7", "{}"));
    try (KubernetesConnection connection =
        connect(answer("v1beta1", "{\"token\":\"let-me-in\\u000a\"}"))) {
      var _ = connection.tokenStore("apim", "gw-token").secret();
    }
    assertThat(api.requests().getFirst().header("Authorization")).isEqualTo("Bearer let-me-in");
  }

  @Test
  void a_program_that_is_not_there_is_told_with_its_own_hint() {
    Failure failure =
        Refused.by(
            () ->
                api.connect(
                    time,
                    "{exec: {apiVersion: v1, command: no-such-program-here, installHint: Get"
                        + " it.}}"));
    assertThat(failure.reason()).isEqualTo(Reason.KUBECONFIG_INVALID);
    assertThat(failure.what()).contains("no-such-program-here");
    assertThat(failure.next()).isEqualTo("Get it.");
  }
}
