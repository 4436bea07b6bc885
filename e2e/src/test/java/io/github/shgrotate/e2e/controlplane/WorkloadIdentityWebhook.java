package io.github.shgrotate.e2e.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;

/// What the Azure workload identity webhook does to pods with the label
/// `azure.workload.identity/use`, by its documentation: four variables and a projected token of the
/// ServiceAccount. It sees pods; here the template of a CronJob is changed instead, before a Job is
/// made from it, which comes to the same.
final class WorkloadIdentityWebhook {
  static final String AUDIENCE = "api://AzureADTokenExchange";
  private static final String FOLDER = "/var/run/secrets/azure/tokens";
  private static final String TOKEN = "azure-identity-token";
  private static final String CLIENT_ID = "azure.workload.identity/client-id";
  private static final String LABEL = "azure.workload.identity/use";

  private WorkloadIdentityWebhook() {}

  /// @param account the pods' ServiceAccount
  /// @param authorityHost as the webhook was installed with
  static JsonNode mutated(JsonNode cronJob, JsonNode account, String tenant, String authorityHost) {
    String clientId = account.path("metadata").path("annotations").path(CLIENT_ID).asText();
    ObjectNode copy = cronJob.deepCopy();
    ObjectNode template = (ObjectNode) copy.at("/spec/jobTemplate/spec/template");
    if (!template.at("/metadata/labels").path(LABEL).asText().equals("true")) {
      throw new IllegalStateException("the pods do not ask for it: no label " + LABEL);
    }
    ObjectNode spec = Trees.child(template, "spec");
    spec.withArray("volumes")
        .addObject()
        .put("name", TOKEN)
        .putObject("projected")
        .put("defaultMode", 0644)
        .putArray("sources")
        .addObject()
        .putObject("serviceAccountToken")
        .put("audience", AUDIENCE)
        .put("expirationSeconds", 3600)
        .put("path", TOKEN);
    for (JsonNode container : spec.path("containers")) {
      ArrayNode env = ((ObjectNode) container).withArray("env");
      add(env, "AZURE_CLIENT_ID", clientId);
      add(env, "AZURE_TENANT_ID", tenant);
      add(env, "AZURE_FEDERATED_TOKEN_FILE", FOLDER + "/" + TOKEN);
      add(env, "AZURE_AUTHORITY_HOST", authorityHost);
      ((ObjectNode) container)
          .withArray("volumeMounts")
          .addObject()
          .put("name", TOKEN)
          .put("mountPath", FOLDER)
          .put("readOnly", true);
    }
    return copy;
  }

  private static void add(ArrayNode env, String name, String value) {
    env.addObject().put("name", name).put("value", value);
  }
}
