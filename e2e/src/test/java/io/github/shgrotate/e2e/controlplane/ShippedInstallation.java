package io.github.shgrotate.e2e.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.azure.Directory;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Does in a corner what a user does with the files of `deploy/`.
final class ShippedInstallation {
  static final String WITH_SECRET = "cronjob.yaml";
  static final String WITH_WORKLOAD_IDENTITY = "cronjob-workload-identity.yaml";

  /// Of the gateway.
  static final int PODS = 2;

  private static final String POD = "/spec/jobTemplate/spec/template";
  private static final String CONTAINER = POD + "/spec/containers/0";
  private static final String SIGN_IN_SECRET = "apim-shg-rotate-azure";

  private ShippedInstallation() {}

  /// Makes the namespace a restricted one, installs the gateway and the rotator.
  ///
  /// @return the CronJob, suspended: a run at its own time would be a second one
  static JsonNode with(Corner corner, String file) {
    return with(corner, file, Map.of());
  }

  /// @param wrong values to write into the manifest instead of the right ones
  static JsonNode with(Corner corner, String file, Map<String, String> wrong) {
    gateway(corner, Kind.DEPLOYMENT);
    for (String document : rights(corner, file).split("\n---\n", -1)) {
      var _ = apply(corner, document);
    }
    corner.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s}
        stringData: {client-secret: "%s"}
        """
            .formatted(SIGN_IN_SECRET, Corner.CLIENT_SECRET));
    Map<String, String> values = new HashMap<>(values(corner, file));
    values.putAll(wrong);
    JsonNode cronJob = apply(corner, ShippedManifest.adapted(file, corner.namespace(), values));
    return patch(
        corner,
        corner.path("batch/v1", "cronjobs/" + Trees.name(cronJob)),
        "{spec: {suspend: true}}");
  }

  /// Makes the namespace a restricted one, and installs the gateway alone.
  static void gateway(Corner corner, Kind kind) {
    var _ =
        patch(
            corner,
            "/api/v1/namespaces/" + corner.namespace(),
            """
            {metadata: {labels: {
              pod-security.kubernetes.io/enforce: restricted,
              pod-security.kubernetes.io/enforce-version: latest}}}
            """);
    Installation gateway = Installation.of(PODS);
    if (kind != Kind.DEPLOYMENT) {
      gateway = gateway.kind(kind);
    }
    corner.prepare(gateway);
    corner.apply(restricted(gateway.manifest(corner.namespace(), corner.workloadName())));
    corner.awaitServing(PODS);
  }

  /// The CronJob's manifest for this corner.
  static String manifest(Corner corner, String file) {
    return ShippedManifest.adapted(file, corner.namespace(), values(corner, file));
  }

  private static String rights(Corner corner, String file) {
    String text =
        Rights.text(
            corner.namespace(), corner.secretName(), Kind.DEPLOYMENT, corner.workloadName());
    return file.equals(WITH_WORKLOAD_IDENTITY)
        ? Rights.withClientId(text, corner.clientId())
        : text;
  }

  /// Server-side, with strict validation; the comments go with it.
  static JsonNode apply(Corner corner, String yaml) {
    ObjectNode parsed = Installation.yaml(yaml);
    String resource = parsed.path("kind").asText().toLowerCase(Locale.ROOT) + "s";
    return corner
        .api()
        .apply(
            corner.path(parsed.path("apiVersion").asText(), resource + "/" + Trees.name(parsed))
                + "?fieldManager=e2e&fieldValidation=Strict",
            yaml);
  }

  static JsonNode patch(Corner corner, String path, String yaml) {
    return corner.api().mergePatch(path, Installation.yaml(yaml));
  }

  /// The gateway's pods have to keep to the namespace's standard, too.
  private static ObjectNode restricted(ObjectNode workload) {
    ObjectNode spec = (ObjectNode) workload.at("/spec/template/spec");
    spec.set(
        "securityContext",
        Installation.yaml("{runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}"));
    spec.path("containers")
        .forEach(
            container ->
                ((ObjectNode) container)
                    .set(
                        "securityContext",
                        Installation.yaml(
                            "{allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}")));
    return workload;
  }

  private static Map<String, String> values(Corner corner, String file) {
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "image",
                "registry.example/tools/apim-shg-rotate:0.1.0",
                "SUBSCRIPTION_ID",
                Corner.SUBSCRIPTION,
                "RESOURCE_GROUP",
                Corner.GROUP,
                "APIM_INSTANCE",
                Corner.SERVICE,
                "APIM_GATEWAY",
                corner.gateway().id(),
                "TOKEN_SECRET",
                corner.secretName(),
                "K8S_OBJECT",
                "deployment/" + corner.workloadName()));
    if (file.equals(WITH_SECRET)) {
      values.put("TENANT", Directory.HOME_TENANT);
      values.put("SP_ID", corner.clientId());
    }
    return values;
  }

  /// The first run that deploy/README.md tells of, which only looks.
  static JsonNode thatOnlyPlans(JsonNode cronJob) {
    ObjectNode copy = cronJob.deepCopy();
    container(copy).putArray("args").add("plan");
    return copy;
  }

  /// As deploy/README.md tells under "What to adapt": the client secret and the roots come as
  /// files.
  static JsonNode withMountedFiles(Corner corner, JsonNode cronJob) {
    corner.apply(
        Installation.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: roots}}")
            .set(
                "data",
                Trees.object().put("company.pem", corner.world().cluster().authority().pem())));
    ObjectNode copy = cronJob.deepCopy();
    ((ObjectNode) copy.at(POD + "/spec"))
        .putArray("volumes")
        .add(
            Installation.yaml(
                "{name: sign-in, secret: {secretName: %s, defaultMode: 0400}}"
                    .formatted(SIGN_IN_SECRET)))
        .add(Installation.yaml("{name: roots, configMap: {name: roots}}"));
    ObjectNode container = container(copy);
    ArrayNode env = container.putArray("env");
    cronJob
        .at(CONTAINER + "/env")
        .forEach(
            variable -> {
              if (!variable.path("name").asText().equals("SP_SECRET")) {
                env.add(variable);
              }
            });
    env.addObject().put("name", "SP_SECRET_FILE").put("value", "/etc/sign-in/client-secret");
    env.addObject().put("name", "SSL_CERT_FILE").put("value", "/etc/roots/company.pem");
    container
        .putArray("volumeMounts")
        .add(Installation.yaml("{name: sign-in, mountPath: /etc/sign-in, readOnly: true}"))
        .add(Installation.yaml("{name: roots, mountPath: /etc/roots, readOnly: true}"));
    return copy;
  }

  private static ObjectNode container(JsonNode cronJob) {
    return (ObjectNode) cronJob.at(CONTAINER);
  }

  /// The application trusts the ServiceAccount by the cluster's issuer and has nothing else to sign
  /// in with; and the webhook is at work.
  static JsonNode trusted(Corner corner, JsonNode cronJob) {
    String issuer = corner.api().get("/.well-known/openid-configuration").path("issuer").asText();
    var _ =
        corner
            .azure()
            .directory()
            .issuer(issuer)
            .trustJwks(corner.api().get("/openid/v1/jwks").toString());
    var _ =
        corner
            .application()
            .withoutCredentials()
            .withFederatedCredential(
                issuer,
                "system:serviceaccount:%s:%s".formatted(corner.namespace(), Rights.ACCOUNT),
                WorkloadIdentityWebhook.AUDIENCE);
    return WorkloadIdentityWebhook.mutated(
        cronJob,
        corner.api().get(corner.path("v1", "serviceaccounts/" + Rights.ACCOUNT)),
        Directory.HOME_TENANT,
        corner.azure().entra().uri().toString());
  }
}
