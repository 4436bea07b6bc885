package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a list of pods: which belong to a workload, and how they are.
final class PodReading {
  private static final Set<String> ON_ITS_WAY = Set.of("ContainerCreating", "PodInitializing");

  private PodReading() {}

  static List<PodFacts> of(WorkloadFacts workload, JsonNode podList) {
    List<PodFacts> pods = new ArrayList<>();
    for (JsonNode pod : podList.path("items")) {
      if (belongs(workload, pod)) {
        pods.add(facts(pod));
      }
    }
    return pods;
  }

  /// Those of all the pods that take an environment variable from that Secret.
  static List<PodFacts> readers(String secretName, JsonNode podList) {
    List<PodFacts> pods = new ArrayList<>();
    for (JsonNode pod : podList.path("items")) {
      for (JsonNode container : pod.path("spec").path("containers")) {
        if (reads(secretName, container)) {
          pods.add(facts(pod));
          break;
        }
      }
    }
    return pods;
  }

  private static boolean reads(String secretName, JsonNode container) {
    for (JsonNode variable : container.path("env")) {
      if (variable.at("/valueFrom/secretKeyRef/name").asText().equals(secretName)) {
        return true;
      }
    }
    for (JsonNode source : container.path("envFrom")) {
      if (source.at("/secretRef/name").asText().equals(secretName)) {
        return true;
      }
    }
    return false;
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
        restarts(status),
        Json.text(status, "podIP"));
  }

  private static int restarts(JsonNode status) {
    int all = 0;
    for (JsonNode container : status.path("containerStatuses")) {
      all += container.path("restartCount").asInt();
    }
    return all;
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
