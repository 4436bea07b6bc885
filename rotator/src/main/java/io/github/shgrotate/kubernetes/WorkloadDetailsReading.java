package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.doctor.WorkloadDetails;
import io.github.shgrotate.doctor.WorkloadDetails.Backup;
import io.github.shgrotate.doctor.WorkloadDetails.GatewayPods;
import io.github.shgrotate.doctor.WorkloadDetails.UpdateStrategy;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadKind;
import java.time.Duration;
import java.util.List;

/// Reads how a workload replaces its pods, and what they are told.
final class WorkloadDetailsReading {
  /// Where a gateway keeps the copy of its configuration.
  private static final String BACKUP = "/apim/config";

  private static final String IDENTITY_LABEL = "azure.workload.identity/use";
  private static final long GRACE_SECONDS = 30;

  private WorkloadDetailsReading() {}

  static WorkloadDetails of(WorkloadFacts facts, JsonNode workload) {
    WorkloadKind kind = facts.ref().kind();
    int replicas =
        kind == WorkloadKind.DAEMON_SET
            ? workload.path("status").path("desiredNumberScheduled").asInt()
            : workload.path("spec").path("replicas").asInt(1);
    return new WorkloadDetails(
        facts, strategy(kind, workload, replicas), replicas, pods(workload.at("/spec/template")));
  }

  private static UpdateStrategy strategy(WorkloadKind kind, JsonNode workload, int replicas) {
    JsonNode spec = workload.path("spec");
    JsonNode strategy = spec.path(kind == WorkloadKind.DEPLOYMENT ? "strategy" : "updateStrategy");
    JsonNode rolling = strategy.path("rollingUpdate");
    return switch (strategy.path("type").asText("RollingUpdate")) {
      case "Recreate" -> new UpdateStrategy.Recreate();
      case "OnDelete" -> new UpdateStrategy.OnDelete();
      default ->
          switch (kind) {
            case STATEFUL_SET -> new UpdateStrategy.OneByOne(rolling.path("partition").asInt());
            case DEPLOYMENT -> rolling(rolling, replicas, "25%", "25%");
            case DAEMON_SET -> rolling(rolling, replicas, "1", "0");
          };
    };
  }

  /// By the controllers' rule: of a percentage the missing are rounded down and the surplus up, and
  /// when both come to nothing, one may be missing.
  private static UpdateStrategy rolling(
      JsonNode rolling, int replicas, String unavailable, String surge) {
    int missing = number(rolling.path("maxUnavailable").asText(unavailable), replicas, false);
    int surplus = number(rolling.path("maxSurge").asText(surge), replicas, true);
    return new UpdateStrategy.Rolling(missing == 0 && surplus == 0 ? 1 : missing, surplus);
  }

  private static int number(String text, int replicas, boolean up) {
    try {
      if (!text.endsWith("%")) {
        return Integer.parseInt(text);
      }
      double share = Integer.parseInt(text.substring(0, text.length() - 1)) * replicas / 100.0;
      return (int) (up ? Math.ceil(share) : Math.floor(share));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static GatewayPods pods(JsonNode template) {
    JsonNode spec = template.path("spec");
    List<JsonNode> gateways = GatewayMarks.containers(template);
    JsonNode gateway = gateways.isEmpty() ? spec.path("containers").path(0) : gateways.getFirst();
    return new GatewayPods(
        gateway.path("name").asText(),
        gateway.path("image").asText(),
        gateway.path("readinessProbe").isObject(),
        Duration.ofSeconds(spec.path("terminationGracePeriodSeconds").asLong(GRACE_SECONDS)),
        gateway.path("lifecycle").path("preStop").isObject(),
        backup(gateway, spec.path("volumes")),
        template
            .path("metadata")
            .path("labels")
            .path(IDENTITY_LABEL)
            .asText()
            .equalsIgnoreCase("true"),
        Json.text(spec, "serviceAccountName"));
  }

  private static Backup backup(JsonNode container, JsonNode volumes) {
    for (JsonNode mount : container.path("volumeMounts")) {
      if (!mount.path("mountPath").asText().replaceFirst("/+$", "").equals(BACKUP)) {
        continue;
      }
      for (JsonNode volume : volumes) {
        if (volume.path("name").asText().equals(mount.path("name").asText())) {
          return volume.has("emptyDir") ? Backup.ENDS_WITH_POD : Backup.KEPT;
        }
      }
      // A StatefulSet's own claims are not among the template's volumes.
      return Backup.KEPT;
    }
    return Backup.NONE;
  }
}
