package io.github.shgrotate.simulation.world;

import java.util.List;

/// A DaemonSet: one pod for each node (`replicas` says how many there are), one at a time.
public final class DaemonSet extends Workload {
  private final boolean onDelete;
  private int made;

  DaemonSet(
      Cluster cluster, String name, Installation of, Reads reads, int nodes, boolean onDelete) {
    super(cluster, name, of, reads, nodes);
    this.onDelete = onDelete;
  }

  public boolean onDelete() {
    return onDelete;
  }

  public int podsUpdated() {
    return updated().size();
  }

  public int podsAvailable() {
    return ready(active());
  }

  @Override
  boolean byHand() {
    return onDelete;
  }

  @Override
  void control() {
    // A node's new pod waits until the former one has gone.
    for (int i = pods().size(); i < replicas(); i++) {
      made++;
      add("%s-%d".formatted(name(), made), template());
    }
    active().stream().limit(Math.max(0, active().size() - replicas())).forEach(Pod::terminate);
    if (!onDelete && !former().isEmpty()) {
      List<Pod> broken = former().stream().filter(pod -> !pod.ready()).toList();
      if (!broken.isEmpty()) {
        broken.getFirst().terminate();
      } else if (ready(active()) == replicas()) {
        former().getFirst().terminate();
      }
    }
  }

  @Override
  Object status() {
    return List.of(podsUpdated(), podsAvailable());
  }
}
