package io.github.shgrotate.azure;

import static io.github.shgrotate.azure.FakeAzure.GATEWAY;
import static io.github.shgrotate.azure.FakeAzure.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpHandler;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {
  @TempDir Path directory;
  private FakeAzure azure;

  @BeforeEach
  void start() {
    azure = FakeAzure.start();
  }

  @AfterEach
  void stop() {
    azure.close();
  }

  @Test
  void a_secret_is_sent_to_the_tenant() {
    succeed(AzureRun.secret());

    FakeAzure.Seen request = azure.signIns().getFirst();
    assertThat(request.field("grant_type")).isEqualTo("client_credentials");
    assertThat(request.field("client_id")).isEqualTo("app-1");
    assertThat(request.field("client_secret")).isEqualTo(AzureRun.SECRET);
    assertThat(request.field("scope")).contains("https://arm.azure.test/.default");
    assertThat(request.header("User-Agent")).isEqualTo("apim-shg-rotate");
    assertThat(request.header("client-request-id"))
        .isEqualTo(azure.armRequests().getFirst().header("x-ms-client-request-id"));
  }

  @Test
  void an_empty_secret_is_not_even_sent() {
    assertThat(refused(new ClientSecret("tenant-1", "app-1", " ")).why())
        .isEqualTo("The client secret is empty.");
    assertThat(azure.seen()).isEmpty();
  }

  @Test
  void a_certificate_signs_an_assertion() throws GeneralSecurityException {
    TestKeys keys = TestKeys.rsa("app");
    X509Certificate certificate = (X509Certificate) keys.certificate();

    succeed(new ClientCertificate("tenant-1", "app-1", keys.key(), List.of(certificate)));

    FakeAzure.Seen request = azure.signIns().getFirst();
    assertThat(request.field("client_assertion_type"))
        .isEqualTo("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    String[] parts = request.field("client_assertion").split("\\.");
    assertThat(decoded(parts[0]))
        .contains("\"x5c\":[\"" + Base64.getEncoder().encodeToString(certificate.getEncoded()));
    assertThat(decoded(parts[1]))
        .contains("\"aud\":\"" + azure.root() + "/tenant-1/oauth2/v2.0/token\"");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(certificate);
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    assertThat(azure.seen()).hasSize(2);
  }

  @Test
  void an_expired_certificate_is_noticed_and_left_to_entra() {
    TestKeys keys = TestKeys.rsa("app");
    Credential credential =
        new ClientCertificate(
            "tenant-1", "app-1", keys.key(), List.of((X509Certificate) keys.certificate()));
    azure.nextFromEntra(
        reply(401, Answers.entraBody(700027, "invalid_client", "The key used is expired.")));
    try (AzureRun run =
        new AzureRun(
            azure.cloud(),
            credential,
            AzureRun.trusting(directory),
            FakeTime.ahead(Duration.ofDays(91)))) {
      Failure failure = failure(() -> run.issuer.gateway(GATEWAY));

      assertThat(run.notices).singleElement().asString().contains("certificate has expired at");
      assertThat(failure.why()).contains("or has expired");
    }
  }

  @Test
  void the_token_file_of_a_workload_identity_is_read_anew_each_time() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "first-assertion\n");
    azure.nextFromEntra(
        exchange -> {
          Files.writeString(file, "second-assertion");
          reply(503, "").handle(exchange);
        });

    try (AzureRun run = new AzureRun(azure, workload(file), directory)) {
      run.issuer.gateway(GATEWAY);
      Files.writeString(file, "third-assertion");
      run.time.advance(Duration.ofHours(2));
      run.issuer.gateway(GATEWAY);

      assertThat(azure.signIns())
          .extracting(it -> it.field("client_assertion"))
          .containsExactly("first-assertion", "second-assertion", "third-assertion");
      assertThat(run.debug.toString()).doesNotContain("assertion");
    }
  }

  @ParameterizedTest(name = "\"{0}\": {1}")
  @CsvSource({"' ', it is empty", ", there is no such file"})
  void a_token_file_of_no_use_is_named(String content, String why) throws IOException {
    Path file = directory.resolve("federated");
    if (content != null) {
      Files.writeString(file, content);
    }

    Failure failure = refused(workload(file));

    assertThat(failure.reason()).isEqualTo(Reason.CREDENTIAL_UNREADABLE);
    assertThat(failure.where()).isEqualTo(file.toString());
    assertThat(failure.why()).isEqualTo(why);
    assertThat(azure.seen()).isEmpty();
  }

  @Test
  void a_refusal_of_entra_is_told_with_its_ids_and_not_repeated() {
    azure.nextFromEntra(
        reply(
            401,
            Answers.entraBody(7000222, "invalid_client", "The keys are expired."),
            "x-ms-request-id: r-1"));

    Failure failure = refused(AzureRun.secret());

    assertThat(failure.reason()).isEqualTo(Reason.CLIENT_SECRET_EXPIRED);
    assertThat(failure.where()).isEqualTo(azure.root() + "/tenant-1");
    assertThat(failure.requestIds())
        .containsExactly("trace_id=t-1", "correlation_id=c-1", "x-ms-request-id=r-1");
    assertThat(azure.seen()).hasSize(1);
  }

  @Test
  void trouble_of_entra_that_passes_is_tried_again() {
    azure.nextFromEntra(
        reply(429, "", "Retry-After: 5"),
        reply(400, Answers.entraBody(90055, "temporarily_unavailable", "Busy.")));

    succeed(AzureRun.secret());

    assertThat(azure.signIns()).hasSize(3);
  }

  @Test
  void a_program_told_to_stop_does_not_insist() {
    Thread.currentThread().interrupt();
    Failure failure = refused(AzureRun.secret());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.reason()).isEqualTo(Reason.SIGN_IN_UNAVAILABLE);
    assertThat(failure.why()).contains("told to stop");
  }

  @Test
  void trouble_of_entra_without_end_is_unavailability() {
    HttpHandler busy = reply(503, "<html>busy</html>");
    azure.nextFromEntra(busy, FakeAzure.hangUp(), busy);

    Failure failure = refused(AzureRun.secret());

    assertThat(failure.reason()).isEqualTo(Reason.SIGN_IN_UNAVAILABLE);
    assertThat(azure.signIns()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>", "{}", "{\"access_token\":\"\"}", "{\"access_token\":\"a\\nb\"}"})
  void an_answer_without_a_token_is_no_sign_in(String body) {
    azure.nextFromEntra(reply(200, body));

    assertThat(refused(AzureRun.secret()).reason()).isEqualTo(Reason.ANSWER_UNREADABLE);
  }

  @Test
  void a_login_page_of_somebody_else_is_no_refusal_of_entra() {
    azure.nextFromEntra(reply(403, "<html>Blocked by policy</html>"));

    Failure failure = refused(AzureRun.secret());

    assertThat(failure.reason()).isEqualTo(Reason.ANSWER_UNREADABLE);
    assertThat(failure.why()).contains("403").doesNotContain("Blocked");
  }

  @ParameterizedTest(name = "tenant \"{0}\"")
  @ValueSource(strings = {"", "a b", "a\"b"})
  void an_authority_that_is_none_is_a_mistake_in_the_options(String tenant) {
    Failure failure = refused(new ClientSecret(tenant, "app-1", AzureRun.SECRET));

    assertThat(failure.reason()).isEqualTo(Reason.OPTIONS_INVALID);
    assertThat(failure.next()).contains("--tenant");
  }

  @Test
  void a_managed_identity_is_asked_from_the_machine() {
    succeed(new ManagedIdentity(Optional.of("identity 1"), azure.root()));

    FakeAzure.Seen request = azure.seen().getFirst();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.header("Metadata")).isEqualTo("true");
    assertThat(request.uri().getRawQuery())
        .isEqualTo(
            "api-version=2018-02-01&resource=https%3A%2F%2Farm.azure.test%2F&client_id=identity%201");
    assertThat(azure.armRequests().getFirst().header("Authorization"))
        .isEqualTo("Bearer bearer-number-1");
  }

  @Test
  void imds_gets_the_time_it_asks_for() {
    azure.nextFromImds(reply(404, ""), reply(410, ""), reply(500, ""), reply(429, ""));

    succeed(new ManagedIdentity(Optional.empty(), azure.root()));

    assertThat(azure.seen()).hasSize(6);
  }

  @Test
  void a_machine_without_that_identity_is_told_so() {
    azure.nextFromImds(
        reply(400, "{\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}"));

    Failure failure = refused(new ManagedIdentity(Optional.of("id-1"), azure.root()));

    assertThat(failure.reason()).isEqualTo(Reason.SIGN_IN_REFUSED);
    assertThat(failure.why())
        .isEqualTo(
            "This machine has no managed identity with client id id-1. IMDS says: Identity not"
                + " found");
  }

  @Test
  void where_nothing_answers_there_is_no_managed_identity() {
    Failure failure =
        refused(new ManagedIdentity(Optional.empty(), URI.create("http://127.0.0.1:1")));

    assertThat(failure.reason()).isEqualTo(Reason.SIGN_IN_UNAVAILABLE);
    assertThat(failure.why()).contains("no managed identity here");
    assertThat(failure.next()).contains("--login-method");
  }

  @Test
  void the_azure_cli_gives_its_token() throws IOException {
    Path az =
        az(
            """
            echo "$@" > "%s"
            echo '{"accessToken":"token-of-the-cli","expires_on":4102444800,"tokenType":"Bearer"}'
            """
                .formatted(directory.resolve("arguments")));

    try (AzureRun run =
        new AzureRun(azure, new AzureCli(Optional.of("tenant-1"), az.toString()), directory)) {
      run.issuer.gateway(GATEWAY);

      assertThat(run.debug.toString()).doesNotContain("token-of-the-cli");
    }
    assertThat(Files.readString(directory.resolve("arguments")))
        .isEqualTo(
            "account get-access-token --resource https://arm.azure.test/ --output json --tenant"
                + " tenant-1\n");
    assertThat(azure.armRequests().getFirst().header("Authorization"))
        .isEqualTo("Bearer token-of-the-cli");
  }

  @Test
  void an_older_azure_cli_tells_the_local_time_only() throws IOException {
    Path az =
        az("echo '{\"accessToken\":\"old-cli\",\"expiresOn\":\"2099-01-01 00:00:00.000000\"}'");

    try (AzureRun run =
        new AzureRun(azure, new AzureCli(Optional.empty(), az.toString()), directory)) {
      run.issuer.gateway(GATEWAY);
      run.issuer.gateway(GATEWAY);

      assertThat(run.debug).filteredOn(it -> it.contains("get-access-token")).hasSize(1);
    }
  }

  @Test
  void a_cli_that_is_not_signed_in_says_so() throws IOException {
    Path az = az("echo hidden-output; echo \"ERROR: Please run 'az login'.\" >&2; exit 1");

    Failure failure = refused(new AzureCli(Optional.empty(), az.toString()));

    assertThat(failure.reason()).isEqualTo(Reason.SIGN_IN_REFUSED);
    assertThat(failure.why()).isEqualTo("It says: ERROR: Please run 'az login'.");
    assertThat(failure.toString()).doesNotContain("hidden-output");
  }

  @Test
  void a_cli_that_prints_no_token_is_not_believed() throws IOException {
    Path az = az("echo 'hidden-output'");

    Failure failure = refused(new AzureCli(Optional.empty(), az.toString()));

    assertThat(failure.reason()).isEqualTo(Reason.ANSWER_UNREADABLE);
    assertThat(failure.toString()).doesNotContain("hidden-output");
  }

  @Test
  void a_cli_that_is_not_there_is_a_matter_of_configuration() {
    Failure failure =
        refused(new AzureCli(Optional.empty(), directory.resolve("no-az").toString()));

    assertThat(failure.reason()).isEqualTo(Reason.CREDENTIAL_UNREADABLE);
    assertThat(failure.why()).contains("not installed");
  }

  private static WorkloadIdentity workload(Path file) {
    return new WorkloadIdentity("tenant-1", "app-1", file);
  }

  private Path az(String script) throws IOException {
    return Files.setPosixFilePermissions(
        Files.writeString(directory.resolve("az"), "#!/bin/sh\n" + script),
        PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void succeed(Credential credential) {
    try (AzureRun run = new AzureRun(azure, credential, directory)) {
      run.issuer.gateway(GATEWAY);
    }
  }

  private Failure refused(Credential credential) {
    return failure(
        () -> {
          try (AzureRun run = new AzureRun(azure, credential, directory)) {
            run.issuer.gateway(GATEWAY);
          }
        });
  }

  private static Failure failure(ThrowingCallable call) {
    return catchThrowableOfType(RotationFailed.class, call).failure();
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
