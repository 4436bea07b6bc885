package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.DeleteOptions;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.Part;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceType;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The templates a StatefulSet or DaemonSet has had, kept as ControllerRevisions.
final class Revisions {
  static final String LABEL = "controller-revision-hash";

  /// One template with its name.
  ///
  /// @param hash as in the pods' label of a DaemonSet
  record Revision(String name, String hash, JsonNode template) {}

  private final ObjectRegistry registry;
  private final ResourceType ownerType;

  Revisions(ObjectRegistry registry, ResourceType ownerType) {
    this.registry = registry;
    this.ownerType = ownerType;
  }

  /// The revision of the owner's present template, recorded when it is new.
  Revision current(ObjectNode owner) {
    JsonNode template = owner.path("spec").path("template");
    String hash = TemplateHash.of(template);
    String name = Trees.name(owner) + "-" + hash;
    String namespace = Trees.namespace(owner);
    List<ObjectNode> all = all(owner);
    long next = all.stream().mapToLong(r -> r.path("revision").asLong()).max().orElse(0) + 1;
    Optional<ObjectNode> present = all.stream().filter(r -> Trees.name(r).equals(name)).findFirst();
    if (present.isEmpty()) {
      ObjectNode revision = Trees.object();
      ObjectNode metadata = Trees.metadata(revision).put("name", name);
      metadata.putObject("labels").put(LABEL, hash).setAll(labels(template));
      OwnedObjects.own(revision, ownerType, owner);
      revision.putObject("data").putObject("spec").set("template", template.deepCopy());
      revision.put("revision", next);
      OwnedObjects.create(registry, ResourceTypes.CONTROLLER_REVISION, owner, revision);
    } else if (present.get().path("revision").asLong() < next - 1) {
      registry.change(
          ResourceTypes.CONTROLLER_REVISION,
          namespace,
          name,
          Part.MAIN,
          OwnedObjects.MANAGER,
          revision -> revision.put("revision", next));
    }
    return new Revision(name, hash, template);
  }

  /// A revision by name; the given one when it is forgotten.
  Revision named(ObjectNode owner, String name, Revision otherwise) {
    return all(owner).stream()
        .filter(revision -> Trees.name(revision).equals(name))
        .map(
            revision ->
                new Revision(
                    name,
                    Trees.labels(revision).getOrDefault(LABEL, ""),
                    revision.path("data").path("spec").path("template")))
        .findFirst()
        .orElse(otherwise);
  }

  /// Deletes the oldest beyond the owner's limit, but none in use.
  void forget(ObjectNode owner, Set<String> used) {
    int limit = owner.path("spec").path("revisionHistoryLimit").asInt();
    List<ObjectNode> unused =
        all(owner).stream().filter(revision -> !used.contains(Trees.name(revision))).toList();
    unused.stream()
        .limit(Math.max(0, unused.size() - limit))
        .forEach(
            revision ->
                registry.delete(
                    ResourceTypes.CONTROLLER_REVISION,
                    Trees.namespace(owner),
                    Trees.name(revision),
                    DeleteOptions.PLAIN));
  }

  private List<ObjectNode> all(ObjectNode owner) {
    return OwnedObjects.of(registry, ResourceTypes.CONTROLLER_REVISION, owner).stream()
        .sorted(Comparator.comparingLong(r -> r.path("revision").asLong()))
        .toList();
  }

  private static ObjectNode labels(JsonNode template) {
    return template.path("metadata").path("labels") instanceof ObjectNode labels
        ? labels.deepCopy()
        : Trees.object();
  }
}
