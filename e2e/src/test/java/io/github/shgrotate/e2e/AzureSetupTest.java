package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.Sandbox;
import io.github.shgrotate.sandbox.azure.Application;
import io.github.shgrotate.sandbox.azure.Gateway;
import io.github.shgrotate.sandbox.azure.IssuedToken;
import io.github.shgrotate.sandbox.azure.Principal;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The commands of the documents, and those that the program prints, pasted into a shell with the
/// real Azure CLI by an administrator. Judged by what whoever is made by them may do in the
/// sandbox's Azure, and by a rotation in their name.
@Execution(ExecutionMode.CONCURRENT)
class AzureSetupTest {
  private static final String ADMINISTRATOR = "ad314159-0000-4000-8000-000000000000";
  private static final String ADMINISTRATORS_SECRET = "administrators.only";
  private static final String ISSUER = "https://issuer.sandbox.example/cluster/";
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:apim:apim-shg-rotate";
  private static final String EXCHANGE = "api://AzureADTokenExchange";
  private static final String ROLE = "API Management gateway token rotation";

  private static final String README = "README.md";
  private static final String DEPLOY = "deploy/README.md";
  private static final String RUNBOOK = "docs/runbook.md";
  private static final String DOCTOR = "docs/reference/doctor.md";

  @TempDir Path folder;
  private Sandbox sandbox;
  private Gateway gateway;
  private Application sample;
  private AzureCli az;

  @BeforeAll
  static void findAzureCli() throws Exception {
    AzureCli.require();
  }

