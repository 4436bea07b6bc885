package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Change;
import io.github.shgrotate.sandbox.kubernetes.api.DeleteOptions;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceType;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Selection;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import io.github.shgrotate.sandbox.kubernetes.api.WriteOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Gives every namespace its default service account, and empties one that is deleted.
final class Namespaces implements Controller {
  private final ObjectRegistry registry;

  Namespaces(ObjectRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "namespace-controller";
  }

  @Override
  public List<Request> concernedBy(Change change) {
    if (change.type().equals(ResourceTypes.NAMESPACE)) {
      return List.of(new Request("", Trees.name(change.object())));
    }
    return change.happened() == Change.Happened.DELETED && change.type().namespaced()
        ? List.of(new Request("", Trees.namespace(change.object())))
        : List.of();
  }

  @Override
  public Optional<Instant> reconcile(Request request) {
    String name = request.name();
    Optional<ObjectNode> found = registry.store().find(ResourceTypes.NAMESPACE, "", name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (Trees.isTerminating(found.get())) {
      empty(name);
    } else if (registry.store().find(ResourceTypes.SERVICE_ACCOUNT, name, "default").isEmpty()) {
      registry.create(
          ResourceTypes.SERVICE_ACCOUNT,
          name,
          Trees.literal("{\"metadata\":{\"name\":\"default\"}}"),
          WriteOptions.by(OwnedObjects.MANAGER));
    }
    return Optional.empty();
  }

  private void empty(String namespace) {
    boolean left = false;
    for (ResourceType type : ResourceTypes.all()) {
      if (type.namespaced()) {
        for (ObjectNode object : registry.store().list(type, Selection.in(namespace)).objects()) {
          if (!Trees.isTerminating(object)) {
            registry.delete(type, namespace, Trees.name(object), DeleteOptions.PLAIN);
          }
        }
        left |= !registry.store().list(type, Selection.in(namespace)).objects().isEmpty();
      }
    }
    if (!left) {
      registry.finish(ResourceTypes.NAMESPACE, "", namespace, ObjectRegistry.NAMESPACE_FINALIZER);
    }
  }
}
