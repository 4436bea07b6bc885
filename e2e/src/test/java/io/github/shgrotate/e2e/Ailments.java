package io.github.shgrotate.e2e;

import static io.github.shgrotate.e2e.Ailment.named;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.azure.KeySlot;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What can be wrong with the sample's installation.
final class Ailments {
  private static final String GATEWAYS = "Microsoft.ApiManagement/service/gateways/";
  private static final String TOKEN = GATEWAYS + "generateToken/action";
  private static final String OWN = "Microsoft.Authorization/permissions/read";

  private Ailments() {}

  static Stream<Ailment> all() {
    return Stream.of(rights(), secrets(), workloads(), azure(), surroundings())
        .flatMap(rows -> rows);
  }

  private static Stream<Ailment> rights() {
    return Stream.of(
        named("the Secret may not be written")
            .where(world -> LeastRights.withdraw(world, "patch", "secrets"))
            .error("ClusterRights", 3, "atch on secrets/edge-eu-token in namespace apim")
            .mended(),
        named("the Secret may not be read")
            .where(world -> LeastRights.withdraw(world, "get", "secrets"))
            .error("SecretFound", 3, "get on secrets/edge-eu-token in namespace apim"),
        named("pods may not be listed, nor the workload watched")
            .where(world -> LeastRights.withdraw(world, "watch"))
            .where(world -> LeastRights.withdraw(world, "list"))
            .warning("ClusterRights", "list on pods in namespace apim", "every pod")
            .mended(),
        named("logs are to be read, and may not")
            .with("CHECK_LOGS", "true")
            .warning("ClusterRights", "get on pods/log in namespace apim")
            .mended());
  }

  private static Stream<Ailment> secrets() {
    return Stream.of(
        named("there is no Secret")
            .where(
                world ->
                    world
                        .sandbox()
                        .kubernetes()
                        .delete("Secret", SampleGateway.NAMESPACE, SampleGateway.SECRET))
            .error("SecretFound", 4, "no Secret edge-eu-token in namespace apim")
            .mended(),
        named("the Secret is immutable")
            .where(
                world ->
                    world.edit(
                        "Secret", SampleGateway.SECRET, secret -> secret.put("immutable", true)))
            .error("SecretFit", 2, "marked immutable")
            .mended(),
        named("the record of the key used last is none")
            .where(
                world ->
                    world.edit(
                        "Secret",
                        SampleGateway.SECRET,
                        secret ->
                            secret.withObject("/metadata/annotations").put("last-used-key", "x")))
            .error("SecretFit", 2, "\"x\"")
            .mended(),
        named("Helm owns the Secret")
            .where(
                world ->
                    world.edit(
                        "Secret",
                        SampleGateway.SECRET,
                        secret -> {
                          secret
                              .withObject("/metadata/labels")
                              .put("app.kubernetes.io/managed-by", "Helm");
                          secret
                              .withObject("/metadata/annotations")
                              .put("meta.helm.sh/release-name", "edge");
                        }))
            .warning("SecretOwner", "Helm", "secret.createSecret=false"),
        named("the Secret holds a token of another gateway")
            .where(Ailments::storeTokenOfAnother)
            .warning("StoredToken", "edge-us", "edge-eu"));
  }

  private static Stream<Ailment> workloads() {
    return Stream.of(
        named("the workload reads another Secret")
            .where(
                world ->
                    world.apply(
                        "{apiVersion: v1, kind: Secret, metadata: {name: other, namespace: apim}}"))
            .given((world, _) -> world.rotator().with("TOKEN_SECRET", "other"))
            .error("TokenSource", 2, "does not read its token from Secret apim/other"),
        named("the workload is paused")
            .where(world -> editSpec(world, spec -> spec.put("paused", true)))
            .error("Rollout", 5, "deployment/edge-eu is paused")
            .mended(),
        named("all pods are stopped before new ones start")
            .where(
                world ->
                    editSpec(world, spec -> spec.putObject("strategy").put("type", "Recreate")))
            .warning("UpdateStrategy", "Recreate")
            .mended(),
        named("pods may be missing")
            .where(
                world ->
                    editSpec(
                        world,
                        spec ->
                            spec.withObject("/strategy/rollingUpdate")
                                .put("maxUnavailable", 1)
                                .put("maxSurge", 0)))
            .warning("UpdateStrategy", "1 of its 2 pods")
            .mended(),
        named("pods take requests before they can serve them")
            .warning("Readiness", "container edge-eu of deployment/edge-eu")
            .mended(),
        named("pods have no time to end requests")
            .where(
                world ->
                    editSpec(
                        world,
                        spec ->
                            spec.withObject("/template/spec")
                                .put("terminationGracePeriodSeconds", 5)))
            .warning("Shutdown", "only 5 s")
            .mended(),
        named("there is one pod")
            .where(world -> editSpec(world, spec -> spec.put("replicas", 1)))
            .note("Replicas", "one pod")
            .mended(),
        named("nothing limits how many pods a drain takes")
            .given((world, _) -> world.rotator())
            .note("DisruptionBudget", "no disruption budget")
            .mended(),
        named("there is no such workload")
            .given((world, _) -> world.rotator().with("K8S_OBJECT", "statefulset/edge-eu"))
            .error("WorkloadFound", 4, "no StatefulSet edge-eu"));
  }