  @BeforeEach
  void signInAsAdministrator() throws Exception {
    sandbox = Sandbox.start();
    gateway = SampleGateway.install(sandbox, 1);
    sample = sandbox.azure().directory().application(SampleGateway.CLIENT_ID);
    sandbox
        .azure()
        .resources()
        .subscription(SampleGateway.SUBSCRIPTION)
        .group(SampleGateway.RESOURCE_GROUP)
        .withCluster("edge-cluster", ISSUER);
    sandbox
        .azure()
        .directory()
        .application(ADMINISTRATOR)
        .withSecret(ADMINISTRATORS_SECRET)
        .grant("/", "*")
        .withGraphPermissions("Application.ReadWrite.All", "Directory.Read.All");
    az = new AzureCli(sandbox.azure(), sandbox.authority().pem(), folder);
    az.logIn(ADMINISTRATOR, "--password", ADMINISTRATORS_SECRET).text();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void an_identity_as_the_readme_and_the_printed_head_say_renews_the_token_of_its_gateway()
      throws Exception {
    String clientId =
        paste(
                DocumentedCommands.block(README, "az identity create")
                    .with("RESOURCE_GROUP", SampleGateway.RESOURCE_GROUP))
            .text()
            .strip();
    String issuer =
        paste(
                DocumentedCommands.block(README, "az aks show")
                    .with("CLUSTER", "edge-cluster")
                    .with("CLUSTER_GROUP", SampleGateway.RESOURCE_GROUP))
            .text()
            .strip();
    paste(manifestsOf(clientId)).text();

    paste(
            DocumentedCommands.headOf(Files.readString(folder.resolve("rotator.yaml")))
                .with("IDENTITY", "apim-shg-rotate")
                .with("GROUP", SampleGateway.RESOURCE_GROUP)
                .with("ISSUER", issuer))
        .text();

    assertMayRotateAndNothingElse(principal(clientId));
    assertRenews(withWorkloadIdentity(clientId), principal(clientId));
  }

  @Test
  void an_identity_as_the_installation_guide_says_renews_the_token_of_its_gateway()
      throws Exception {
    makeTheRole();

    paste(
            DocumentedCommands.block(DEPLOY, "az identity create")
                .with("RESOURCE_GROUP", SampleGateway.RESOURCE_GROUP)
                .with("CLUSTER", "edge-cluster")
                .with("CLUSTER_GROUP", SampleGateway.RESOURCE_GROUP))
        .text();

    String clientId =
        az.run(
                "identity",
                "show",
                "--name",
                "apim-shg-rotate",
                "--resource-group",
                SampleGateway.RESOURCE_GROUP,
                "--query",
                "clientId")
            .json()
            .asText();
    assertMayRotateAndNothingElse(principal(clientId));
    assertRenews(withWorkloadIdentity(clientId), principal(clientId));
  }

  @Test
  void a_service_principal_as_the_installation_guide_says_renews_the_token_of_its_gateway()
      throws Exception {
    makeTheRole();

    JsonNode made = paste(DocumentedCommands.block(DEPLOY, "az ad sp create-for-rbac")).json();

    Principal principal = principal(made.path("appId").asText());
    assertThat(made.path("tenant").asText()).isEqualTo(principal.tenantId());
    assertMayRotateAndNothingElse(principal);
    assertRenews(
        rotator()
            .with("SP_ID", principal.clientId())
            .with("SP_SECRET", made.path("password").asText()),
        principal);
  }

  @Test
  void another_client_secret_as_the_runbook_says_signs_in_beside_the_former_ones()
      throws Exception {
    sample
        .withoutCredentials()
        .withSecret(SampleGateway.CLIENT_SECRET, sandbox.clock().instant().minusSeconds(1))
        .withSecret("still.good");
    assertThat(rotator().run().err()).contains("ClientSecretExpired", "credential reset");

    JsonNode made =
        paste(
                DocumentedCommands.block(RUNBOOK, "az ad app credential reset")
                    .with("CLIENT_ID", SampleGateway.CLIENT_ID))
            .json();

    assertRenews(rotator().with("SP_SECRET", made.path("password").asText()), sample);
    assertRenews(rotator().with("SP_SECRET", "still.good"), sample);
  }

  @Test
  void the_role_that_the_runbook_says_to_assign_gives_the_permission_that_is_missing()
      throws Exception {
    makeTheRole();
    sample.revokeAll();
    assertThat(rotator().run().err()).contains("AzurePermissionMissing");

    paste(
            DocumentedCommands.block(RUNBOOK, "az role assignment create")
                .with("CLIENT_ID", SampleGateway.CLIENT_ID)
                .with("GATEWAY_ID", gateway.resourceId()))
        .text();

    assertMayRotateAndNothingElse(sample);
    assertRenews(rotator(), sample);
  }

  @Test
  void the_role_that_the_message_of_a_run_says_to_assign_gives_the_permission_that_is_missing()
      throws Exception {
    sample.revokeAll();
    String said = rotator().run().err();

    paste(DocumentedCommands.quoted(said, "az role assignment create")).text();

    assertRenews(rotator(), sample);
  }

  @Test
  void where_the_documents_say_to_look_is_something_to_see() throws Exception {
    assertThat(
            paste(
                    DocumentedCommands.block(RUNBOOK, "az rest")
                        .with("SUBSCRIPTION", SampleGateway.SUBSCRIPTION)
                        .with("RESOURCE_GROUP", SampleGateway.RESOURCE_GROUP)
                        .with("SERVICE", SampleGateway.SERVICE))
                .json())
        .map(JsonNode::asText)
        .contains(SampleGateway.GATEWAY);

    makeTheRole();
    sample.revokeAll();
    az.run(
            "role",
            "assignment",
            "create",
            "--assignee",
            SampleGateway.CLIENT_ID,
            "--role",
            ROLE,
            "--scope",
            gateway.resourceId())
        .text();
    // It is of the sample's gateway, so nothing is to be filled in.
    assertThat(paste(DocumentedCommands.command(DOCTOR, "az role assignment list")).text())
        .contains(SampleGateway.CLIENT_ID, ROLE, gateway.resourceId());
  }

  @Test
  void a_run_that_was_given_wrong_names_says_where_the_right_ones_are_to_be_seen()
      throws Exception {
    // Who may not look is told no more than that.
    sample.grant("/", "*");
    String noGroup = rotator().with("RESOURCE_GROUP", "none").run().err();
    String noService = rotator().with("APIM_INSTANCE", "none").run().err();
    String noGateway = rotator().with("APIM_GATEWAY", "none").run().err();

    assertThat(paste(DocumentedCommands.quoted(noGroup, "az group list")).text())
        .contains('"' + SampleGateway.RESOURCE_GROUP + '"');
    assertThat(paste(DocumentedCommands.quoted(noService, "az apim list")).text())
        .contains('"' + SampleGateway.SERVICE + '"');
    assertThat(paste(DocumentedCommands.quoted(noGateway, "az rest")).text())
        .contains('"' + SampleGateway.GATEWAY + '"');
  }

  @Test
  void a_run_that_no_federated_credential_is_for_says_where_those_that_are_there_are_to_be_seen()
      throws Exception {
    sample.withFederatedCredential(ISSUER, "another account", EXCHANGE);
    String app = withWorkloadIdentity(SampleGateway.CLIENT_ID).run().err();
    String clientId =
        paste(
                DocumentedCommands.block(README, "az identity create")
                    .with("RESOURCE_GROUP", SampleGateway.RESOURCE_GROUP))
            .text()
            .strip();
    paste(
            DocumentedCommands.command(DEPLOY, "az identity federated-credential create")
                .with("RESOURCE_GROUP", SampleGateway.RESOURCE_GROUP)
                .with(SERVICE_ACCOUNT, "system:serviceaccount:apim:another"))
        .text();
    String identity = withWorkloadIdentity(clientId).run().err();

    assertThat(paste(DocumentedCommands.quoted(app, "az ad app federated-credential")).text())
        .contains(ISSUER, "another account");
    assertThat(
            paste(
                    DocumentedCommands.quoted(identity, "az identity federated-credential")
                        .with("NAME", "apim-shg-rotate")
                        .with("GROUP", SampleGateway.RESOURCE_GROUP))
                .text())
        .contains(ISSUER, "system:serviceaccount:apim:another");
  }

  /// Printed and given to Azure, as the installation guide says.
  private void makeTheRole() throws Exception {
    paste(
            DocumentedCommands.block(DEPLOY, "bin/apim-shg-rotate manifests --sample")
                .with("bin/apim-shg-rotate", "apim-shg-rotate")
                .with("SUBSCRIPTION", SampleGateway.SUBSCRIPTION)
                .with("RESOURCE_GROUP", SampleGateway.RESOURCE_GROUP))
        .text();
    paste(DocumentedCommands.block(DEPLOY, "az role definition create")).text();
  }

  /// What the README says to print, for the sample's gateway.
  private static DocumentedCommands manifestsOf(String clientId) throws Exception {
    return DocumentedCommands.block(README, "apim-shg-rotate manifests")
        .without(line -> line.startsWith("kubectl"))
        .with("SUBSCRIPTION", SampleGateway.SUBSCRIPTION)
        .with("RESOURCE_GROUP", SampleGateway.RESOURCE_GROUP)
        .with("APIM_SERVICE", SampleGateway.SERVICE)
        .with("GATEWAY", SampleGateway.GATEWAY)
        .with("NAMESPACE", SampleGateway.NAMESPACE)
        .with("SECRET", SampleGateway.SECRET)
        .with("NAME", SampleGateway.WORKLOAD)
        .with("CLIENT_ID", clientId)
        .with("REGISTRY", "registry.example");
  }

  private ForeignProgram.Run paste(DocumentedCommands commands) throws Exception {
    return az.paste(
        commands.lines(),
        Map.of(
            "GATEWAY_ID",
            gateway.resourceId(),
            "ISSUER",
            ISSUER,
            "PATH",
            Checkout.ROOT.resolve("bin") + File.pathSeparator + az.environment().get("PATH")));
  }

  private Principal principal(String clientId) {
    return sandbox.azure().directory().home().find(clientId).orElseThrow();
  }

  private Rotator rotator() {
    return Rotator.forSample(sandbox, folder, "admin");
  }

  private Rotator withWorkloadIdentity(String clientId) throws Exception {
    Path token =
        Files.writeString(
            folder.resolve("azure-identity-token"),
            sandbox
                .azure()
                .directory()
                .issuer(ISSUER)
                .mint(SERVICE_ACCOUNT, EXCHANGE, Duration.ofHours(1)));
    return rotator()
        .without("SP_ID", "SP_SECRET")
        .with("LOGIN_METHOD", "workload-identity")
        .with("AZURE_CLIENT_ID", clientId)
        .with("AZURE_FEDERATED_TOKEN_FILE", token.toString());
  }

  private void assertMayRotateAndNothingElse(Principal principal) {
    String service = gateway.resourceId().replaceAll("/gateways/.*", "");
    List<String> resources = List.of(gateway.resourceId(), service + "/gateways/another", service);
    List<String> actions =
        Stream.of(
                "read",
                "write",
                "gateways/read",
                "gateways/write",
                "gateways/delete",
                "gateways/generateToken/action",
                "gateways/listKeys/action",
                "gateways/regenerateKey/action")
            .map(action -> "Microsoft.ApiManagement/service/" + action)
            .toList();
    assertThat(
            resources.stream()
                .flatMap(
                    resource ->
                        actions.stream()
                            .filter(action -> principal.may(action, resource))
                            .map(action -> action + " on " + resource)))
        .containsExactly(
            "Microsoft.ApiManagement/service/gateways/read on " + gateway.resourceId(),
            "Microsoft.ApiManagement/service/gateways/generateToken/action on "
                + gateway.resourceId());
  }

  private void assertRenews(Rotator rotator, Principal principal) throws Exception {
    int before = issuedTokens().size();
    Rotator.Run run = rotator.run();
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(issuedTokens()).hasSize(before + 1);
    assertThat(issuedTokens().getLast().principal()).isEqualTo(principal.objectId());
    assertThat(issuedTokens().getLast().gatewayResourceId()).isEqualTo(gateway.resourceId());
  }

  private List<IssuedToken> issuedTokens() {
    return sandbox.azure().resources().issuedTokens();
  }
}
