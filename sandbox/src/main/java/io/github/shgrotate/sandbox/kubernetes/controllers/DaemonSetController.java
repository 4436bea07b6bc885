package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Change;
import io.github.shgrotate.sandbox.kubernetes.api.DeleteOptions;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.Part;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Selection;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import io.github.shgrotate.sandbox.kubernetes.controllers.Revisions.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps one pod on every node that fits. Updates delete first, never surge: `maxSurge` is taken as
/// its default, zero.
final class DaemonSetController implements Controller {
  private final ObjectRegistry registry;
  private final Revisions revisions;

  DaemonSetController(ObjectRegistry registry) {
    this.registry = registry;
    this.revisions = new Revisions(registry, ResourceTypes.DAEMON_SET);
  }

  @Override
  public String name() {
    return "daemonset-controller";
  }

  @Override
  public List<Request> concernedBy(Change change) {
    if (change.type().equals(ResourceTypes.NODE)) {
      List<Request> all = new ArrayList<>();
      registry
          .store()
          .list(ResourceTypes.DAEMON_SET, Selection.in(""))
          .objects()
          .forEach(set -> all.add(new Request(Trees.namespace(set), Trees.name(set))));
      return all;
    }
    return OwnedObjects.requests(change, ResourceTypes.DAEMON_SET, ResourceTypes.POD);
  }

  @Override
  public Optional<Instant> reconcile(Request request) {
    Optional<ObjectNode> found =
        registry
            .store()
            .find(ResourceTypes.DAEMON_SET, request.namespace(), request.name())
            .filter(set -> !Trees.isTerminating(set));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode set = found.get();
    Revision revision = revisions.current(set);
    List<String> nodes = nodes(set);
    place(set, revision, nodes);
    if (set.path("spec").path("updateStrategy").path("type").asText().equals("RollingUpdate")) {
      roll(set, revision, nodes.size());
    }
    revisions.forget(set, Set.of(revision.name()));
    return writeStatus(set, revision, nodes);
  }

  private List<String> nodes(ObjectNode set) {
    return registry.store().list(ResourceTypes.NODE, Selection.in("")).objects().stream()
        .filter(node -> PodBinding.fits(set.path("spec").path("template"), node))
        .map(Trees::name)
        .toList();
  }

  /// One pod per node; none where the node is gone; a finished one is replaced.
  private void place(ObjectNode set, Revision revision, List<String> nodes) {
    List<ObjectNode> pods = pods(set);
    for (ObjectNode pod : pods) {
      boolean misplaced = !nodes.contains(nodeOf(pod));
      if (!Trees.isTerminating(pod) && (misplaced || PodFacts.isFinished(pod))) {
        delete(pod);
      }
    }
    for (String node : nodes) {
      if (pods.stream().noneMatch(pod -> nodeOf(pod).equals(node))) {
        ObjectNode pod = OwnedObjects.podFrom(revision.template(), ResourceTypes.DAEMON_SET, set);
        ObjectNode metadata = Trees.metadata(pod);
        metadata.put("generateName", Trees.name(set) + "-");
        Trees.child(metadata, "labels").put(Revisions.LABEL, revision.hash());
        Trees.child(pod, "spec").put("nodeName", node);
        OwnedObjects.create(registry, ResourceTypes.POD, set, pod);
      }
    }
  }

  /// Deletes pods of older templates, as long as few enough are missing.
  private void roll(ObjectNode set, Revision revision, int wanted) {
    Instant now = registry.clock().instant();
    int minReady = set.path("spec").path("minReadySeconds").asInt();
    int allowed =
        RolloutArithmetic.scaled(
            set.path("spec").path("updateStrategy").path("rollingUpdate").path("maxUnavailable"),
            wanted,
            true);
    List<ObjectNode> pods = pods(set);
    long available =
        pods.stream()
            .filter(pod -> !Trees.isTerminating(pod))
            .filter(pod -> PodFacts.isAvailable(pod, minReady, now))
            .count();
    long budget = Math.max(1, allowed) - (wanted - available);
    for (ObjectNode pod : pods) {
      if (!isOf(pod, revision) && !Trees.isTerminating(pod)) {
        boolean serves = PodFacts.isAvailable(pod, minReady, now);
        if (!serves) {
          delete(pod);
        } else if (budget > 0) {
          budget--;
          delete(pod);
        }
      }
    }
  }

  private Optional<Instant> writeStatus(ObjectNode set, Revision revision, List<String> nodes) {
    Instant now = registry.clock().instant();
    int minReady = set.path("spec").path("minReadySeconds").asInt();
    List<ObjectNode> pods = pods(set).stream().filter(pod -> nodes.contains(nodeOf(pod))).toList();
    int available =
        (int) pods.stream().filter(pod -> PodFacts.isAvailable(pod, minReady, now)).count();
    ObjectNode status = Trees.object();
    status.put("currentNumberScheduled", pods.size());
    status.put("numberMisscheduled", 0);
    status.put("desiredNumberScheduled", nodes.size());
    status.put("numberReady", (int) pods.stream().filter(PodFacts::isReady).count());
    status.put("observedGeneration", set.path("metadata").path("generation").asLong());
    Trees.countOrOmit(
        status,
        "updatedNumberScheduled",
        (int)
            pods.stream().filter(pod -> isOf(pod, revision) && !Trees.isTerminating(pod)).count());
    Trees.countOrOmit(status, "numberAvailable", available);
    Trees.countOrOmit(status, "numberUnavailable", nodes.size() - available);
    registry.change(
        ResourceTypes.DAEMON_SET,
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

  private List<ObjectNode> pods(ObjectNode set) {
    return OwnedObjects.of(registry, ResourceTypes.POD, set);
  }

  private void delete(ObjectNode pod) {
    registry.delete(ResourceTypes.POD, Trees.namespace(pod), Trees.name(pod), DeleteOptions.PLAIN);
  }

  private static boolean isOf(JsonNode pod, Revision revision) {
    return Trees.labels(pod).getOrDefault(Revisions.LABEL, "").equals(revision.hash());
  }

  private static String nodeOf(JsonNode pod) {
    return pod.path("spec").path("nodeName").asText();
  }
}
