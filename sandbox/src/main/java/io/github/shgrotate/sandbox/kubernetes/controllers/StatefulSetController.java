package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Change;
import io.github.shgrotate.sandbox.kubernetes.api.DeleteOptions;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.Part;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import io.github.shgrotate.sandbox.kubernetes.controllers.Revisions.Revision;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Keeps numbered pods: made from the lowest number, updated and removed from the highest, one at a
/// time (all at once with the policy `Parallel`, except updates).
final class StatefulSetController implements Controller {
  private final ObjectRegistry registry;
  private final Revisions revisions;

  StatefulSetController(ObjectRegistry registry) {
    this.registry = registry;
    this.revisions = new Revisions(registry, ResourceTypes.STATEFUL_SET);
  }

  /// What one pass works with.
  private record Pass(
      ObjectNode set, Revision current, Revision update, NavigableMap<Integer, ObjectNode> pods) {
    int replicas() {
      return set.path("spec").path("replicas").asInt();
    }

    int minReady() {
      return set.path("spec").path("minReadySeconds").asInt();
    }

    boolean parallel() {
      return set.path("spec").path("podManagementPolicy").asText().equals("Parallel");
    }

    boolean onDelete() {
      return set.path("spec").path("updateStrategy").path("type").asText().equals("OnDelete");
    }

    int partition() {
      return set.path("spec")
          .path("updateStrategy")
          .path("rollingUpdate")
          .path("partition")
          .asInt();
    }

    long of(Revision revision) {
      return pods.values().stream()
          .filter(pod -> !Trees.isTerminating(pod) && revisionOf(pod).equals(revision.name()))
          .count();
    }
  }

  @Override
  public String name() {
    return "statefulset-controller";
  }

  @Override
  public List<Request> concernedBy(Change change) {
    return OwnedObjects.requests(change, ResourceTypes.STATEFUL_SET, ResourceTypes.POD);
  }

  @Override
  public Optional<Instant> reconcile(Request request) {
    Optional<ObjectNode> found =
        registry
            .store()
            .find(ResourceTypes.STATEFUL_SET, request.namespace(), request.name())
            .filter(set -> !Trees.isTerminating(set));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Pass pass = pass(found.get());
    act(pass);
    return writeStatus(pass(found.get()));
  }

  private Pass pass(ObjectNode set) {
    Revision update = revisions.current(set);
    String currentName = set.path("status").path("currentRevision").asText(update.name());
    NavigableMap<Integer, ObjectNode> pods = new TreeMap<>();
    String prefix = Trees.name(set) + "-";
    for (ObjectNode pod : OwnedObjects.of(registry, ResourceTypes.POD, set)) {
      String ordinal = Trees.name(pod).substring(prefix.length());
      pods.put(Integer.parseInt(ordinal), pod);
    }
    return new Pass(set, revisions.named(set, currentName, update), update, pods);
  }

  private void act(Pass pass) {
    Instant now = registry.clock().instant();
    for (int ordinal = 0; ordinal < pass.replicas(); ordinal++) {
      Optional<ObjectNode> pod = Optional.ofNullable(pass.pods().get(ordinal));
      if (pod.isEmpty()) {
        create(pass, ordinal);
      } else if (PodFacts.isFinished(pod.get()) && !Trees.isTerminating(pod.get())) {
        delete(pod.get());
      }
      boolean settled =
          pod.filter(p -> !Trees.isTerminating(p))
              .filter(p -> PodFacts.isAvailable(p, pass.minReady(), now))
              .isPresent();
      if (!settled && !pass.parallel()) {
        return;
      }
    }
    for (ObjectNode surplus : pass.pods().tailMap(pass.replicas(), true).descendingMap().values()) {
      if (!Trees.isTerminating(surplus)) {
        delete(surplus);
      }
      if (!pass.parallel()) {
        return;
      }
    }
    if (!pass.onDelete()) {
      updateFromTheTop(pass, now);
    }
  }

