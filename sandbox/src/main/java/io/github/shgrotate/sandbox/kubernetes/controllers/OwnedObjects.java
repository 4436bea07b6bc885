package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Change;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceType;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import io.github.shgrotate.sandbox.kubernetes.api.WriteOptions;
import java.util.List;

/// What a controller does with the objects it owns.
final class OwnedObjects {
  static final String MANAGER = "kube-controller-manager";

  private OwnedObjects() {}

  /// Requests for the object itself and for the owner of a changed object.
  static List<Controller.Request> requests(Change change, ResourceType own, ResourceType owned) {
    JsonNode object = change.object();
    if (change.type().equals(own)) {
      return List.of(new Controller.Request(Trees.namespace(object), Trees.name(object)));
    }
    if (change.type().equals(owned)) {
      return Trees.controller(object)
          .filter(owner -> owner.path("kind").asText().equals(own.kind()))
          .map(
              owner ->
                  List.of(
                      new Controller.Request(Trees.namespace(object), owner.path("name").asText())))
          .orElse(List.of());
    }
    return List.of();
  }

  static List<ObjectNode> of(ObjectRegistry registry, ResourceType type, JsonNode owner) {
    return registry.store().ownedBy(Trees.uid(owner), type).stream()
        .filter(
            object ->
                Trees.controller(object)
                    .filter(ref -> ref.path("uid").asText().equals(Trees.uid(owner)))
                    .isPresent())
        .toList();
  }

  /// A pod as the owner's template says, without a name.
  static ObjectNode podFrom(JsonNode template, ResourceType ownerType, JsonNode owner) {
    ObjectNode pod = Trees.object().put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = Trees.metadata(pod);
    for (String field : List.of("labels", "annotations", "finalizers")) {
      if (template.path("metadata").has(field)) {
        metadata.set(field, template.path("metadata").get(field).deepCopy());
      }
    }
    pod.set("spec", template.path("spec").deepCopy());
    own(pod, ownerType, owner);
    return pod;
  }

  /// Makes the owner control the object.
  static void own(ObjectNode object, ResourceType ownerType, JsonNode owner) {
    Trees.metadata(object)
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", ownerType.apiVersion())
        .put("kind", ownerType.kind())
        .put("name", Trees.name(owner))
        .put("uid", Trees.uid(owner))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }

  static void create(
      ObjectRegistry registry, ResourceType type, JsonNode owner, ObjectNode object) {
    registry.create(type, Trees.namespace(owner), object, WriteOptions.by(MANAGER));
  }
}
