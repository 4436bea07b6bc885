package io.github.shgrotate.e2e.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A Job of the shipped CronJob in a corner, and what came of it, by the API and the kubelet's
/// logs.
final class ShippedJob {
  private static final String CONTAINER = "rotate";

  private final Corner corner;
  private final String name;

  /// @param type `Complete` or `Failed`
  record End(String type, String reason) {}

  ShippedJob(Corner corner, String name) {
    this.corner = corner;
    this.name = name;
  }

  /// Makes it as `kubectl create job --from=cronjob/NAME` does.
  static ShippedJob from(Corner corner, JsonNode cronJob) {
    ObjectNode job = Trees.object().put("apiVersion", "batch/v1").put("kind", "Job");
    ObjectNode metadata = Trees.metadata(job).put("name", "once");
    JsonNode template = cronJob.at("/spec/jobTemplate");
    ObjectNode annotations = metadata.putObject("annotations");
    annotations.put("cronjob.kubernetes.io/instantiate", "manual");
    template
        .at("/metadata/annotations")
        .properties()
        .forEach(each -> annotations.set(each.getKey(), each.getValue()));
    if (template.at("/metadata/labels").isObject()) {
      metadata.set("labels", template.at("/metadata/labels"));
    }
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "batch/v1")
        .put("kind", "CronJob")
        .put("name", Trees.name(cronJob))
        .put("uid", Trees.uid(cronJob))
        .put("controller", true);
    job.set("spec", template.path("spec"));
    corner.apply(job);
    return new ShippedJob(corner, "once");
  }

  JsonNode object() {
    return corner.api().get(corner.path("batch/v1", "jobs/" + name));
  }

  /// Waits until the Job controller has said how it ended.
  End awaitEnd() {
    try {
      Eventually.is("the end of job " + name, () -> end().isPresent());
    } catch (AssertionError never) {
      throw new AssertionError(never.getMessage() + "; its events: " + events(), never);
    }
    return end().orElseThrow();
  }

  /// What the controllers said about it: that its pods are forbidden, say.
  private List<String> events() {
    String selector = "?fieldSelector=involvedObject.kind%3DJob%2CinvolvedObject.name%3D" + name;
    return corner
        .api()
        .get(corner.path("v1", "events") + selector)
        .path("items")
        .valueStream()
        .map(event -> event.path("message").asText())
        .toList();
  }

  private Optional<End> end() {
    for (JsonNode condition : object().at("/status/conditions")) {
      String type = condition.path("type").asText();
      if (condition.path("status").asText().equals("True") && type.matches("Complete|Failed")) {
        return Optional.of(new End(type, condition.path("reason").asText()));
      }
    }
    return Optional.empty();
  }

  /// Its pods that are there.
  List<JsonNode> pods() {
    return corner
        .api()
        .get(corner.path("v1", "pods") + "?labelSelector=batch.kubernetes.io/job-name%3D" + name)
        .path("items")
        .valueStream()
        .toList();
  }

  /// How the only container of a pod ended, as in its status.
  static JsonNode ended(JsonNode pod) {
    return pod.at("/status/containerStatuses/0/state/terminated");
  }

  String log(JsonNode pod) {
    return log(Trees.name(pod));
  }

  /// Also of a pod that is gone.
  String log(String pod) {
    return corner.world().kubelet().log(corner.namespace(), pod, CONTAINER).orElse("");
  }

  /// Of all its pods that are there, to be shown when a test fails.
  String log() {
    return pods().stream().map(this::log).collect(Collectors.joining("\n---\n"));
  }
}