  private void updateFromTheTop(Pass pass, Instant now) {
    for (int ordinal = pass.replicas() - 1; ordinal >= pass.partition(); ordinal--) {
      Optional<ObjectNode> pod = Optional.ofNullable(pass.pods().get(ordinal));
      if (pod.isEmpty()) {
        return;
      }
      if (!revisionOf(pod.get()).equals(pass.update().name()) && !Trees.isTerminating(pod.get())) {
        delete(pod.get());
        return;
      }
      if (Trees.isTerminating(pod.get())
          || !PodFacts.isAvailable(pod.get(), pass.minReady(), now)) {
        return;
      }
    }
  }

  private void create(Pass pass, int ordinal) {
    // A pod lost in the middle of an update comes back as it was, unless its turn had come.
    boolean asBefore =
        !pass.onDelete()
            && !pass.current().name().equals(pass.update().name())
            && (pass.partition() > 0
                ? ordinal < pass.partition()
                : ordinal < pass.set().path("status").path("currentReplicas").asInt());
    Revision revision = asBefore ? pass.current() : pass.update();
    ObjectNode pod =
        OwnedObjects.podFrom(revision.template(), ResourceTypes.STATEFUL_SET, pass.set());
    String name = Trees.name(pass.set()) + "-" + ordinal;
    ObjectNode metadata = Trees.metadata(pod).put("name", name);
    Trees.child(metadata, "labels")
        .put(Revisions.LABEL, revision.name())
        .put("statefulset.kubernetes.io/pod-name", name)
        .put("apps.kubernetes.io/pod-index", Integer.toString(ordinal));
    Trees.child(pod, "spec").put("hostname", name);
    OwnedObjects.create(registry, ResourceTypes.POD, pass.set(), pod);
  }

  private void delete(ObjectNode pod) {
    registry.delete(ResourceTypes.POD, Trees.namespace(pod), Trees.name(pod), DeleteOptions.PLAIN);
  }

  private Optional<Instant> writeStatus(Pass pass) {
    Instant now = registry.clock().instant();
    int ready = (int) pass.pods().values().stream().filter(PodFacts::isReady).count();
    int available =
        (int)
            pass.pods().values().stream()
                .filter(pod -> PodFacts.isAvailable(pod, pass.minReady(), now))
                .count();
    int updated = (int) pass.of(pass.update());
    boolean over =
        !pass.onDelete()
            && updated == pass.replicas()
            && pass.pods().size() == pass.replicas()
            && ready == pass.replicas();
    Revision current = over ? pass.update() : pass.current();
    ObjectNode status = Trees.object();
    status.put("observedGeneration", pass.set().path("metadata").path("generation").asLong());
    status.put("replicas", pass.pods().size());
    Trees.countOrOmit(status, "readyReplicas", ready);
    Trees.countOrOmit(status, "currentReplicas", over ? updated : (int) pass.of(current));
    Trees.countOrOmit(status, "updatedReplicas", updated);
    status.put("currentRevision", current.name());
    status.put("updateRevision", pass.update().name());
    status.put("collisionCount", 0);
    status.put("availableReplicas", available);
    registry.change(
        ResourceTypes.STATEFUL_SET,
        Trees.namespace(pass.set()),
        Trees.name(pass.set()),
        Part.STATUS,
        OwnedObjects.MANAGER,
        present -> present.set("status", status));
    // The two are the same between updates, which Set.of would not take.
    revisions.forget(pass.set(), Set.copyOf(List.of(current.name(), pass.update().name())));
    return pass.pods().values().stream()
        .map(pod -> PodFacts.availableFrom(pod, pass.minReady()))
        .flatMap(Optional::stream)
        .filter(from -> from.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  private static String revisionOf(JsonNode pod) {
    return Trees.labels(pod).getOrDefault(Revisions.LABEL, "");
  }
}
