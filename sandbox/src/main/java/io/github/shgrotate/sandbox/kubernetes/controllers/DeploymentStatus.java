package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.Part;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import io.github.shgrotate.sandbox.kubernetes.controllers.Conditions.Condition;
import java.time.Instant;
import java.util.Optional;

/// What a Deployment says about its rollout.
final class DeploymentStatus {
  private static final String PROGRESSING = "Progressing";
  private static final String DONE = "NewReplicaSetAvailable";
  private static final String TOO_LATE = "ProgressDeadlineExceeded";

  private final ObjectRegistry registry;

  DeploymentStatus(ObjectRegistry registry) {
    this.registry = registry;
  }

  /// Writes it. Answers when the deadline would pass, to look again then.
  Optional<Instant> write(ObjectNode deployment, ReplicaSets sets) {
    Instant now = registry.clock().instant();
    ObjectNode written =
        registry.change(
            ResourceTypes.DEPLOYMENT,
            Trees.namespace(deployment),
            Trees.name(deployment),
            Part.STATUS,
            OwnedObjects.MANAGER,
            present -> {
              // The counts belong to the spec they were made for; a newer one comes round again.
              present.set("status", status(deployment, present.path("status"), sets, now));
              sets.current()
                  .ifPresent(
                      set ->
                          Trees.child(Trees.metadata(present), "annotations")
                              .put(ReplicaSets.REVISION, Long.toString(ReplicaSets.revision(set))));
              return present;
            });
    return progressing(written.path("status"))
        .filter(condition -> !condition.path("reason").asText().matches(DONE + "|" + TOO_LATE))
        .map(condition -> deadline(written, condition));
  }

  private static ObjectNode status(
      ObjectNode deployment, JsonNode before, ReplicaSets sets, Instant now) {
    ObjectNode status = Trees.object();
    int replicas = sum(sets, "replicas");
    int updated = sets.current().map(set -> set.path("status").path("replicas").asInt()).orElse(0);
    int available = ReplicaSets.available(sets.all());
    int unavailable = Math.max(0, ReplicaSets.wanted(sets.all()) - available);
    status.put("observedGeneration", deployment.path("metadata").path("generation").asLong());
    Trees.countOrOmit(status, "replicas", replicas);
    Trees.countOrOmit(status, "updatedReplicas", updated);
    Trees.countOrOmit(status, "readyReplicas", sum(sets, "readyReplicas"));
    Trees.countOrOmit(status, "availableReplicas", available);
    Trees.countOrOmit(status, "unavailableReplicas", unavailable);
    Trees.countOrOmit(status, "terminatingReplicas", sum(sets, "terminatingReplicas"));
    if (before.has("conditions")) {
      status.set("conditions", before.get("conditions").deepCopy());
    }
    boolean enough = available >= RolloutArithmetic.of(deployment).fewestAvailable();
    update(
        status,
        new Condition(
            "Available",
            enough ? "True" : "False",
            enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
            enough
                ? "Deployment has minimum availability."
                : "Deployment does not have minimum availability."),
        now);
    progress(deployment, before, status, sets, now);
    return status;
  }

  private static void progress(
      ObjectNode deployment, JsonNode before, ObjectNode status, ReplicaSets sets, Instant now) {
    JsonNode spec = deployment.path("spec");
    if (spec.path("paused").asBoolean()) {
      update(
          status,
          new Condition(PROGRESSING, "Unknown", "DeploymentPaused", "Deployment is paused"),
          now);
      return;
    }
    String reason = reason(status);
    if (reason.equals("DeploymentPaused")) {
      update(
          status,
          new Condition(PROGRESSING, "Unknown", "DeploymentResumed", "Deployment is resumed"),
          now);
    }
    String name = sets.current().map(Trees::name).orElse("");
    String set = "ReplicaSet \"" + name + "\"";
    int wanted = spec.path("replicas").asInt();
    boolean complete =
        number(status, "updatedReplicas") == wanted
            && number(status, "replicas") == wanted
            && number(status, "availableReplicas") == wanted;
    boolean wasComplete =
        reason.equals(DONE)
            && number(status, "replicas") == number(status, "updatedReplicas")
            && number(before, "replicas") == number(before, "updatedReplicas");
    boolean newTemplate = number(before, "updatedReplicas") > number(status, "updatedReplicas");
    if (complete) {
      update(
          status,
          new Condition(PROGRESSING, "True", DONE, set + " has successfully progressed."),
          now);
    } else if (wasComplete && !newTemplate) {
      // A pod of a finished rollout was lost: that is the ReplicaSet's to mend, no new rollout.
      return;
    } else if (progressed(before, status)) {
      Conditions.set(
              status,
              new Condition(PROGRESSING, "True", "ReplicaSetUpdated", set + " is progressing."),
              now)
          .put("lastUpdateTime", Trees.time(now));
    } else if (reason.isEmpty() || (reason.equals(DONE) && sets.current().isPresent())) {
      update(
          status,
          new Condition(
              PROGRESSING,
              "True",
              "NewReplicaSetCreated",
              "Created new replica set \"" + name + "\""),
          now);
    } else {
      progressing(status)
          .filter(condition -> !now.isBefore(deadline(deployment, condition)))
          .ifPresent(
              late ->
                  update(
                      status,
                      new Condition(
                          PROGRESSING, "False", TOO_LATE, set + " has timed out progressing."),
                      now));
    }
  }

  private static boolean progressed(JsonNode before, JsonNode now) {
    int oldBefore = number(before, "replicas") - number(before, "updatedReplicas");
    int oldNow = number(now, "replicas") - number(now, "updatedReplicas");
    return number(now, "updatedReplicas") > number(before, "updatedReplicas")
        || oldNow < oldBefore
        || number(now, "readyReplicas") > number(before, "readyReplicas")
        || number(now, "availableReplicas") > number(before, "availableReplicas");
  }

  /// Sets a condition; the time of its update moves only when its status or reason does.
  private static void update(ObjectNode status, Condition condition, Instant now) {
    Optional<JsonNode> present = Trees.item(status.path("conditions"), "type", condition.type());
    boolean same =
        present
            .filter(c -> c.path("status").asText().equals(condition.status()))
            .filter(c -> c.path("reason").asText().equals(condition.reason()))
            .isPresent();
    if (!same) {
      Conditions.set(status, condition, now).put("lastUpdateTime", Trees.time(now));
    }
  }

  private static Optional<JsonNode> progressing(JsonNode status) {
    return Trees.item(status.path("conditions"), "type", PROGRESSING);
  }

  private static String reason(JsonNode status) {
    return progressing(status).map(condition -> condition.path("reason").asText()).orElse("");
  }

  private static Instant deadline(JsonNode deployment, JsonNode condition) {
    return Instant.parse(condition.path("lastUpdateTime").asText())
        .plusSeconds(deployment.path("spec").path("progressDeadlineSeconds").asLong());
  }

  private static int sum(ReplicaSets sets, String field) {
    return sets.all().stream().mapToInt(set -> number(set.path("status"), field)).sum();
  }

  private static int number(JsonNode status, String field) {
    return status.path(field).asInt();
  }
}
