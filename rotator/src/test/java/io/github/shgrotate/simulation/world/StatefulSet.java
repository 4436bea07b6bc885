package io.github.shgrotate.simulation.world;

import java.util.List;
import java.util.Optional;

/// A StatefulSet: one pod after the other, the highest ordinal first.
public final class StatefulSet extends Workload {
  private final boolean onDelete;
  private int partition;
  private Template current;

  StatefulSet(
      Cluster cluster, String name, Installation of, Reads reads, int replicas, boolean onDelete) {
    super(cluster, name, of, reads, replicas);
    this.onDelete = onDelete;
    this.current = template();
  }

  public boolean onDelete() {
    return onDelete;
  }

  public int partition() {
    return partition;
  }

  public void partition(int wanted) {
    partition = wanted;
    changeSpec();
  }

  public int podsReady() {
    return ready(active());
  }

  public int podsUpdated() {
    return updated().size();
  }

  public String currentRevision() {
    return revision(current);
  }

  public String updateRevision() {
    return revision(template());
  }

  private String revision(Template of) {
    return "%s-%s".formatted(name(), Integer.toHexString(of.hashCode()));
  }

  @Override
  boolean byHand() {
    return onDelete || partition > 0;
  }

  @Override
  void control() {
    for (int ordinal = 0; ordinal < replicas(); ordinal++) {
      Optional<Pod> pod = pod(ordinal);
      if (pod.isEmpty()) {
        add(podName(ordinal), ordinal < partition ? current : template());
        return;
      }
      if (!pod.get().ready()) {
        // Nothing else is touched until this one is well.
        return;
      }
    }
    // One of those in the middle may be gone already.
    pods().stream().filter(pod -> ordinal(pod) >= replicas()).forEach(Pod::terminate);
    if (!onDelete) {
      roll();
    }
  }

  private void roll() {
    for (int ordinal = replicas() - 1; ordinal >= partition; ordinal--) {
      Pod pod = pod(ordinal).orElseThrow();
      if (!pod.template().equals(template())) {
        pod.terminate();
        return;
      }
    }
    if (partition == 0) {
      current = template();
    }
  }

  private Optional<Pod> pod(int ordinal) {
    return pods().stream().filter(pod -> pod.name().equals(podName(ordinal))).findFirst();
  }

  private int ordinal(Pod pod) {
    return Integer.parseInt(pod.name().substring(name().length() + 1));
  }

  private String podName(int ordinal) {
    return name() + "-" + ordinal;
  }

  @Override
  Object status() {
    return List.of(podsReady(), podsUpdated(), currentRevision(), updateRevision());
  }
}
