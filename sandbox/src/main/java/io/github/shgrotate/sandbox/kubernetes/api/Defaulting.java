package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Fills in what a manifest leaves out, as the real API does.
final class Defaulting {
  private Defaulting() {}

  static void apply(ResourceType type, ObjectNode object) {
    object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    if (!type.namespaced()) {
      Trees.metadata(object).remove("namespace");
    }
    dropEmptyMaps(Trees.metadata(object));
    switch (type.kind()) {
      case "Secret" -> secret(object);
      case "ConfigMap" -> dropEmpty(object, "data", "binaryData");
      case "Pod" -> pod(object);
      case "Deployment" -> deployment(Trees.child(object, "spec"));
      case "StatefulSet" -> statefulSet(Trees.child(object, "spec"));
      case "DaemonSet" -> daemonSet(Trees.child(object, "spec"));
      case "ReplicaSet" -> {
        Trees.byDefault(Trees.child(object, "spec"), "replicas", 1);
        template(Trees.child(object, "spec"), "Always");
      }
      case "Namespace" -> {
        ObjectNode labels = Trees.child(Trees.metadata(object), "labels");
        labels.put("kubernetes.io/metadata.name", Trees.name(object));
        Trees.byDefault(Trees.child(object, "spec"), "finalizers", Trees.array().add("kubernetes"));
        Trees.byDefault(Trees.child(object, "status"), "phase", "Active");
      }
      case "Job" -> template(Trees.child(object, "spec"), "Never");
      case "CronJob" -> {
        ObjectNode spec = Trees.child(object, "spec");
        Trees.byDefault(spec, "concurrencyPolicy", "Allow");
        Trees.byDefault(spec, "suspend", BooleanNode.FALSE);
        Trees.byDefault(spec, "successfulJobsHistoryLimit", 3);
        Trees.byDefault(spec, "failedJobsHistoryLimit", 1);
      }
      case "RoleBinding", "ClusterRoleBinding" ->
          object
              .path("subjects")
              .forEach(
                  subject -> {
                    if (subject instanceof ObjectNode s
                        && !s.path("kind").asText().equals("ServiceAccount")) {
                      Trees.byDefault(s, "apiGroup", "rbac.authorization.k8s.io");
                    }
                  });
      default -> {}
    }
  }

  private static void secret(ObjectNode secret) {
    if (secret.remove("stringData") instanceof ObjectNode plain) {
      ObjectNode data = Trees.child(secret, "data");
      plain
          .properties()
          .forEach(
              entry ->
                  data.put(
                      entry.getKey(),
                      Base64.getEncoder()
                          .encodeToString(
                              entry.getValue().asText().getBytes(StandardCharsets.UTF_8))));
    }
    dropEmpty(secret, "data");
    if (secret.path("type").asText().isEmpty()) {
      secret.put("type", "Opaque");
    }
  }

  private static void deployment(ObjectNode spec) {
    Trees.byDefault(spec, "replicas", 1);
    Trees.byDefault(spec, "revisionHistoryLimit", 10);
    Trees.byDefault(spec, "progressDeadlineSeconds", 600);
    ObjectNode strategy = Trees.child(spec, "strategy");
    Trees.byDefault(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      ObjectNode rolling = Trees.child(strategy, "rollingUpdate");
      Trees.byDefault(rolling, "maxUnavailable", "25%");
      Trees.byDefault(rolling, "maxSurge", "25%");
    }
    template(spec, "Always");
  }

  private static void statefulSet(ObjectNode spec) {
    Trees.byDefault(spec, "replicas", 1);
    Trees.byDefault(spec, "revisionHistoryLimit", 10);
    Trees.byDefault(spec, "podManagementPolicy", "OrderedReady");
    Trees.byDefault(spec, "serviceName", "");
    ObjectNode claims = Trees.child(spec, "persistentVolumeClaimRetentionPolicy");
    Trees.byDefault(claims, "whenDeleted", "Retain");
    Trees.byDefault(claims, "whenScaled", "Retain");
    ObjectNode strategy = Trees.child(spec, "updateStrategy");
    Trees.byDefault(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      Trees.byDefault(Trees.child(strategy, "rollingUpdate"), "partition", 0);
    }
    template(spec, "Always");
  }

  private static void daemonSet(ObjectNode spec) {
    Trees.byDefault(spec, "revisionHistoryLimit", 10);
    ObjectNode strategy = Trees.child(spec, "updateStrategy");
    Trees.byDefault(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      ObjectNode rolling = Trees.child(strategy, "rollingUpdate");
      Trees.byDefault(rolling, "maxUnavailable", IntNode.valueOf(1));
      Trees.byDefault(rolling, "maxSurge", IntNode.valueOf(0));
    }
    template(spec, "Always");
  }

  private static void template(ObjectNode spec, String restartPolicy) {
    ObjectNode template = Trees.child(spec, "template");
    dropEmptyMaps(Trees.metadata(template));
    podSpec(Trees.child(template, "spec"), restartPolicy);
  }

  private static void pod(ObjectNode pod) {
    ObjectNode spec = Trees.child(pod, "spec");
    Trees.byDefault(spec, "enableServiceLinks", BooleanNode.TRUE);
    Trees.byDefault(spec, "serviceAccountName", "default");
    podSpec(spec, "Always");
    ObjectNode status = Trees.child(pod, "status");
    Trees.byDefault(status, "phase", "Pending");
    Trees.byDefault(status, "qosClass", "BestEffort");
  }

  private static void podSpec(ObjectNode spec, String restartPolicy) {
    Trees.byDefault(spec, "restartPolicy", restartPolicy);
    Trees.byDefault(spec, "terminationGracePeriodSeconds", 30);
    Trees.byDefault(spec, "dnsPolicy", "ClusterFirst");
    Trees.byDefault(spec, "securityContext", Trees.object());
    Trees.byDefault(spec, "schedulerName", "default-scheduler");
    if (spec.path("serviceAccountName").isTextual()) {
      // The old name of the field is kept in step.
      spec.set("serviceAccount", spec.get("serviceAccountName"));
    }
    for (JsonNode item : spec.path("containers")) {
      if (item instanceof ObjectNode container) {
        Trees.byDefault(container, "resources", Trees.object());
        Trees.byDefault(container, "terminationMessagePath", "/dev/termination-log");
        Trees.byDefault(container, "terminationMessagePolicy", "File");
        String image = container.path("image").asText();
        boolean latest = image.endsWith(":latest") || !image.matches(".*:[^/]+");
        Trees.byDefault(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
        container
            .path("ports")
            .forEach(
                port -> Trees.byDefault((ObjectNode) port, "protocol", TextNode.valueOf("TCP")));
        container.path("env").forEach(Defaulting::fieldReference);
      }
    }
  }

  private static void fieldReference(JsonNode variable) {
    if (variable.path("valueFrom").path("fieldRef") instanceof ObjectNode reference) {
      Trees.byDefault(reference, "apiVersion", "v1");
    }
  }

  private static void dropEmptyMaps(ObjectNode metadata) {
    dropEmpty(metadata, "labels", "annotations", "ownerReferences", "finalizers");
  }

  private static void dropEmpty(ObjectNode object, String... fields) {
    for (String field : fields) {
      if (object.path(field).isContainerNode() && object.path(field).isEmpty()) {
        object.remove(field);
      }
    }
  }
}
