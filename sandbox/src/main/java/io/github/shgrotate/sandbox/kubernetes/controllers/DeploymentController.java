package io.github.shgrotate.sandbox.kubernetes.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubernetes.api.Change;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Moves a Deployment's pods from old ReplicaSets to the one of its present template, within the
/// bounds of its strategy.
final class DeploymentController implements Controller {
  private final ObjectRegistry registry;
  private final DeploymentStatus status;

  DeploymentController(ObjectRegistry registry) {
    this.registry = registry;
    this.status = new DeploymentStatus(registry);
  }

  @Override
  public String name() {
    return "deployment-controller";
  }

  @Override
  public List<Request> concernedBy(Change change) {
    return OwnedObjects.requests(change, ResourceTypes.DEPLOYMENT, ResourceTypes.REPLICA_SET);
  }

  @Override
  public Optional<Instant> reconcile(Request request) {
    Optional<ObjectNode> found =
        registry
            .store()
            .find(ResourceTypes.DEPLOYMENT, request.namespace(), request.name())
            .filter(deployment -> !Trees.isTerminating(deployment));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode deployment = found.get();
    ReplicaSets sets = ReplicaSets.of(registry, deployment);
    boolean paused = deployment.path("spec").path("paused").asBoolean();
    if (paused || sets.mustFollowScale()) {
      sets.followScale();
    } else if (deployment.path("spec").path("strategy").path("type").asText().equals("Recreate")) {
      recreate(sets);
    } else {
      roll(sets);
    }
    return status.write(deployment, ReplicaSets.of(registry, deployment));
  }

  /// First all old pods go, then the new ones come.
  private static void recreate(ReplicaSets sets) {
    boolean oldOnesLeft = false;
    for (ObjectNode old : sets.old()) {
      sets.resize(old, 0);
      oldOnesLeft |= sets.hasPods(old);
    }
    if (!oldOnesLeft) {
      ObjectNode current = sets.currentOrNew(sets.arithmetic().replicas());
      sets.resize(current, sets.arithmetic().replicas());
      sets.forgetOldHistory();
    }
  }

  private static void roll(ReplicaSets sets) {
    RolloutArithmetic bounds = sets.arithmetic();
    int allWant = ReplicaSets.wanted(sets.all());
    ObjectNode current = sets.currentOrNew(bounds.newSize(0, allWant));
    // A set just made counts among all; sizes are read anew for it.
    allWant = ReplicaSets.wanted(sets.old()) + ReplicaSets.wanted(current);
    int size = ReplicaSets.wanted(current);
    int target = size > bounds.replicas() ? bounds.replicas() : bounds.newSize(size, allWant);
    if (target != size) {
      sets.resize(current, target);
      return;
    }
    shrinkOld(sets, current, bounds);
    sets.forgetOldHistory();
  }

  /// Takes from the old sets what may be missing: first pods that do not serve anyway.
  private static void shrinkOld(ReplicaSets sets, ObjectNode current, RolloutArithmetic bounds) {
    int oldWant = ReplicaSets.wanted(sets.old());
    if (oldWant == 0) {
      return;
    }
    int currentUnavailable = ReplicaSets.wanted(current) - ReplicaSets.available(current);
    int spare =
        oldWant + ReplicaSets.wanted(current) - bounds.fewestAvailable() - currentUnavailable;
    if (spare <= 0) {
      return;
    }
    int cleaned = 0;
    for (ObjectNode old : sets.old()) {
      int unhealthy = ReplicaSets.wanted(old) - ReplicaSets.available(old);
      int fewer = Math.min(spare - cleaned, Math.max(0, unhealthy));
      if (fewer > 0) {
        sets.resize(old, ReplicaSets.wanted(old) - fewer);
        cleaned += fewer;
      }
    }
    ReplicaSets now = sets.again();
    int available = ReplicaSets.available(now.all());
    int left = available - bounds.fewestAvailable();
    for (ObjectNode old : now.old()) {
      int fewer = Math.min(left, ReplicaSets.wanted(old));
      if (fewer > 0) {
        now.resize(old, ReplicaSets.wanted(old) - fewer);
        left -= fewer;
      }
    }
  }
}
