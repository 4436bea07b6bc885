package io.github.shgrotate.e2e;

import static io.github.shgrotate.e2e.BadInput.named;

import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.azure.FederatedIssuer;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// Sign-ins that Entra, the managed identity or Azure CLI refuse, and credentials that cannot even
/// be shown to them.
final class BadSignIn {
  private static final String UNKNOWN = "0badc0de-0000-4000-8000-000000000000";
  private static final String ISSUER = "https://oidc.sandbox.example/cluster";
  private static final String EXCHANGE = "api://AzureADTokenExchange";

  private static final String CRL = "-----BEGIN X509 CRL-----\nAQ==\n-----END X509 CRL-----\n";

  private BadSignIn() {}

  static Stream<BadInput> rows() {
    return Stream.concat(refused(), unreadable());
  }

  private static Stream<BadInput> refused() {
    return Stream.of(
            named("an unknown tenant")
                .with("AZURE_TENANT_ID", UNKNOWN)
                .says("There is no tenant " + UNKNOWN, "--tenant", "--azure-cloud"),
            named("an unknown app")
                .with("SP_ID", UNKNOWN)
                .says("no app " + UNKNOWN, "--client-id", "AADSTS700016"),
            named("a wrong client secret")
                .with("SP_SECRET", "not.the~client-secret")
                .hides("not.the~client-secret")
                .says("not one of app " + SampleGateway.CLIENT_ID, "AADSTS7000215"),
            named("a certificate that the app does not know")
                .given((world, rotator) -> rotator.with("SP_SECRET", pem(world).toString()))
                .says("not registered with app " + SampleGateway.CLIENT_ID, "AADSTS700027"),
            named("a federated token of another service account")
                .given(BadSignIn::federatedTokenOfAnother)
                .says("No federated credential", "system:serviceaccount:NAMESPACE:NAME"),
            named("a machine without a managed identity")
                .without("SP_ID", "SP_SECRET")
                .with("LOGIN_METHOD", "identity")
                .says("no managed identity", "--client-id"),
            named("a managed identity that the machine does not have")
                .without("SP_SECRET")
                .with("LOGIN_METHOD", "identity")
                .with("SP_ID", UNKNOWN)
                .says("no managed identity with client id " + UNKNOWN),
            named("Azure CLI that nobody has signed in to")
                .without("SP_ID")
                .with("LOGIN_METHOD", "azurecli")
                .given(
                    (world, rotator) ->
                        rotator.with(
                            "PATH",
                            SearchPath.withAzureCli(
                                world.folder(),
                                "#!/bin/sh\necho \"ERROR: Please run 'az login'.\" >&2\nexit 1\n")))
                .says("Please run 'az login'", "az account get-access-token"),
            named("an audience that Entra does not know")
                .with("AZURE_RESOURCE_MANAGER_AUDIENCE", "https://vault.sandbox.example")
                .says("--arm-audience", "AADSTS500011"),
            named("a subscription of another tenant")
                .with("SUBSCRIPTION_ID", UNKNOWN)
                .where(
                    world ->
                        world
                            .sandbox()
                            .azure()
                            .resources()
                            .subscription(UNKNOWN, "99999999-2222-4333-8444-555555555555"))
                .ends(3, "AzureRequestForbidden")
                .says("another tenant than the subscription", "--tenant"))
        .map(row -> row.reason().isEmpty() ? row.ends(3, "SignInRefused") : row);
  }

