package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Change;
import io.github.shgrotate.sandbox.kubernetes.api.DeleteOptions;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.Part;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Keeps as many pods as a ReplicaSet wants.
final class ReplicaSetController implements Controller {
  /// Which pods go first: those that serve least.
  private static final Comparator<JsonNode> LEAST_USEFUL =
      Comparator.<JsonNode, Boolean>comparing(PodFacts::isBound)
          .thenComparing(PodFacts::isRunning)
          .thenComparing(PodFacts::isReady)
          .thenComparing(
              pod -> pod.path("metadata").path("creationTimestamp").asText(),
              Comparator.reverseOrder());

  private final ObjectRegistry registry;

  ReplicaSetController(ObjectRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "replicaset-controller";
  }

  @Override
  public List<Request> concernedBy(Change change) {
    return OwnedObjects.requests(change, ResourceTypes.REPLICA_SET, ResourceTypes.POD);
  }

  @Override
  public Optional<Instant> reconcile(Request request) {
    Optional<ObjectNode> found =
        registry.store().find(ResourceTypes.REPLICA_SET, request.namespace(), request.name());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode set = found.get();
    if (!Trees.isTerminating(set)) {
      adjust(set);
    }
    return writeStatus(set);
  }

  private void adjust(ObjectNode set) {
    List<ObjectNode> pods = activePods(set);
    int wanted = set.path("spec").path("replicas").asInt();
    for (int i = pods.size(); i < wanted; i++) {
      ObjectNode pod =
          OwnedObjects.podFrom(set.path("spec").path("template"), ResourceTypes.REPLICA_SET, set);
      Trees.metadata(pod).put("generateName", Trees.name(set) + "-");
      OwnedObjects.create(registry, ResourceTypes.POD, set, pod);
    }
    pods.stream()
        .sorted(LEAST_USEFUL)
        .limit(Math.max(0, pods.size() - wanted))
        .forEach(
            pod ->
                registry.delete(
                    ResourceTypes.POD, Trees.namespace(pod), Trees.name(pod), DeleteOptions.PLAIN));
  }

  private List<ObjectNode> activePods(ObjectNode set) {
    return OwnedObjects.of(registry, ResourceTypes.POD, set).stream()
        .filter(PodFacts::isActive)
        .toList();
  }

  private Optional<Instant> writeStatus(ObjectNode set) {
    List<ObjectNode> pods = activePods(set);
    int minReady = set.path("spec").path("minReadySeconds").asInt();
    Instant now = registry.clock().instant();
    ObjectNode status = Trees.object().put("replicas", pods.size());
    Trees.countOrOmit(status, "fullyLabeledReplicas", pods.size());
    Trees.countOrOmit(status, "readyReplicas", count(pods.stream().filter(PodFacts::isReady)));
    Trees.countOrOmit(
        status,
        "availableReplicas",
        count(pods.stream().filter(pod -> PodFacts.isAvailable(pod, minReady, now))));
    long terminating =
        OwnedObjects.of(registry, ResourceTypes.POD, set).stream()
            .filter(pod -> Trees.isTerminating(pod) && !PodFacts.isFinished(pod))
            .count();
    Trees.countOrOmit(status, "terminatingReplicas", (int) terminating);
    status.put("observedGeneration", set.path("metadata").path("generation").asLong());
    registry.change(
        ResourceTypes.REPLICA_SET,
        Trees.namespace(set),
        Trees.name(set),
        Part.STATUS,
        OwnedObjects.MANAGER,
        present -> present.set("status", status));
    return pods.stream()
        .map(pod -> PodFacts.availableFrom(pod, minReady))
        .flatMap(Optional::stream)
        .filter(from -> from.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  private static int count(java.util.stream.Stream<ObjectNode> pods) {
    return (int) pods.count();
  }
}
