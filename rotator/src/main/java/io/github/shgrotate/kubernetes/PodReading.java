package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a pod: whether it belongs to a workload or reads a Secret, and how it is.
final class PodReading {
  private static final Set<String> ON_ITS_WAY = Set.of("ContainerCreating", "PodInitializing");

  private PodReading() {}

  /// The pod, if it belongs to that workload.
  static Optional<PodFacts> of(WorkloadFacts workload, JsonNode pod) {
    return belongs(workload, pod) ? Optional.of(facts(pod)) : Optional.empty();
  }

  /// The pod, if it reads that Secret.
  static Optional<PodFacts> reader(String secretName, JsonNode pod) {
    return SecretReaders.reads(secretName, pod.path("spec"))
        ? Optional.of(facts(pod))
        : Optional.empty();
  }

  /// Other pods can carry the same labels. A Deployment owns its pods through a ReplicaSet, whose
  /// name the Deployment's controller makes from its own and the template's hash.
  private static boolean belongs(WorkloadFacts workload, JsonNode pod) {
    for (JsonNode owner : pod.path("metadata").path("ownerReferences")) {
      if (owner.path("controller").asBoolean()) {
        return workload.ref().kind() == WorkloadKind.DEPLOYMENT
            ? owner.path("kind").asText().equals("ReplicaSet")
                && owner
                    .path("name")
                    .asText()
                    .equals(workload.ref().name() + "-" + templateHash(pod))
            : owner.path("uid").asText().equals(workload.uid());
      }
    }
    return false;
  }

  private static String templateHash(JsonNode pod) {
    return pod.path("metadata").path("labels").path("pod-template-hash").asText();
  }

  private static PodFacts facts(JsonNode pod) {
    JsonNode metadata = pod.path("metadata");
    JsonNode status = pod.path("status");
    String phase = status.path("phase").asText();
    return new PodFacts(
        metadata.path("name").asText(),
        Annotations.tokenId(metadata),
        condition(status, "Ready")
            .filter(c -> c.path("status").asText().equals("True"))
            .isPresent(),
        metadata.hasNonNull("deletionTimestamp"),
        phase.equals("Succeeded") || phase.equals("Failed"),
        trouble(status),
        restarts(status, sidecars(pod.path("spec"))),
        Json.text(status, "podIP"));
  }

  /// Of what is meant to run all the time. An init container that ran to its end may have been
  /// tried more than once.
  private static int restarts(JsonNode status, Set<String> sidecars) {
    int all = 0;
    for (JsonNode container : status.path("containerStatuses")) {
      all += container.path("restartCount").asInt();
    }
    for (JsonNode container : status.path("initContainerStatuses")) {
      if (sidecars.contains(container.path("name").asText())) {
        all += container.path("restartCount").asInt();
      }
    }
    return all;
  }

  /// The init containers that are started before the others, and run beside them.
  private static Set<String> sidecars(JsonNode spec) {
    Set<String> names = new HashSet<>();
    for (JsonNode container : spec.path("initContainers")) {
      if (container.path("restartPolicy").asText().equals("Always")) {
        names.add(container.path("name").asText());
      }
    }
    return names;
  }

  private static Optional<String> trouble(JsonNode status) {
    for (String list : List.of("initContainerStatuses", "containerStatuses")) {
      for (JsonNode container : status.path(list)) {
        JsonNode waiting = container.path("state").path("waiting");
        Optional<String> reason =
            Json.text(waiting, "reason").filter(word -> !ON_ITS_WAY.contains(word));
        if (reason.isPresent()) {
          return Optional.of(said(reason.get(), waiting));
        }
      }
    }
    return condition(status, "PodScheduled")
        .filter(scheduled -> scheduled.path("status").asText().equals("False"))
        .map(scheduled -> said(scheduled.path("reason").asText("Unschedulable"), scheduled));
  }

  private static String said(String reason, JsonNode withMessage) {
    return Json.text(withMessage, "message")
        .map(message -> reason + ": " + Redaction.shown(message))
        .orElse(reason);
  }

  private static Optional<JsonNode> condition(JsonNode status, String type) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }
}
