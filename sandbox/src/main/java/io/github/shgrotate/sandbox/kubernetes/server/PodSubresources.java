package io.github.shgrotate.sandbox.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.http.Exchange;
import io.github.shgrotate.sandbox.http.Reply;
import io.github.shgrotate.sandbox.kubernetes.api.ApiFailure;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.Part;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.util.List;
import java.util.Optional;

/// What can be done with a pod besides reading and writing it.
final class PodSubresources {
  private final ObjectRegistry registry;
  private final Eviction eviction;
  private volatile PodLogs logs = PodLogs.NONE;

  PodSubresources(ObjectRegistry registry) {
    this.registry = registry;
    this.eviction = new Eviction(registry);
  }

  void logsFrom(PodLogs source) {
    logs = source;
  }

  Reply log(String namespace, String name, Exchange exchange) {
    ObjectNode pod = registry.get(ResourceTypes.POD, namespace, name);
    List<String> containers =
        Trees.items(pod.path("spec").path("containers")).stream()
            .map(container -> container.path("name").asText())
            .toList();
    Optional<String> asked = exchange.queryValue("container").filter(c -> !c.isEmpty());
    if (asked.isEmpty() && containers.size() > 1) {
      throw ApiFailure.badRequest(
          "a container name must be specified for pod %s, choose one of: [%s]"
              .formatted(name, String.join(" ", containers)));
    }
    String container = asked.orElse(containers.getFirst());
    if (!containers.contains(container)) {
      throw ApiFailure.badRequest(
          "container %s is not valid for pod %s".formatted(container, name));
    }
    String text =
        logs.read(namespace, name, container)
            .orElseThrow(
                () ->
                    ApiFailure.badRequest(
                        "container \"%s\" in pod \"%s\" is waiting to start: %s"
                            .formatted(container, name, waitingFor(pod, container))));
    return Reply.text(
        200,
        "text/plain",
        exchange
            .queryValue("tailLines")
            .filter(lines -> lines.matches("\\d{1,9}"))
            .map(lines -> tail(text, Integer.parseInt(lines)))
            .orElse(text));
  }

  Reply evict(String namespace, String name, JsonNode body, boolean dryRun) {
    eviction.evict(namespace, name, body, dryRun);
    return Reply.json(
        201, Trees.literal("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}"));
  }

  Reply bind(String namespace, String name, JsonNode body) {
    registry.change(
        ResourceTypes.POD,
        namespace,
        name,
        Part.MAIN,
        "binding",
        pod -> {
          Trees.child(pod, "spec").put("nodeName", body.path("target").path("name").asText());
          return pod;
        });
    return Reply.json(
        201, Trees.literal("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}"));
  }

  private static String waitingFor(JsonNode pod, String container) {
    return Trees.item(pod.path("status").path("containerStatuses"), "name", container)
        .map(status -> status.path("state").path("waiting").path("reason").asText())
        .filter(reason -> !reason.isEmpty())
        .orElse("ContainerCreating");
  }

  private static String tail(String text, int lines) {
    List<String> all = text.lines().toList();
    String last = String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    return last.isEmpty() ? "" : last + "\n";
  }
}
