package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.DeleteOptions;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.Part;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The ReplicaSets of one Deployment, oldest first, as they were when read.
final class ReplicaSets {
  static final String REVISION = "deployment.kubernetes.io/revision";
  private static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
  private static final String MOST = "deployment.kubernetes.io/max-replicas";
  private static final String HASH = "pod-template-hash";
  private static final Set<String> NOT_COPIED =
      Set.of("kubectl.kubernetes.io/last-applied-configuration", REVISION, DESIRED, MOST);

  private final ObjectRegistry registry;
  private final ObjectNode deployment;
  private final List<ObjectNode> sets;

  private ReplicaSets(ObjectRegistry registry, ObjectNode deployment, List<ObjectNode> sets) {
    this.registry = registry;
    this.deployment = deployment;
    this.sets = sets;
  }

  static ReplicaSets of(ObjectRegistry registry, ObjectNode deployment) {
    return new ReplicaSets(
        registry,
        deployment,
        OwnedObjects.of(registry, ResourceTypes.REPLICA_SET, deployment).stream()
            .sorted(Comparator.comparingLong(ReplicaSets::revision))
            .toList());
  }

  ReplicaSets again() {
    return of(registry, deployment);
  }

  RolloutArithmetic arithmetic() {
    return RolloutArithmetic.of(deployment);
  }

  List<ObjectNode> all() {
    return sets;
  }

  /// The set of the present template, when there is one.
  Optional<ObjectNode> current() {
    JsonNode template = deployment.path("spec").path("template");
    return sets.stream()
        .filter(set -> Trees.same(TemplateHash.bare(set.path("spec").path("template")), template))
        .findFirst();
  }

  List<ObjectNode> old() {
    String current = current().map(Trees::uid).orElse("");
    return sets.stream().filter(set -> !Trees.uid(set).equals(current)).toList();
  }

  /// The set of the present template, made with this size when there is none, with the highest
  /// revision.
  ObjectNode currentOrNew(int size) {
    long next = old().stream().mapToLong(ReplicaSets::revision).max().orElse(0) + 1;
    Optional<ObjectNode> present = current();
    if (present.isEmpty()) {
      return create(size, next);
    }
    if (revision(present.get()) >= next) {
      return present.get();
    }
    return annotate(present.get(), next);
  }

  private ObjectNode create(int size, long revision) {
    JsonNode spec = deployment.path("spec");
    String hash = TemplateHash.of(spec.path("template"));
    ObjectNode set = Trees.object();
    ObjectNode metadata = Trees.metadata(set);
    metadata.put("name", Trees.name(deployment) + "-" + hash);
    OwnedObjects.own(set, ResourceTypes.DEPLOYMENT, deployment);
    ObjectNode setSpec = set.putObject("spec").put("replicas", size);
    if (spec.has("minReadySeconds")) {
      setSpec.set("minReadySeconds", spec.get("minReadySeconds"));
    }
    ObjectNode selector = spec.path("selector").deepCopy();
    Trees.child(selector, "matchLabels").put(HASH, hash);
    setSpec.set("selector", selector);
    ObjectNode template = spec.path("template").deepCopy();
    ObjectNode labels = Trees.child(Trees.metadata(template), "labels").put(HASH, hash);
    setSpec.set("template", template);
    metadata.set("labels", labels.deepCopy());
    note(set, revision);
    OwnedObjects.create(registry, ResourceTypes.REPLICA_SET, deployment, set);
    return registry.get(ResourceTypes.REPLICA_SET, Trees.namespace(deployment), Trees.name(set));
  }

  private ObjectNode annotate(ObjectNode set, long revision) {
    return registry.change(
        ResourceTypes.REPLICA_SET,
        Trees.namespace(set),
        Trees.name(set),
        Part.MAIN,
        OwnedObjects.MANAGER,
        present -> {
          note(present, revision);
          return present;
        });
  }

  /// Writes the annotations that a set carries of its Deployment.
  private void note(ObjectNode set, long revision) {
    ObjectNode annotations = Trees.child(Trees.metadata(set), "annotations");
    Trees.strings(deployment.path("metadata").path("annotations"))
        .forEach(
            (key, value) -> {
              if (!NOT_COPIED.contains(key)) {
                annotations.put(key, value);
              }
            });
    annotations.put(REVISION, Long.toString(revision));
    annotations.put(DESIRED, Integer.toString(arithmetic().replicas()));
    annotations.put(MOST, Integer.toString(arithmetic().most()));
  }

