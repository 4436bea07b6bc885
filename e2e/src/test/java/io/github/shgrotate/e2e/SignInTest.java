package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.azure.FederatedIssuer;
import io.github.shgrotate.sandbox.azure.IssuedToken;
import io.github.shgrotate.sandbox.azure.ManagedIdentity;
import io.github.shgrotate.sandbox.azure.Principal;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import io.github.shgrotate.sandbox.http.CertificateAuthority.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way to sign in to Azure ends with a new token in every pod, got by whom it should be.
@Execution(ExecutionMode.CONCURRENT)
class SignInTest {
  private static final int PODS = 2;
  private static final String IDENTITY = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
  private static final String OTHER_IDENTITY = "7c6d5e4f-3a2b-4c1d-9e0f-a1b2c3d4e5f6";
  private static final String ISSUER = "https://oidc.sandbox.example/cluster";
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:apim:rotator";
  private static final String EXCHANGE = "api://AzureADTokenExchange";

  @TempDir Path folder;
  private SampleWorld world;

  @BeforeEach
  void installGateway() throws InterruptedException {
    world = SampleWorld.start(folder, PODS);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void a_service_principal_with_a_secret() throws Exception {
    assertRotates(world.rotator(), world.application());
  }

  @Test
  void a_service_principal_with_a_secret_from_a_file() throws Exception {
    // With the line end that editors add.
    Path file =
        Files.writeString(folder.resolve("client-secret"), SampleGateway.CLIENT_SECRET + "\n");

    assertRotates(
        world.rotator().without("SP_SECRET"),
        world.application(),
        "--client-secret-file",
        file.toString());
  }

  @Test
  void a_service_principal_with_a_pem_certificate_named_by_its_secret() throws Exception {
    Path file = Files.writeString(folder.resolve("identity.pem"), certificate().pem());

    assertRotates(world.rotator().with("SP_SECRET", file.toString()), world.application());
  }

  @Test
  void a_service_principal_with_a_pfx_certificate_named_by_its_secret() throws Exception {
    Path file = folder.resolve("identity.pfx");
    certificate().writePfx(file, "open sesame".toCharArray());

    assertRotates(
        world
            .rotator()
            .with("SP_SECRET", file.toString())
            .with("AZURE_CLIENT_CERTIFICATE_PASSWORD", "open sesame"),
        world.application());
  }

  @ParameterizedTest(name = "[{index}] LOGIN_METHOD={0}")
  @ValueSource(strings = {"workload-identity", "auto"})
  void workload_identity_by_the_variables_of_its_webhook(String method) throws Exception {
    FederatedIssuer issuer = world.sandbox().azure().directory().issuer(ISSUER);
    world
        .application()
        .withoutCredentials()
        .withFederatedCredential(ISSUER, SERVICE_ACCOUNT, EXCHANGE);
    Path token =
        Files.writeString(
            folder.resolve("azure-identity-token"),
            issuer.mint(SERVICE_ACCOUNT, EXCHANGE, Duration.ofHours(1)));

    assertRotates(
        world
            .rotator()
            .without("SP_ID", "SP_SECRET")
            .with("LOGIN_METHOD", method)
            .with("AZURE_CLIENT_ID", SampleGateway.CLIENT_ID)
            .with("AZURE_FEDERATED_TOKEN_FILE", token.toString()),
        world.application());
  }

  @Test
  void the_machines_own_managed_identity() throws Exception {
    ManagedIdentity identity = systemAssigned();
    // A user-assigned one beside it is not taken for it.
    userAssigned(OTHER_IDENTITY);

    assertRotates(
        world.rotator().without("SP_ID", "SP_SECRET").with("LOGIN_METHOD", "identity"), identity);
  }

  @Test
  void a_user_assigned_managed_identity_by_its_client_id() throws Exception {
    userAssigned(OTHER_IDENTITY);
    ManagedIdentity identity = userAssigned(IDENTITY);

    assertRotates(
        world
            .rotator()
            .without("SP_SECRET")
            .with("LOGIN_METHOD", "identity")
            .with("SP_ID", IDENTITY),
        identity);
  }

  @Test
  void azure_cli_with_the_token_it_prints_and_no_secret_for_it() throws Exception {
    Path answer = Files.writeString(folder.resolve("answer"), AzureCliAnswer.from(world));
    Path asked = folder.resolve("asked");
    String az =
        """
        #!/bin/sh
        echo "$@ SP_SECRET=$SP_SECRET" > '%s'
        cat '%s'
        """
            .formatted(asked, answer);

    assertRotates(
        world
            .rotator()
            .without("SP_ID")
            .with("LOGIN_METHOD", "azurecli")
            .with("PATH", SearchPath.withAzureCli(folder, az)),
        world.application());

    assertThat(Files.readString(asked))
        .contains("account get-access-token")
        .contains("--resource " + world.sandbox().azure().armAudience())
        .endsWith("SP_SECRET=\n");
  }

  @Test
  void the_environment_of_the_seed_cronjob_alone_on_a_node_with_an_identity() throws Exception {
    ManagedIdentity identity = systemAssigned();

    assertRotates(
        world
            .rotator()
            .without("LOGIN_METHOD", "SP_ID", "SP_SECRET", "AZURE_TENANT_ID")
            .with("PATH", SearchPath.withoutAzureCli(folder)),
        identity);
  }

  @Test
  void the_seed_cronjob_in_a_pod_takes_the_identity_even_where_azure_cli_is_installed()
      throws Exception {
    ManagedIdentity identity = systemAssigned();

    assertRotates(
        world
            .rotator()
            .without("LOGIN_METHOD", "SP_ID", "SP_SECRET", "AZURE_TENANT_ID")
            .with("KUBERNETES_SERVICE_HOST", "127.0.0.1")
            .with("PATH", SearchPath.withAzureCli(folder, "#!/bin/sh\nexit 1\n")),
        identity);
  }

  private Identity certificate() {
    Identity identity = CertificateAuthority.selfSignedRsa("rotator");
    world.application().withoutCredentials().withCertificate(identity.certificate());
    return identity;
  }

  private ManagedIdentity systemAssigned() {
    return world
        .sandbox()
        .azure()
        .directory()
        .systemAssignedIdentity(IDENTITY)
        .grant(world.gateway().resourceId(), world.actions());
  }

  private ManagedIdentity userAssigned(String clientId) {
    return world
        .sandbox()
        .azure()
        .directory()
        .userAssignedIdentity(
            clientId,
            "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-%s"
                .formatted(SampleGateway.SUBSCRIPTION, SampleGateway.RESOURCE_GROUP, clientId))
        .grant(world.gateway().resourceId(), world.actions());
  }

  private void assertRotates(Rotator rotator, Principal by, String... arguments) throws Exception {
    String former = world.storedToken();

    Rotator.Run run = rotator.run(arguments);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(world.storedToken()).isNotEqualTo(former);
    assertThat(world.sandbox().azure().verify(world.storedText(SampleGateway.SECRET, "value")))
        .isInstanceOf(TokenVerdict.Accepted.class);
    assertThat(world.tokensOfPods()).isEqualTo(Set.of(world.storedToken()));
    assertThat(world.issuedTokens())
        .extracting(IssuedToken::principal)
        .containsExactly(by.objectId());
    assertThat(run.out() + run.err()).doesNotContain(SampleGateway.CLIENT_SECRET, "open sesame");
  }
}