  private static Stream<BadInput> unreadable() {
    return Stream.concat(
        Stream.of(
            named("an expired client secret")
                .where(
                    world ->
                        world
                            .application()
                            .withoutCredentials()
                            .withSecret(
                                SampleGateway.CLIENT_SECRET,
                                world.sandbox().clock().instant().minus(Duration.ofDays(1))))
                .ends(3, "ClientSecretExpired")
                .says("has expired", "az ad app credential reset", SampleGateway.CLIENT_ID)),
        Stream.of(
                named("a certificate file that is not there")
                    .given((world, rotator) -> secretFile(world, rotator, "none.pem"))
                    .says("none.pem", "no such file"),
                named("a certificate file that cannot be read")
                    .where(world -> Files.createDirectory(world.folder().resolve("folder.pem")))
                    .given((world, rotator) -> secretFile(world, rotator, "folder.pem"))
                    .says("folder.pem", "cannot be read"),
                named("a certificate file with something else in it")
                    .where(world -> write(world, "else.pem", CRL))
                    .given((world, rotator) -> secretFile(world, rotator, "else.pem"))
                    .says("else.pem", "neither a private key nor a certificate"),
                named("a certificate without its key")
                    .where(world -> write(world, "half.pem", world.sandbox().authority().pem()))
                    .given((world, rotator) -> secretFile(world, rotator, "half.pem"))
                    .says("half.pem", "no private key"),
                named("a PFX with a wrong password")
                    .where(BadSignIn::pfx)
                    .given((world, rotator) -> secretFile(world, rotator, "identity.pfx"))
                    .with("AZURE_CLIENT_CERTIFICATE_PASSWORD", "open barley")
                    .hides("open barley", "open sesame")
                    .says("identity.pfx", "the password does not open it"),
                named("a PFX without its password")
                    .where(BadSignIn::pfx)
                    .given((world, rotator) -> secretFile(world, rotator, "identity.pfx"))
                    .hides("open sesame")
                    .says("identity.pfx", "needs a password"),
                named("a secret file that is not there")
                    .without("SP_SECRET")
                    .flags("--client-secret-file", "/nowhere/client-secret")
                    .says("SP_SECRET_FILE", "no such file"),
                named("an empty secret file")
                    .without("SP_SECRET")
                    .where(world -> write(world, "client-secret", "\n"))
                    .given(
                        (world, rotator) ->
                            rotator.with(
                                "SP_SECRET_FILE",
                                world.folder().resolve("client-secret").toString()))
                    .says("client-secret", "it is empty"),
                named("a federated token file that is not there")
                    .without("SP_SECRET")
                    .with("LOGIN_METHOD", "workload-identity")
                    .with("AZURE_FEDERATED_TOKEN_FILE", "/nowhere/azure-identity-token")
                    .says(
                        "/nowhere/azure-identity-token", "no such file", "azure.workload.identity"),
                named("Azure CLI that is not installed")
                    .with("LOGIN_METHOD", "azurecli")
                    .given(
                        (world, rotator) ->
                            rotator.with("PATH", SearchPath.withoutAzureCli(world.folder())))
                    .says("Azure CLI", "not installed", "--login-method"))
            .map(row -> row.ends(2, "CredentialUnreadable")));
  }

  private static Rotator federatedTokenOfAnother(SampleWorld world, Rotator rotator)
      throws Exception {
    FederatedIssuer issuer = world.sandbox().azure().directory().issuer(ISSUER);
    world
        .application()
        .withoutCredentials()
        .withFederatedCredential(ISSUER, "system:serviceaccount:apim:rotator", EXCHANGE);
    String token = issuer.mint("system:serviceaccount:apim:other", EXCHANGE, Duration.ofHours(1));
    return rotator
        .without("SP_SECRET")
        .with("LOGIN_METHOD", "workload-identity")
        .with("AZURE_FEDERATED_TOKEN_FILE", write(world, "token", token).toString());
  }

  private static Rotator secretFile(SampleWorld world, Rotator rotator, String name) {
    return rotator.with("SP_SECRET", world.folder().resolve(name).toString());
  }

  private static Path pem(SampleWorld world) throws Exception {
    return write(world, "stranger.pem", CertificateAuthority.selfSignedRsa("stranger").pem());
  }

  private static void pfx(SampleWorld world) {
    CertificateAuthority.selfSignedRsa("rotator")
        .writePfx(world.folder().resolve("identity.pfx"), "open sesame".toCharArray());
  }

  private static Path write(SampleWorld world, String name, String text) throws Exception {
    return Files.writeString(world.folder().resolve(name), text);
  }
}
