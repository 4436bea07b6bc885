package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.Sandbox;
import io.github.shgrotate.sandbox.azure.Application;
import io.github.shgrotate.sandbox.azure.Directory;
import io.github.shgrotate.sandbox.azure.Gateway;
import io.github.shgrotate.sandbox.azure.IssuedToken;
import io.github.shgrotate.sandbox.azure.KeySlot;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import io.github.shgrotate.sandbox.http.LoggedRequest;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Azure CLI against the sandbox, and the rotator that signs in through it; judged by
/// Azure's log. Needs an `az`, which `e2e/azure-cli` finds or installs.
class AzureCliTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API_VERSION = "?api-version=2024-05-01";
  // A port where nobody listens: whatever leaves the machine fails, and at once.
  private static final String NOWHERE = "http://127.0.0.1:9";

  // How Microsoft's library for Python, which Azure CLI signs in with, names itself to Entra.
  private static final Optional<String> AZURE_CLI = Optional.of("MSAL.Python");

  private static Path az = Path.of("az");

  @TempDir Path folder;
  private Sandbox sandbox;
  private Gateway gateway;
  private Application principal;

  /// What came of a command.
  private record Run(int exitCode, String out, String err) {
    JsonNode json() throws IOException {
      assertThat(exitCode).as(err).isZero();
      return JSON.readTree(out);
    }
  }

  @BeforeAll
  static void findAzureCli(@TempDir Path here) throws Exception {
    Run check = run(here, System.getenv(), Path.of("azure-cli").toAbsolutePath(), "--check");
    if (check.exitCode() != 0) {
      String line = "skipped: no Azure CLI of 2.74 or newer here (e2e/azure-cli installs one)";
      assertThat(System.getenv("CI")).as(line).isNotEqualTo("true");
      System.out.println("AzureCliTest " + line);
      Assumptions.abort(line);
    }
    az = Path.of(check.out().strip());
  }

  @BeforeEach
  void start() throws Exception {
    sandbox = Sandbox.start();
    gateway = SampleGateway.install(sandbox, 1);
    principal = sandbox.azure().directory().application(SampleGateway.CLIENT_ID);
    Files.writeString(folder.resolve("ca.pem"), sandbox.authority().pem());
    String arm = sandbox.azure().arm().uri().toString();
    succeeds("cloud", "register", "--name", "sandbox", "--endpoint-resource-manager", arm);
    succeeds("cloud", "set", "--name", "sandbox");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void azure_cli_signs_in_with_a_secret_and_sees_the_subscription_and_the_gateway()
      throws Exception {
    JsonNode subscriptions = logIn("--password", SampleGateway.CLIENT_SECRET).json();

    JsonNode seen = rest("get", gateway.resourceId()).json();

    assertThat(subscriptions).hasSize(1);
    assertThat(subscriptions.at("/0/id").asText()).isEqualTo(SampleGateway.SUBSCRIPTION);
    assertThat(subscriptions.at("/0/tenantId").asText()).isEqualTo(Directory.HOME_TENANT);
    assertThat(seen.path("id").asText()).isEqualTo(gateway.resourceId());
    assertThat(seen.path("name").asText()).isEqualTo(SampleGateway.GATEWAY);
    assertThat(last(sandbox.azure().arm().log()))
        .hasToString("arm GET " + gateway.resourceId() + API_VERSION + " -> 200");
  }

  @Test
  void azure_cli_signs_in_with_a_certificate() throws Exception {
    CertificateAuthority.Identity identity = CertificateAuthority.selfSignedRsa("rotator");
    principal.withoutCredentials().withCertificate(identity.certificate());
    Path certificate = Files.writeString(folder.resolve("rotator.pem"), identity.pem());

    logIn("--certificate", certificate.toString()).json();

    assertThat(rest("get", gateway.resourceId()).json().path("name").asText())
        .isEqualTo(SampleGateway.GATEWAY);
    assertThat(last(tokenRequests()).exchange().body())
        .contains("client_assertion=")
        .doesNotContain("client_secret=");
  }

  @Test
  void a_token_that_azure_cli_asks_for_is_a_true_one() throws Exception {
    logIn("--password", SampleGateway.CLIENT_SECRET).json();
    Instant expiry =
        sandbox.clock().instant().plus(Duration.ofDays(29)).truncatedTo(ChronoUnit.MINUTES);

    String token = generateToken(KeySlot.SECONDARY, expiry).json().path("value").asText();

    assertThat(sandbox.azure().verify("GatewayKey " + token))
        .isEqualTo(new TokenVerdict.Accepted(gateway, KeySlot.SECONDARY, expiry));
    assertThat(issuedTokens())
        .singleElement()
        .satisfies(
            issued -> {
              assertThat(issued.principal()).isEqualTo(principal.objectId());
              assertThat(issued.gatewayResourceId()).isEqualTo(gateway.resourceId());
            });
  }

  @Test
  void azure_cli_shows_why_a_wrong_secret_is_refused() throws Exception {
    Run login = logIn("--password", "not~the.secret");

    assertThat(login.exitCode()).isNotZero();
    assertThat(login.err()).contains("AADSTS7000215");
    assertThat(tokenRequests()).isNotEmpty().allMatch(request -> request.status() == 401);
    assertThat(rest("get", gateway.resourceId()).exitCode()).isNotZero();
  }

  @Test
  void azure_cli_shows_which_permission_is_missing() throws Exception {
    principal.revokeAll();
    principal.grant(gateway.resourceId(), "Microsoft.ApiManagement/service/gateways/read");
    logIn("--password", SampleGateway.CLIENT_SECRET).json();

    Run run = generateToken(KeySlot.PRIMARY, sandbox.clock().instant().plus(Duration.ofDays(1)));

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err())
        .contains("AuthorizationFailed")
        .contains("Microsoft.ApiManagement/service/gateways/generateToken/action");
    assertThat(issuedTokens()).isEmpty();
  }

  @Test
  void the_rotator_renews_the_token_as_whoever_is_signed_in_to_azure_cli() throws Exception {
    logIn("--password", SampleGateway.CLIENT_SECRET).json();
    sandbox.azure().arm().clearLog();

    Rotator.Run run = rotator().run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(sandbox.azure().verify(secretValue()))
        .isInstanceOfSatisfying(
            TokenVerdict.Accepted.class,
            accepted -> assertThat(accepted.key()).isEqualTo(KeySlot.SECONDARY));
    assertThat(issuedTokens())
        .singleElement()
        .satisfies(issued -> assertThat(issued.principal()).isEqualTo(principal.objectId()));
    assertThat(sandbox.azure().arm().log())
        .map(request -> request.method() + " " + request.path() + " " + request.status())
        .containsExactly(
            "GET " + gateway.resourceId() + " 200",
            "POST " + gateway.resourceId() + "/generateToken 200");
    assertThat(tokenRequests())
        .isNotEmpty()
        .allMatch(request -> request.exchange().header("x-client-sku").equals(AZURE_CLI));
  }

  @Test
  void the_rotator_passes_on_what_an_azure_cli_says_that_nobody_is_signed_in_to() throws Exception {
    sandbox.azure().arm().clearLog();
    String former = secretValue();

    Rotator.Run run = rotator().run();

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).contains("az login").contains("nothing was changed");
    assertThat(sandbox.azure().arm().log()).isEmpty();
    assertThat(secretValue()).isEqualTo(former);
  }

  private Rotator rotator() {
    Rotator rotator =
        Rotator.forSample(sandbox, folder, "admin")
            .without("SP_ID", "SP_SECRET")
            .with("LOGIN_METHOD", "azurecli");
    for (Map.Entry<String, String> variable : environment().entrySet()) {
      rotator = rotator.with(variable.getKey(), variable.getValue());
    }
    return rotator;
  }

  private Run logIn(String... credential) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                "login",
                "--service-principal",
                "--username",
                SampleGateway.CLIENT_ID,
                "--tenant",
                Directory.HOME_TENANT));
    words.addAll(Arrays.asList(credential));
    return az(words.toArray(String[]::new));
  }

  private Run generateToken(KeySlot key, Instant expiry) throws Exception {
    return rest(
        "post",
        gateway.resourceId() + "/generateToken",
        "--body",
        JSON.writeValueAsString(
            Map.of(
                "keyType",
                key == KeySlot.PRIMARY ? "primary" : "secondary",
                "expiry",
                expiry.toString())));
  }

  private Run rest(String method, String path, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("rest", "--method", method, "--url", path + API_VERSION));
    words.addAll(Arrays.asList(more));
    return az(words.toArray(String[]::new));
  }

  private void succeeds(String... words) throws Exception {
    Run run = az(words);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private Run az(String... words) throws Exception {
    return run(folder, environment(), az, words);
  }

  /// That of an Azure CLI of its own: without the user's settings, and with no way out.
  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put(
        "PATH",
        Optional.ofNullable(az.getParent()).orElseThrow()
            + File.pathSeparator
            + System.getenv("PATH"));
    environment.put("HOME", folder.toString());
    environment.put("AZURE_CONFIG_DIR", folder.resolve("azure").toString());
    environment.put("AZURE_CORE_COLLECT_TELEMETRY", "false");
    environment.put("AZURE_CORE_INSTANCE_DISCOVERY", "false");
    environment.put("AZURE_CORE_NO_COLOR", "true");
    environment.put("REQUESTS_CA_BUNDLE", folder.resolve("ca.pem").toString());
    environment.put("HTTPS_PROXY", NOWHERE);
    environment.put("HTTP_PROXY", NOWHERE);
    environment.put("NO_PROXY", "127.0.0.1,localhost");
    return environment;
  }

  private static Run run(
      Path folder, Map<String, String> environment, Path program, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "%s %s has not ended: %s".formatted(program, arguments[0], Files.readString(err)));
    }
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private List<IssuedToken> issuedTokens() {
    return sandbox.azure().resources().issuedTokens();
  }

  private List<LoggedRequest> tokenRequests() {
    return sandbox.azure().entra().log().stream()
        .filter(request -> request.method().equals("POST"))
        .toList();
  }

  private static LoggedRequest last(List<LoggedRequest> requests) {
    assertThat(requests).isNotEmpty();
    return requests.getLast();
  }

  private String secretValue() {
    String encoded =
        sandbox
            .kubernetes()
            .get("Secret", SampleGateway.NAMESPACE, SampleGateway.SECRET)
            .at("/data/value")
            .asText();
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }
}
