package io.github.shgrotate.simulation.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Deployment as Microsoft's manifests for the gateway have it: no pod unavailable while it
/// rolls, and a quarter more of them at most.
public final class Deployment extends Workload {
  private static final Duration PROGRESS_DEADLINE = Duration.ofMinutes(10);

  private final List<ReplicaSet> sets = new ArrayList<>();
  private boolean paused;
  private boolean rolling = true;
  private int made;
  private Instant lastProgress;
  private Instant nextLook = Instant.MIN;
  private List<Integer> progress = List.of();
  private Optional<String> progressFailure = Optional.empty();

  /// Keeps so many pods of one template.
  private final class ReplicaSet {
    final Template of;
    int wanted;

    ReplicaSet(Template of) {
      this.of = of;
    }

    List<Pod> pods() {
      return those(pod -> pod.counts() && pod.template().equals(of));
    }

    int unavailable() {
      return Math.max(0, wanted - ready(pods()));
    }

    void control() {
      List<Pod> pods = pods();
      for (int i = pods.size(); i < wanted; i++) {
        made++;
        add("%s-%s-%d".formatted(name(), Integer.toHexString(of.hashCode()), made), of);
      }
      int tooMany = pods.size() - wanted;
      pods.stream().filter(pod -> !pod.ready()).limit(Math.max(0, tooMany)).forEach(Pod::terminate);
      pods.stream()
          .filter(Pod::counts)
          .limit(Math.max(0, pods().size() - wanted))
          .forEach(Pod::terminate);
    }
  }

  Deployment(Cluster cluster, String name, Installation of, Reads reads, int replicas) {
    super(cluster, name, of, reads, replicas);
    lastProgress = cluster.time().now();
  }

  public boolean paused() {
    return paused;
  }

  public void pause(boolean wanted) {
    if (paused != wanted) {
      paused = wanted;
      cluster().chronicle().add(new Entry.DeploymentPaused(cluster().time().now(), name(), wanted));
      lastProgress = cluster().time().now();
      changeSpec();
    }
  }

  public int podsNow() {
    return active().size();
  }

  public int podsUpdated() {
    return updated().size();
  }

  public int podsAvailable() {
    return ready(active());
  }

  public Optional<String> progressFailure() {
    return progressFailure;
  }

  @Override
  boolean byHand() {
    return false;
  }

  @Override
  void rolloutBegins() {
    rolling = true;
    progressFailure = Optional.empty();
    lastProgress = cluster().time().now();
  }

  @Override
  void control() {
    if (paused) {
      scale();
    } else {
      roll();
    }
    sets.forEach(ReplicaSet::control);
    sets.removeIf(set -> set.wanted == 0 && set.pods().isEmpty());
    if (!paused) {
      watchProgress();
    }
  }

  /// While it is paused, the template is left alone, and what is there becomes more or less.
  private void scale() {
    sets.stream()
        .max((one, other) -> Integer.compare(one.wanted, other.wanted))
        .ifPresent(set -> set.wanted = Math.max(0, set.wanted + replicas() - wanted()));
  }

  private int wanted() {
    return sets.stream().mapToInt(set -> set.wanted).sum();
  }

  private void roll() {
    ReplicaSet present = present();
    List<ReplicaSet> former =
        sets.stream().filter(set -> set != present && set.wanted > 0).toList();
    if (former.isEmpty()) {
      present.wanted = replicas();
      return;
    }
    int room = replicas() + Math.max(1, (replicas() + 3) / 4) - wanted();
    present.wanted = Math.min(replicas(), present.wanted + Math.max(0, room));
    shrink(former, wanted() - replicas() - present.unavailable());
  }

  /// First those that serve nobody, then as many as can be spared.
  private void shrink(List<ReplicaSet> former, int spare) {
    if (spare <= 0) {
      return;
    }
    int left = spare;
    for (ReplicaSet set : former) {
      int broken = Math.min(left, set.unavailable());
      set.wanted -= broken;
      left -= broken;
    }
    left = ready(active()) - replicas();
    for (ReplicaSet set : former) {
      int spared = Math.clamp(left, 0, set.wanted);
      set.wanted -= spared;
      left -= spared;
    }
  }

  private ReplicaSet present() {
    return sets.stream()
        .filter(set -> set.of.equals(template()))
        .findFirst()
        .orElseGet(
            () -> {
              ReplicaSet set = new ReplicaSet(template());
              sets.add(set);
              return set;
            });
  }

  private void watchProgress() {
    boolean complete =
        former().isEmpty() && updated().size() == replicas() && ready(updated()) == replicas();
    List<Integer> now = List.of(updated().size(), ready(updated()), former().size());
    if (!now.equals(progress)) {
      progress = now;
      lastProgress = cluster().time().now();
    }
    if (complete) {
      rolling = false;
      progressFailure = Optional.empty();
    } else if (rolling && progressFailure.isEmpty()) {
      Instant deadline = lastProgress.plus(PROGRESS_DEADLINE);
      if (cluster().time().now().isBefore(deadline)) {
        lookAgainAt(deadline);
      } else {
        progressFailure =
            Optional.of("ReplicaSet \"%s\" has timed out progressing.".formatted(name()));
      }
    }
  }

  private void lookAgainAt(Instant deadline) {
    if (!deadline.equals(nextLook)) {
      nextLook = deadline;
      cluster().time().at(deadline, this::changed);
    }
  }

  @Override
  Object status() {
    return List.of(podsNow(), podsUpdated(), podsAvailable(), progressFailure);
  }
}
