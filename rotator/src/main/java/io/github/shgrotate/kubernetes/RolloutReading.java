package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.RolloutFacts;
import io.github.shgrotate.rotation.WorkloadKind;
import java.util.Optional;

/// Reads how far a workload's controller has come.
final class RolloutReading {
  private RolloutReading() {}

  static RolloutFacts of(WorkloadKind kind, JsonNode workload) {
    JsonNode spec = workload.path("spec");
    JsonNode status = workload.path("status");
    long generation = workload.path("metadata").path("generation").asLong();
    long observed = status.path("observedGeneration").asLong();
    boolean onDelete = spec.path("updateStrategy").path("type").asText().equals("OnDelete");
    return switch (kind) {
      case DEPLOYMENT ->
          new RolloutFacts.Deployment(
              generation,
              observed,
              spec.path("paused").asBoolean(),
              replicas(spec),
              status.path("replicas").asInt(),
              status.path("updatedReplicas").asInt(),
              status.path("availableReplicas").asInt(),
              condition(status, "Progressing", "reason", "ProgressDeadlineExceeded"),
              condition(status, "ReplicaFailure", "status", "True"));
      case STATEFUL_SET ->
          new RolloutFacts.StatefulSet(
              generation,
              observed,
              onDelete,
              spec.path("updateStrategy").path("rollingUpdate").path("partition").asInt(),
              replicas(spec),
              status.path("readyReplicas").asInt(),
              status.path("updatedReplicas").asInt(),
              status.path("currentRevision").asText(""),
              status.path("updateRevision").asText(""));
      case DAEMON_SET ->
          new RolloutFacts.DaemonSet(
              generation,
              observed,
              onDelete,
              status.path("desiredNumberScheduled").asInt(),
              status.path("updatedNumberScheduled").asInt(),
              status.path("numberAvailable").asInt());
    };
  }

  private static int replicas(JsonNode spec) {
    return spec.path("replicas").asInt(1);
  }

  /// The message of the condition of that type, if that field of it says so.
  private static Optional<String> condition(
      JsonNode status, String type, String field, String value) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals(type)
          && condition.path(field).asText().equals(value)) {
        return Optional.of(Redaction.shown(condition.path("message").asText(value)));
      }
    }
    return Optional.empty();
  }
}
