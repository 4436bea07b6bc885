package io.github.shgrotate.sandbox.kubernetes.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.ApiFailure;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.Part;
import io.github.shgrotate.sandbox.kubernetes.api.Patch;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceType;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import io.github.shgrotate.sandbox.kubernetes.api.WriteOptions;
import java.util.StringJoiner;

/// The `scale` subresource: the number of replicas as an object of its own.
final class Scaling {
  private final ObjectRegistry registry;

  Scaling(ObjectRegistry registry) {
    this.registry = registry;
  }

  ObjectNode read(ResourceType type, String namespace, String name) {
    return scaleOf(registry.get(type, namespace, name));
  }

  ObjectNode replace(
      ResourceType type, String namespace, String name, ObjectNode scale, WriteOptions options) {
    ObjectNode wanted = registry.get(type, namespace, name).deepCopy();
    JsonNode version = scale.path("metadata").path("resourceVersion");
    ObjectNode metadata = Trees.metadata(wanted);
    if (version.asText().isEmpty()) {
      metadata.remove("resourceVersion");
    } else {
      metadata.set("resourceVersion", version);
    }
    Trees.child(wanted, "spec").put("replicas", replicas(scale));
    return scaleOf(registry.replace(type, namespace, name, wanted, Part.MAIN, options));
  }

  ObjectNode patch(
      ResourceType type, String namespace, String name, Patch patch, WriteOptions options) {
    ObjectNode scale = patch.applyTo(read(type, namespace, name));
    return replace(type, namespace, name, scale, options);
  }

  private static int replicas(ObjectNode scale) {
    int replicas = scale.path("spec").path("replicas").asInt();
    if (replicas < 0) {
      throw ApiFailure.badRequest("spec.replicas: must be greater than or equal to 0");
    }
    return replicas;
  }

  private static ObjectNode scaleOf(ObjectNode object) {
    ObjectNode scale = Trees.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = Trees.metadata(scale);
    for (String field :
        new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
      metadata.set(field, object.path("metadata").path(field));
    }
    Trees.countOrOmit(
        scale.putObject("spec"), "replicas", object.path("spec").path("replicas").asInt());
    StringJoiner selector = new StringJoiner(",");
    Trees.strings(object.path("spec").path("selector").path("matchLabels"))
        .forEach((key, value) -> selector.add(key + "=" + value));
    scale
        .putObject("status")
        .put("replicas", object.path("status").path("replicas").asInt())
        .put("selector", selector.toString());
    return scale;
  }
}