  void resize(ObjectNode set, int size) {
    registry.change(
        ResourceTypes.REPLICA_SET,
        Trees.namespace(set),
        Trees.name(set),
        Part.MAIN,
        OwnedObjects.MANAGER,
        present -> {
          Trees.child(present, "spec").put("replicas", size);
          note(present, revision(present));
          return present;
        });
  }

  /// Whether the Deployment was scaled since the sets were sized.
  boolean mustFollowScale() {
    String wanted = Integer.toString(arithmetic().replicas());
    return sets.stream()
        .filter(set -> wanted(set) > 0)
        .anyMatch(set -> !annotation(set, DESIRED).equals(wanted));
  }

  /// Spreads a changed number over the sets in proportion to their sizes, without rolling on.
  void followScale() {
    List<ObjectNode> active = sets.stream().filter(set -> wanted(set) > 0).toList();
    int replicas = arithmetic().replicas();
    if (active.size() <= 1) {
      Optional<ObjectNode> only =
          active.isEmpty()
              ? current().or(() -> sets.reversed().stream().findFirst())
              : active.stream().findFirst();
      only.ifPresent(set -> resize(set, replicas));
      return;
    }
    int total = wanted(active);
    int target = replicas > 0 ? arithmetic().most() : 0;
    int change = target - total;
    int added = 0;
    // The newest first; it takes what rounding leaves over.
    List<ObjectNode> newestFirst = active.reversed();
    int[] sizes = new int[newestFirst.size()];
    for (int i = 0; i < sizes.length; i++) {
      ObjectNode set = newestFirst.get(i);
      String was = annotation(set, MOST);
      int base = was.matches("\\d{1,9}") && !was.equals("0") ? Integer.parseInt(was) : total;
      int share = (int) Math.round((double) wanted(set) * target / base) - wanted(set);
      int room = change - added;
      int step =
          change > 0
              ? Math.clamp(share, 0, Math.max(0, room))
              : Math.clamp(share, Math.min(0, room), 0);
      sizes[i] = wanted(set) + step;
      added += step;
    }
    sizes[0] = Math.max(0, sizes[0] + change - added);
    for (int i = 0; i < sizes.length; i++) {
      resize(newestFirst.get(i), Math.max(0, sizes[i]));
    }
  }

  /// Deletes empty old sets beyond the limit, once the rollout is over.
  void forgetOldHistory() {
    int limit = deployment.path("spec").path("revisionHistoryLimit").asInt();
    List<ObjectNode> empty =
        old().stream()
            .filter(set -> wanted(set) == 0 && set.path("status").path("replicas").asInt() == 0)
            .filter(set -> !Trees.isTerminating(set))
            .toList();
    if (ReplicaSets.wanted(old()) == 0) {
      empty.stream()
          .limit(Math.max(0, empty.size() - limit))
          .forEach(
              set ->
                  registry.delete(
                      ResourceTypes.REPLICA_SET,
                      Trees.namespace(set),
                      Trees.name(set),
                      DeleteOptions.PLAIN));
    }
  }

  /// Whether pods of the set are still there, the terminating included.
  boolean hasPods(ObjectNode set) {
    return OwnedObjects.of(registry, ResourceTypes.POD, set).stream()
        .anyMatch(pod -> !PodFacts.isFinished(pod));
  }

  static int wanted(JsonNode set) {
    return set.path("spec").path("replicas").asInt();
  }

  static int wanted(List<ObjectNode> sets) {
    return sets.stream().mapToInt(ReplicaSets::wanted).sum();
  }

  static int available(JsonNode set) {
    return set.path("status").path("availableReplicas").asInt();
  }

  static int available(List<ObjectNode> sets) {
    return sets.stream().mapToInt(ReplicaSets::available).sum();
  }

  static long revision(JsonNode set) {
    return set.path("metadata").path("annotations").path(REVISION).asLong();
  }

  private static String annotation(JsonNode set, String name) {
    return set.path("metadata").path("annotations").path(name).asText();
  }
}
