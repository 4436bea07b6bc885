package io.github.shgrotate.sandbox.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.ApiFailure;
import io.github.shgrotate.sandbox.kubernetes.api.DeleteOptions;
import io.github.shgrotate.sandbox.kubernetes.api.LabelSelector;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Selection;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.util.List;

/// Deletes a pod if the PodDisruptionBudgets let it go now.
final class Eviction {
  private final ObjectRegistry registry;

  Eviction(ObjectRegistry registry) {
    this.registry = registry;
  }

  void evict(String namespace, String name, JsonNode body, boolean dryRun) {
    ObjectNode pod = registry.get(ResourceTypes.POD, namespace, name);
    for (ObjectNode budget :
        registry.store().list(ResourceTypes.DISRUPTION_BUDGET, Selection.in(namespace)).objects()) {
      LabelSelector selector = LabelSelector.ofManifest(budget.path("spec").path("selector"));
      if (selector.matches(Trees.labels(pod)) && isReady(pod) && allowed(budget, selector) <= 0) {
        throw ApiFailure.tooManyRequests(
            "Cannot evict pod as it would violate the pod's disruption budget.");
      }
    }
    registry.delete(
        ResourceTypes.POD, namespace, name, DeleteOptions.of(body.path("deleteOptions"), dryRun));
  }

  /// How many pods may go now.
  private int allowed(ObjectNode budget, LabelSelector selector) {
    List<ObjectNode> pods =
        registry
            .store()
            .list(ResourceTypes.POD, Selection.in(Trees.namespace(budget)))
            .objects()
            .stream()
            .filter(pod -> selector.matches(Trees.labels(pod)))
            .toList();
    int healthy =
        (int) pods.stream().filter(pod -> isReady(pod) && !Trees.isTerminating(pod)).count();
    int expected = expected(pods);
    JsonNode spec = budget.path("spec");
    int needed =
        spec.has("maxUnavailable")
            ? expected - scaled(spec.path("maxUnavailable"), expected)
            : scaled(spec.path("minAvailable"), expected);
    return healthy - needed;
  }

  /// What the owners of the pods want, so that a surge does not count as spare.
  private int expected(List<ObjectNode> pods) {
    return pods.stream()
        .map(Trees::controller)
        .flatMap(java.util.Optional::stream)
        .distinct()
        .mapToInt(
            owner ->
                ResourceTypes.byManifest(
                        owner.path("apiVersion").asText(), owner.path("kind").asText())
                    .flatMap(
                        type ->
                            registry
                                .store()
                                .find(
                                    type,
                                    Trees.namespace(pods.getFirst()),
                                    owner.path("name").asText()))
                    .map(found -> found.path("spec").path("replicas").asInt())
                    .orElse(0))
        .sum();
  }

  private static int scaled(JsonNode value, int total) {
    if (value.isNumber()) {
      return value.asInt();
    }
    double percent = Double.parseDouble(value.asText("0%").replace("%", ""));
    return (int) Math.ceil(percent * total / 100);
  }

  private static boolean isReady(JsonNode pod) {
    return Trees.item(pod.path("status").path("conditions"), "type", "Ready")
        .filter(condition -> condition.path("status").asText().equals("True"))
        .isPresent();
  }
}