  private static Stream<Ailment> azure() {
    return Stream.of(
        named("no token may be signed")
            .where(
                world -> {
                  world.application().revokeAll();
                  world.application().grant(world.gateway().resourceId(), GATEWAYS + "read", OWN);
                })
            .error("AzureActions", 3, TOKEN, "az role assignment create"),
        named("what may be done cannot be asked")
            .unknown("AzureActions", TOKEN, OWN, "az role assignment list"),
        named("the gateway may not be read")
            .where(world -> world.application().revokeAll())
            .error("GatewayFound", 3, GATEWAYS + "read", "az role assignment create"),
        named("there is no such gateway")
            .where(world -> world.application().grant("/", "*"))
            .with("APIM_GATEWAY", "edge-us")
            .error("GatewayFound", 4, "no gateway edge-us"),
        named("the client secret is wrong")
            .with("SP_SECRET", "not.the~client-secret")
            .error("SignIn", 3, "AADSTS7000215"),
        named("the client certificate has ended")
            .given(Ailments::endedCertificate)
            .error("Credential", 3, "ended 2 days", "az ad app credential reset --append"),
        named("the file of the client certificate is not there")
            .with("SP_SECRET", "/nowhere/sp.pem")
            .error("Credential", 2, "/nowhere/sp.pem"));
  }

  private static Stream<Ailment> surroundings() {
    return Stream.of(
        named("Azure's certificates are not trusted")
            .given(
                (world, rotator) ->
                    rotator.with(
                        "SSL_CERT_FILE",
                        Files.writeString(
                                world.folder().resolve("other-ca.pem"),
                                CertificateAuthority.create("another").pem())
                            .toString()))
            .error("SignIn", 2, "certificate is not trusted"),
        named("this machine's clock is wrong")
            .where(world -> world.sandbox().clock().advance(Duration.ofDays(-2)))
            .warning("Clocks", "this machine's clock is", "ahead of Azure's"),
        named("nothing answers where the cluster should be")
            .given(
                (world, rotator) ->
                    rotator.with(
                        "KUBECONFIG",
                        Files.writeString(
                                world.folder().resolve("nowhere"),
                                world
                                    .sandbox()
                                    .kubernetes()
                                    .kubeconfig("admin")
                                    .replaceAll("https://127.0.0.1:\\d+", "https://127.0.0.1:9"))
                            .toString()))
            .error("ClusterReached", 6, "127.0.0.1:9"));
  }

  private static void editSpec(SampleWorld world, Consumer<ObjectNode> change) {
    world.edit(
        "Deployment", SampleGateway.WORKLOAD, object -> change.accept(object.withObject("/spec")));
  }

  private static void storeTokenOfAnother(SampleWorld world) {
    String token =
        world
            .sandbox()
            .azure()
            .resources()
            .gateway(
                SampleGateway.SUBSCRIPTION,
                SampleGateway.RESOURCE_GROUP,
                SampleGateway.SERVICE,
                "edge-us")
            .tokenFromPortal(
                KeySlot.PRIMARY, world.sandbox().clock().instant().plus(Duration.ofDays(6)));
    world.edit(
        "Secret",
        SampleGateway.SECRET,
        secret ->
            secret
                .withObject("/data")
                .put(
                    "value",
                    Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8))));
  }

  private static Rotator endedCertificate(SampleWorld world, Rotator rotator) throws Exception {
    CertificateAuthority.Identity ended =
        CertificateAuthority.selfSignedRsa(
            "rotator", world.sandbox().clock().instant().minus(Duration.ofDays(2)));
    world.application().withCertificate(ended.certificate());
    return rotator.with(
        "SP_SECRET",
        Files.writeString(world.folder().resolve("ended.pem"), ended.pem()).toString());
  }
}
