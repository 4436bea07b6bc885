package io.github.shgrotate.e2e.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.e2e.Rotator;
import io.github.shgrotate.sandbox.azure.Directory;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Does in a corner what a user does with what `apim-shg-rotate manifests` prints.
final class PrintedInstallation {
  /// Of every object that is printed, so that nothing else that a corner has is used.
  static final String NAME = "printed";

  private static final Map<String, String> PLURALS =
      Map.of(
          "ServiceAccount", "serviceaccounts",
          "Role", "roles",
          "RoleBinding", "rolebindings",
          "NetworkPolicy", "networkpolicies",
          "ConfigMap", "configmaps",
          "CronJob", "cronjobs");

  private final Corner corner;
  private final List<String> options;

  private PrintedInstallation(Corner corner, List<String> options) {
    this.corner = corner;
    this.options = options;
  }

  /// Of the corner's gateway, which is installed; signing in as its service principal.
  static PrintedInstallation of(Corner corner, Kind kind, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--subscription-id=" + Corner.SUBSCRIPTION,
                "--resource-group=" + Corner.GROUP,
                "--apim-instance=" + Corner.SERVICE,
                "--apim-gateway=" + corner.gateway().id(),
                "--namespace=" + corner.namespace(),
                "--token-secret=" + corner.secretName(),
                "--k8s-object=" + kind.option() + "/" + corner.workloadName()));
    options.addAll(signIn(corner));
    options.addAll(Arrays.asList(more));
    return new PrintedInstallation(corner, options);
  }

  /// Of a file of gateways.
  static PrintedInstallation ofFile(Corner corner, String documents, String... more)
      throws IOException {
    Path file = corner.folder().resolve("gateways.yaml");
    Files.writeString(file, documents);
    List<String> options = new ArrayList<>(signIn(corner));
    options.add("--file=" + file);
    options.addAll(Arrays.asList(more));
    return new PrintedInstallation(corner, options);
  }

  private static List<String> signIn(Corner corner) {
    return List.of(
        "--name=" + NAME,
        "--image=registry.example/tools/apim-shg-rotate:0.1.0",
        "--login-method=sp",
        "--tenant=" + Directory.HOME_TENANT,
        "--client-id=" + corner.clientId());
  }

  String printed(String... more) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("manifests"));
    all.addAll(options);
    all.addAll(Arrays.asList(more));
    Rotator.Run run =
        Rotator.in(corner.folder(), Map.of("SP_SECRET", Corner.CLIENT_SECRET, "LANG", "C.UTF-8"))
            .run(all.toArray(String[]::new));
    if (run.exitCode() != 0) {
      throw new AssertionError(run.err());
    }
    return run.out();
  }

  /// Gives the service principal the printed role instead of what it has, on its gateway.
  List<String> grantInAzure() throws IOException, InterruptedException {
    List<String> actions = new ArrayList<>();
    Trees.parse(printed("--only=azure-role"))
        .path("Actions")
        .forEach(action -> actions.add(action.asText()));
    corner.application().revokeAll();
    corner.application().grant(corner.gateway().resourceId(), actions.toArray(String[]::new));
    return actions;
  }

  /// Applies everything, and makes the Secret that the CronJob asks for.
  ///
  /// @return the CronJob, suspended: a run at its own time would be a second one
  JsonNode apply(String manifests) {
    corner.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s-azure}
        stringData: {client-secret: "%s"}
        """
            .formatted(NAME, Corner.CLIENT_SECRET));
    Optional<JsonNode> cronJob = Optional.empty();
    for (String document : manifests.split("(?m)^---\n", -1)) {
      List<ObjectNode> parsed = Trees.documents(document);
      if (!parsed.isEmpty()) {
        JsonNode applied = apply(parsed.getFirst(), document);
        if (applied.path("kind").asText().equals("CronJob")) {
          cronJob = Optional.of(applied);
        }
      }
    }
    return ShippedInstallation.patch(
        corner,
        corner.path("batch/v1", "cronjobs/" + Trees.name(cronJob.orElseThrow())),
        "{spec: {suspend: true}}");
  }

  /// The text as it is: the API server reads it by itself.
  private JsonNode apply(ObjectNode parsed, String document) {
    String resource = PLURALS.get(parsed.path("kind").asText()) + "/" + Trees.name(parsed);
    return corner
        .api()
        .apply(
            "/%s/%s/namespaces/%s/%s?fieldManager=e2e&fieldValidation=Strict"
                .formatted(
                    parsed.path("apiVersion").asText().contains("/") ? "apis" : "api",
                    parsed.path("apiVersion").asText(),
                    Trees.namespace(parsed),
                    resource),
            document);
  }

  /// What the API server noted down of the printed account.
  AuditLog auditLog() {
    return new AuditLog(
        corner.world().cluster().auditLog(),
        "system:serviceaccount:%s:%s".formatted(corner.namespace(), NAME));
  }
}
