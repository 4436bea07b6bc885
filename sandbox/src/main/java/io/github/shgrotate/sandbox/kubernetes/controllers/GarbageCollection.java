package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Change;
import io.github.shgrotate.sandbox.kubernetes.api.DeleteOptions;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceType;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Deletes what has lost all its owners, and lets go an owner that waits for what it owned.
final class GarbageCollection implements Controller {
  private static final String FOREGROUND = "foregroundDeletion";

  private final ObjectRegistry registry;

  GarbageCollection(ObjectRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "garbage-collector";
  }

  /// Requests name the uid of an owner to look at.
  @Override
  public List<Request> concernedBy(Change change) {
    List<Request> requests = new ArrayList<>();
    boolean deleted = change.happened() == Change.Happened.DELETED;
    if (deleted || Trees.isTerminating(change.object())) {
      requests.add(request(change.type(), change.object(), Trees.uid(change.object())));
    }
    // A new object may have an owner that is gone already; a deleted one may have been the last
    // that its owner waited for.
    if (deleted || change.happened() == Change.Happened.ADDED) {
      Trees.items(change.object().path("metadata").path("ownerReferences"))
          .forEach(
              owner ->
                  ResourceTypes.byManifest(
                          owner.path("apiVersion").asText(), owner.path("kind").asText())
                      .ifPresent(
                          type ->
                              requests.add(
                                  new Request(
                                      type.namespaced() ? Trees.namespace(change.object()) : "",
                                      key(
                                          type,
                                          owner.path("name").asText(),
                                          owner.path("uid").asText())))));
    }
    return requests;
  }

  @Override
  public Optional<Instant> reconcile(Request request) {
    String[] key = request.name().split("\n");
    ResourceType type = ResourceTypes.ofKind(key[0]);
    String uid = key[2];
    Optional<ObjectNode> owner =
        registry
            .store()
            .find(type, request.namespace(), key[1])
            .filter(found -> Trees.uid(found).equals(uid));
    boolean waits =
        owner.filter(found -> Trees.isTerminating(found) && awaitsDependants(found)).isPresent();
    if (owner.isPresent() && !waits) {
      return Optional.empty();
    }
    List<ObjectNode> dependants = registry.dependants(uid);
    for (ObjectNode dependant : dependants) {
      if (!Trees.isTerminating(dependant) && (waits || allOwnersGone(dependant))) {
        registry.delete(
            ObjectRegistry.typeOf(dependant),
            Trees.namespace(dependant),
            Trees.name(dependant),
            waits
                ? new DeleteOptions(
                    false,
                    DeleteOptions.Propagation.FOREGROUND,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())
                : DeleteOptions.PLAIN);
      }
    }
    if (waits && registry.dependants(uid).isEmpty()) {
      registry.finish(type, request.namespace(), key[1], FOREGROUND);
    }
    return Optional.empty();
  }

  private boolean allOwnersGone(ObjectNode object) {
    return Trees.items(object.path("metadata").path("ownerReferences")).stream()
        .allMatch(
            owner ->
                ResourceTypes.byManifest(
                        owner.path("apiVersion").asText(), owner.path("kind").asText())
                    .flatMap(
                        type ->
                            registry
                                .store()
                                .find(
                                    type,
                                    type.namespaced() ? Trees.namespace(object) : "",
                                    owner.path("name").asText()))
                    .filter(found -> Trees.uid(found).equals(owner.path("uid").asText()))
                    .isEmpty());
  }

  private static boolean awaitsDependants(JsonNode object) {
    return Trees.items(object.path("metadata").path("finalizers")).stream()
        .anyMatch(finalizer -> finalizer.asText().equals(FOREGROUND));
  }

  private static Request request(ResourceType type, JsonNode object, String uid) {
    return new Request(Trees.namespace(object), key(type, Trees.name(object), uid));
  }

  private static String key(ResourceType type, String name, String uid) {
    return type.kind() + "\n" + name + "\n" + uid;
  }
}
