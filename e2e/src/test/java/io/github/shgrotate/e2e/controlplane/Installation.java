package io.github.shgrotate.e2e.controlplane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;

/// How a gateway is installed: data for the manifests.
///
/// @param strategy the update strategy as YAML
/// @param moreSpec more of the workload's spec as YAML, such as `{paused: true}`
/// @param podAnnotations of the template, as YAML
public record Installation(
    Shape shape, Kind kind, int replicas, String strategy, String moreSpec, String podAnnotations) {

  /// As the portal does it: a Deployment of so many pods which never has one less.
  public static Installation of(int replicas) {
    return new Installation(
        Shape.PORTAL,
        Kind.DEPLOYMENT,
        replicas,
        "{type: RollingUpdate, rollingUpdate: {maxUnavailable: 0, maxSurge: 25%}}",
        "{}",
        "{}");
  }

  public Installation shape(Shape other) {
    return new Installation(other, kind, replicas, strategy, moreSpec, podAnnotations);
  }

  /// Another kind, with that kind's own rolling update. A DaemonSet has a pod on each node.
  public Installation kind(Kind other) {
    int pods = other == Kind.DAEMON_SET ? RealWorld.NODES : replicas;
    return new Installation(shape, other, pods, "{}", moreSpec, podAnnotations);
  }

  public Installation strategy(String yaml) {
    return new Installation(shape, kind, replicas, yaml, moreSpec, podAnnotations);
  }

  public Installation spec(String yaml) {
    return new Installation(shape, kind, replicas, strategy, yaml, podAnnotations);
  }

  public Installation podAnnotations(String yaml) {
    return new Installation(shape, kind, replicas, strategy, moreSpec, yaml);
  }

  /// The workload's manifest.
  ObjectNode manifest(String namespace, String name) {
    ObjectNode workload =
        yaml(
            """
            apiVersion: apps/v1
            kind: %s
            metadata: {name: %s, namespace: %s, labels: {app: %s}}
            spec:
              selector: {matchLabels: {app: %s}}
              template:
                metadata: {labels: {app: %s}}
            """
                .formatted(kind.word(), name, namespace, name, name, name));
    ObjectNode spec = Trees.child(workload, "spec");
    switch (kind) {
      case DEPLOYMENT -> spec.put("replicas", replicas);
      case STATEFUL_SET -> spec.put("replicas", replicas).put("serviceName", name);
      case DAEMON_SET -> {}
    }
    spec.set(kind.strategyField(), yaml(strategy));
    spec.setAll(yaml(moreSpec));
    ObjectNode template = Trees.child(spec, "template");
    Trees.metadata(template).set("annotations", yaml(podAnnotations));
    ObjectNode podSpec = yaml(shape.podSpec(name));
    podSpec.put("terminationGracePeriodSeconds", 60);
    template.set("spec", podSpec);
    return workload;
  }

  static ObjectNode yaml(String text) {
    return Trees.documents(text).getFirst();
  }
}
