package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Change;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.Part;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Selection;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The scheduler: gives every pod a ready, schedulable node that fits its selector, the emptiest.
final class PodBinding implements Controller {
  private static final Request ALL = new Request("", "");

  private final ObjectRegistry registry;

  PodBinding(ObjectRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "scheduler";
  }

  @Override
  public List<Request> concernedBy(Change change) {
    boolean newPod =
        change.type().equals(ResourceTypes.POD) && change.happened() == Change.Happened.ADDED;
    return newPod || change.type().equals(ResourceTypes.NODE) ? List.of(ALL) : List.of();
  }

  @Override
  public Optional<Instant> reconcile(Request request) {
    List<ObjectNode> pods = registry.store().list(ResourceTypes.POD, Selection.in("")).objects();
    Map<String, Long> load =
        pods.stream()
            .map(pod -> pod.path("spec").path("nodeName").asText())
            .filter(node -> !node.isEmpty())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    for (ObjectNode pod : pods) {
      if (!PodFacts.isBound(pod) && PodFacts.isActive(pod)) {
        Optional<String> node =
            registry.store().list(ResourceTypes.NODE, Selection.in("")).objects().stream()
                .filter(candidate -> isSchedulable(candidate) && fits(pod, candidate))
                .map(Trees::name)
                .min(Comparator.comparing(name -> load.getOrDefault(name, 0L)));
        node.ifPresent(
            name -> {
              load.merge(name, 1L, Long::sum);
              bind(pod, name);
            });
        if (node.isEmpty()) {
          condition(pod, "False", "Unschedulable", "0 nodes are available.");
        }
      }
    }
    return Optional.empty();
  }

  static boolean isSchedulable(JsonNode node) {
    return !node.path("spec").path("unschedulable").asBoolean() && PodFacts.isReady(node);
  }

  static boolean fits(JsonNode pod, JsonNode node) {
    Map<String, String> labels = Trees.labels(node);
    return Trees.strings(pod.path("spec").path("nodeSelector")).entrySet().stream()
        .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())));
  }

  private void bind(ObjectNode pod, String node) {
    registry.change(
        ResourceTypes.POD,
        Trees.namespace(pod),
        Trees.name(pod),
        Part.MAIN,
        "kube-scheduler",
        present -> {
          Trees.child(present, "spec").put("nodeName", node);
          return present;
        });
    condition(pod, "True", "", "");
  }

  private void condition(ObjectNode pod, String status, String reason, String message) {
    registry.change(
        ResourceTypes.POD,
        Trees.namespace(pod),
        Trees.name(pod),
        Part.STATUS,
        "kube-scheduler",
        present -> {
          Conditions.set(
              Trees.child(present, "status"),
              new Conditions.Condition("PodScheduled", status, reason, message),
              registry.clock().instant());
          return present;
        });
  }
}
