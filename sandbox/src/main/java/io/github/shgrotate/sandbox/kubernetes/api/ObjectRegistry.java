package io.github.shgrotate.sandbox.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.ApiFailure.Cause;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Writes objects by the API's rules: versions and conflicts, generations, the border between an
/// object and its status, deletion in steps.
public final class ObjectRegistry {
  private static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final String FOREGROUND = "foregroundDeletion";

  /// Holds a deleted namespace until it is empty.
  public static final String NAMESPACE_FINALIZER = "kubernetes";

  private static final Set<String> WITH_GENERATION =
      Set.of(
          "Pod",
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "ReplicaSet",
          "Job",
          "CronJob",
          "PodDisruptionBudget");
  // What only the API itself writes.
  private static final List<String> SYSTEM_METADATA =
      List.of(
          "uid",
          "creationTimestamp",
          "generation",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "managedFields",
          "generateName",
          "namespace",
          "name");

  private final Store store;
  private final Clock clock;
  private final Random random = new Random();

  public ObjectRegistry(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  public Store store() {
    return store;
  }

  public Clock clock() {
    return clock;
  }

  public ObjectNode get(ResourceType type, String namespace, String name) {
    return store.find(type, namespace, name).orElseThrow(() -> ApiFailure.notFound(type, name));
  }

  public ObjectNode create(
      ResourceType type, String namespace, ObjectNode body, WriteOptions options) {
    ObjectNode object = body.deepCopy();
    Trees.dropNulls(object);
    expectType(type, object);
    ObjectNode metadata = Trees.metadata(object);
    if (type.namespaced()) {
      String stated = metadata.path("namespace").asText();
      if (!stated.isEmpty() && !stated.equals(namespace)) {
        throw ApiFailure.badRequest(
            "the namespace of the provided object does not match the namespace sent on the"
                + " request");
      }
      metadata.put("namespace", namespace);
    }
    if (!metadata.path("resourceVersion").asText().isEmpty()) {
      throw ApiFailure.versionOnCreate();
    }
    boolean generated = !metadata.path("name").isTextual() && metadata.has("generateName");
    if (generated) {
      metadata.put("name", metadata.path("generateName").asText() + randomSuffix());
    }
    decode(type, object);
    for (String field : List.of("generation", "deletionTimestamp", "managedFields", "selfLink")) {
      metadata.remove(field);
    }
    if (type.has("status")) {
      object.remove("status");
    }
    metadata.put("uid", new UUID(random.nextLong(), random.nextLong()).toString());
    metadata.put("creationTimestamp", Trees.time(clock.instant()));
    if (WITH_GENERATION.contains(type.kind())) {
      metadata.put("generation", 1);
    }
    Defaulting.apply(type, object);
    Validating.check(type, object);
    return store.atOnce(
        () -> {
          if (type.namespaced()) {
            expectNamespace(type, namespace, Trees.name(object));
          }
          if (store.find(type, namespace(type, namespace), Trees.name(object)).isPresent()) {
            throw ApiFailure.alreadyExists(type, Trees.name(object));
          }
          ManagedFields.note(
              Trees.object(), object, type, Part.MAIN, options.manager(), clock.instant());
          return options.dryRun() ? object : store.put(type, object);
        });
  }

  public ObjectNode replace(
      ResourceType type,
      String namespace,
      String name,
      ObjectNode body,
      Part part,
      WriteOptions options) {
    expectType(type, body);
    expectName(body, name);
    String stated = Trees.namespace(body);
    if (type.namespaced() && !stated.isEmpty() && !stated.equals(namespace)) {
      throw ApiFailure.badRequest(
          "the namespace of the object (%s) does not match the namespace on the request (%s)"
              .formatted(stated, namespace));
    }
    ObjectNode wanted = body.deepCopy();
    Trees.dropNulls(wanted);
    decode(type, wanted);
    if (type.equals(ResourceTypes.LEASE)
        && wanted.path("metadata").path("resourceVersion").asText().isEmpty()) {
      throw ApiFailure.invalid(
          type,
          name,
          List.of(
              new Cause(
                  "FieldValueInvalid",
                  "metadata.resourceVersion",
                  "Invalid value: 0: must be specified for an update")));
    }
    return store.atOnce(
        () -> {
          ObjectNode present = get(type, namespace, name);
          expectUid(type, present, Trees.uid(wanted));
          return update(type, present, wanted, part, options);
        });
  }

  public ObjectNode patch(
      ResourceType type,
      String namespace,
      String name,
      Patch patch,
      Part part,
      WriteOptions options) {
    return store.atOnce(
        () -> {
          ObjectNode present = get(type, namespace, name);
          ObjectNode wanted = patch.applyTo(present);
          Trees.dropNulls(wanted);
          Decoding.complaint(type, wanted)
              .ifPresent(
                  why -> {
                    throw ApiFailure.undecodablePatch(wanted.toString(), why);
                  });
          expectType(type, wanted);
          expectName(wanted, name);
          return update(type, present, wanted, part, options);
        });
  }

  /// Changes an object by a function of its present state, for the sandbox's own controllers.
  public ObjectNode change(
      ResourceType type,
      String namespace,
      String name,
      Part part,
      String manager,
      Function<ObjectNode, ObjectNode> change) {
    return store.atOnce(
        () -> {
          ObjectNode present = get(type, namespace, name);
          return update(
              type, present, change.apply(present.deepCopy()), part, WriteOptions.by(manager));
        });
  }

  private ObjectNode update(
      ResourceType type, ObjectNode before, ObjectNode wanted, Part part, WriteOptions options) {
    JsonNode asked = wanted.path("metadata");
    JsonNode was = before.path("metadata");
    String uid = asked.path("uid").asText();
    if (!uid.isEmpty() && !uid.equals(was.path("uid").asText())) {
      throw ApiFailure.invalid(
          type,
          Trees.name(before),
          List.of(Cause.invalid("metadata.uid", uid, "field is immutable")));
    }
    String version = asked.path("resourceVersion").asText();
    if (!version.isEmpty()
        && !version.equals("0")
        && !version.equals(was.path("resourceVersion").asText())) {
      throw ApiFailure.staleVersion(type, Trees.name(before));
    }
    ObjectNode after = compose(type, before, wanted, part);
    Defaulting.apply(type, after);
    Validating.check(type, after);
    Validating.checkChange(type, before, after);
    bumpGeneration(type, before, after, part);
    if (Trees.same(after, before)) {
      return before;
    }
    ManagedFields.note(before, after, type, part, options.manager(), clock.instant());
    if (options.dryRun()) {
      return after;
    }
    boolean lastFinalizerGone =
        Trees.isTerminating(after)
            && after.path("metadata").path("finalizers").isEmpty()
            && !before.path("metadata").path("finalizers").isEmpty();
    boolean drained =
        !type.equals(ResourceTypes.POD)
            || after.path("metadata").path("deletionGracePeriodSeconds").asInt() == 0;
    if (lastFinalizerGone && drained) {
      store.remove(type, after);
      return after;
    }
    return store.put(type, after);
  }

  /// The object as it will be: what the writer may change from theirs, the rest from before.
  private static ObjectNode compose(
      ResourceType type, ObjectNode before, ObjectNode wanted, Part part) {
    ObjectNode after =
        switch (part) {
          case MAIN -> withMainOf(type, before, wanted);
          case STATUS -> withStatusOf(before, wanted);
        };
    Trees.metadata(after).set("resourceVersion", before.path("metadata").path("resourceVersion"));
    return after;
  }

  private static ObjectNode withMainOf(ResourceType type, ObjectNode before, ObjectNode wanted) {
    ObjectNode after = wanted.deepCopy();
    if (type.has("status")) {
      after.remove("status");
      if (before.has("status")) {
        after.set("status", before.get("status"));
      }
    }
    ObjectNode metadata = Trees.metadata(after);
    metadata.remove(SYSTEM_METADATA);
    before
        .path("metadata")
        .properties()
        .forEach(
            field -> {
              if (SYSTEM_METADATA.contains(field.getKey())) {
                metadata.set(field.getKey(), field.getValue().deepCopy());
              }
            });
    return after;
  }

  private static ObjectNode withStatusOf(ObjectNode before, ObjectNode wanted) {
    ObjectNode after = before.deepCopy();
    after.remove("status");
    if (wanted.has("status")) {
      after.set("status", wanted.get("status").deepCopy());
    }
    ObjectNode metadata = Trees.metadata(after);
    metadata.remove("annotations");
    if (wanted.path("metadata").has("annotations")) {
      metadata.set("annotations", wanted.path("metadata").get("annotations").deepCopy());
    }
    return after;
  }

  private static void bumpGeneration(
      ResourceType type, ObjectNode before, ObjectNode after, Part part) {
    if (part == Part.STATUS || !WITH_GENERATION.contains(type.kind())) {
      return;
    }
    boolean specChanged = !Trees.same(before.path("spec"), after.path("spec"));
    // As in the real API: annotations of a Deployment are copied to its ReplicaSets, so they count.
    boolean annotationsChanged =
        type.equals(ResourceTypes.DEPLOYMENT)
            && !before
                .path("metadata")
                .path("annotations")
                .equals(after.path("metadata").path("annotations"));
    if (specChanged || annotationsChanged) {
      Trees.metadata(after)
          .put("generation", before.path("metadata").path("generation").asLong() + 1);
    }
  }

  /// Deletes, or begins to. Empty when the object is gone; else what is left of it while a kubelet
  /// or a finalizer holds it.
  public Optional<ObjectNode> delete(
      ResourceType type, String namespace, String name, DeleteOptions options) {
    return store.atOnce(
        () -> {
          ObjectNode present = get(type, namespace, name);
          expectConditions(type, present, options);
          if (options.dryRun()) {
            return Optional.empty();
          }
          if (options.propagation() == DeleteOptions.Propagation.ORPHAN) {
            orphanDependants(Trees.uid(present));
          }
          ObjectNode marked = present.deepCopy();
          ObjectNode metadata = Trees.metadata(marked);
          int grace = grace(type, present, options);
          if (options.propagation() == DeleteOptions.Propagation.FOREGROUND
              && !type.equals(ResourceTypes.POD)
              && metadata
                  .path("finalizers")
                  .valueStream()
                  .noneMatch(f -> f.asText().equals(FOREGROUND))) {
            metadata.withArray("finalizers").add(FOREGROUND);
          }
          if (type.equals(ResourceTypes.NAMESPACE) && !Trees.isTerminating(marked)) {
            metadata.withArray("finalizers").add(NAMESPACE_FINALIZER);
            Trees.child(marked, "status").put("phase", "Terminating");
          }
          if (grace == 0 && metadata.path("finalizers").isEmpty()) {
            store.remove(type, present);
            return Optional.empty();
          }
          boolean shortened =
              metadata.has("deletionGracePeriodSeconds")
                  && grace < metadata.path("deletionGracePeriodSeconds").asInt();
          if (!Trees.isTerminating(marked) || shortened) {
            Instant end = clock.instant().plusSeconds(grace);
            metadata.put("deletionTimestamp", Trees.time(end));
            metadata.put("deletionGracePeriodSeconds", grace);
            if (WITH_GENERATION.contains(type.kind())) {
              metadata.put("generation", metadata.path("generation").asLong() + 1);
            }
          }
          return Optional.of(marked.equals(present) ? present : store.put(type, marked));
        });
  }

  /// Removes a finalizer and, when it was the last, the object.
  public void finish(ResourceType type, String namespace, String name, String finalizer) {
    change(
        type,
        namespace,
        name,
        Part.MAIN,
        "kube-controller-manager",
        object -> {
          var finalizers = Trees.metadata(object).withArray("finalizers");
          for (int i = finalizers.size() - 1; i >= 0; i--) {
            if (finalizers.get(i).asText().equals(finalizer)) {
              finalizers.remove(i);
            }
          }
          return object;
        });
  }

  /// Objects that name the owner, of every kind.
  public List<ObjectNode> dependants(String ownerUid) {
    return store.ownedBy(ownerUid);
  }

  /// The type of a stored object.
  public static ResourceType typeOf(JsonNode object) {
    return ResourceTypes.byManifest(
            object.path("apiVersion").asText(), object.path("kind").asText())
        .orElseThrow(() -> new IllegalArgumentException("not a stored object: " + object));
  }

  private void orphanDependants(String ownerUid) {
    for (ObjectNode dependant : dependants(ownerUid)) {
      change(
          typeOf(dependant),
          Trees.namespace(dependant),
          Trees.name(dependant),
          Part.MAIN,
          "kube-controller-manager",
          object -> {
            var owners = Trees.metadata(object).withArray("ownerReferences");
            for (int i = owners.size() - 1; i >= 0; i--) {
              if (owners.get(i).path("uid").asText().equals(ownerUid)) {
                owners.remove(i);
              }
            }
            return object;
          });
    }
  }

  /// Only pods on a node get time to end: elsewhere nobody would end it.
  private static int grace(ResourceType type, ObjectNode object, DeleteOptions options) {
    if (!type.equals(ResourceTypes.POD)) {
      return 0;
    }
    String phase = object.path("status").path("phase").asText();
    if (object.path("spec").path("nodeName").asText().isEmpty()
        || phase.equals("Succeeded")
        || phase.equals("Failed")) {
      return 0;
    }
    return options
        .graceSeconds()
        .orElse(object.path("spec").path("terminationGracePeriodSeconds").asInt(30));
  }

  private static void expectConditions(
      ResourceType type, ObjectNode present, DeleteOptions options) {
    String uid = Trees.uid(present);
    options
        .uid()
        .filter(asked -> !asked.equals(uid))
        .ifPresent(
            asked -> {
              throw ApiFailure.preconditionFailed(
                  type,
                  Trees.name(present),
                  ("the UID in the precondition (%s) does not match the UID in record (%s). The"
                          + " object might have been deleted and then recreated")
                      .formatted(asked, uid));
            });
    String version = present.path("metadata").path("resourceVersion").asText();
    options
        .resourceVersion()
        .filter(asked -> !asked.equals(version))
        .ifPresent(
            asked -> {
              throw ApiFailure.preconditionFailed(
                  type,
                  Trees.name(present),
                  ("the ResourceVersion in the precondition (%s) does not match the"
                          + " ResourceVersion in record (%s). The object might have been modified")
                      .formatted(asked, version));
            });
  }

  /// A replacement takes the uid in it as the wish to replace that very object.
  private static void expectUid(ResourceType type, ObjectNode present, String uid) {
    if (!uid.isEmpty() && !uid.equals(Trees.uid(present))) {
      throw ApiFailure.conflict(
          type,
          Trees.name(present),
          "Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(uid, Trees.uid(present)));
    }
  }

  private void expectNamespace(ResourceType type, String namespace, String name) {
    ObjectNode found =
        store
            .find(ResourceTypes.NAMESPACE, "", namespace)
            .orElseThrow(() -> ApiFailure.notFound(ResourceTypes.NAMESPACE, namespace));
    if (Trees.isTerminating(found)) {
      throw ApiFailure.forbidden(
          type.group(),
          type.plural(),
          name,
          "unable to create new content in namespace %s because it is being terminated"
              .formatted(namespace));
    }
  }

  private static void decode(ResourceType type, ObjectNode object) {
    Decoding.complaint(type, object)
        .ifPresent(
            why -> {
              throw ApiFailure.badRequest(
                  "%s in version \"%s\" cannot be handled as a %s: %s"
                      .formatted(type.kind(), type.version(), type.kind(), why));
            });
  }

  private static void expectType(ResourceType type, ObjectNode object) {
    String version = object.path("apiVersion").asText(type.apiVersion());
    if (!version.equals(type.apiVersion())) {
      throw ApiFailure.badRequest(
          "the API version in the data (%s) does not match the expected API version (%s)"
              .formatted(version, type.apiVersion()));
    }
    String kind = object.path("kind").asText(type.kind());
    if (!kind.equals(type.kind())) {
      throw ApiFailure.badRequest(
          "%s in version \"%s\" cannot be handled as a %s: converting (v1.%s) to (%s.%s): unknown conversion"
              .formatted(
                  kind,
                  type.version(),
                  type.kind(),
                  kind,
                  type.group().isEmpty() ? "core" : type.group().split("\\.")[0],
                  type.kind()));
    }
  }

  private static void expectName(ObjectNode object, String name) {
    String stated = Trees.name(object);
    if (!stated.equals(name)) {
      throw ApiFailure.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(stated, name));
    }
  }

  private static String namespace(ResourceType type, String namespace) {
    return type.namespaced() ? namespace : "";
  }

  /// Five letters as Kubernetes appends to generated names.
  public String randomSuffix() {
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      suffix.append(NAME_LETTERS.charAt(random.nextInt(NAME_LETTERS.length())));
    }
    return suffix.toString();
  }
}
