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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Azure CLI against the sandbox, and the rotator that signs in through it; judged by
/// Azure's log. Needs an `az`, which `e2e/azure-cli` finds or installs.
class AzureCliTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API_VERSION = "?api-version=2024-05-01";

  // How Microsoft's library for Python, which Azure CLI signs in with, names itself to Entra.
  private static final Optional<String> AZURE_CLI = Optional.of("MSAL.Python");

  @TempDir Path folder;
  private Sandbox sandbox;
  private Gateway gateway;
  private Application principal;
  private AzureCli az;

  @BeforeAll
  static void findAzureCli() throws Exception {
    AzureCli.require();
  }

  @BeforeEach
  void start() throws Exception {
    sandbox = Sandbox.start();
    gateway = SampleGateway.install(sandbox, 1);
    principal = sandbox.azure().directory().application(SampleGateway.CLIENT_ID);
    az = new AzureCli(sandbox.azure(), sandbox.authority().pem(), folder);
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
    ForeignProgram.Run login = logIn("--password", "not~the.secret");

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

    ForeignProgram.Run run =
        generateToken(KeySlot.PRIMARY, sandbox.clock().instant().plus(Duration.ofDays(1)));

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
    for (Map.Entry<String, String> variable : az.environment().entrySet()) {
      rotator = rotator.with(variable.getKey(), variable.getValue());
    }
    return rotator;
  }

  private ForeignProgram.Run logIn(String... credential) throws Exception {
    return az.logIn(SampleGateway.CLIENT_ID, credential);
  }

  private ForeignProgram.Run generateToken(KeySlot key, Instant expiry) throws Exception {
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

  private ForeignProgram.Run rest(String method, String path, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("rest", "--method", method, "--url", path + API_VERSION));
    words.addAll(Arrays.asList(more));
    return az.run(words.toArray(String[]::new));
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
