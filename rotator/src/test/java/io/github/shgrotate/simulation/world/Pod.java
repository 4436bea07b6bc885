package io.github.shgrotate.simulation.world;

import java.time.Duration;
import java.util.Optional;

/// A pod with one container, the gateway, which reads its token when it begins and never again.
///
/// A gateway whose token is refused turns ready all the same, and serves nothing.
public final class Pod {
  private static final Duration UNTIL_BEGUN = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final String NO_SECRET = "CreateContainerConfigError";

  private final Workload workload;
  private final Cluster cluster;
  private final String name;
  private final Template template;
  private final String address;
  private boolean ready;
  private boolean configured;
  private int restarts;
  private boolean terminating;
  private boolean gone;
  private Optional<String> text = Optional.empty();
  private Optional<String> trouble = Optional.empty();

  /// Counts the container's beginnings, so that what was planned for a former one is dropped.
  private int container;

  Pod(Workload workload, Cluster cluster, String name, Template template) {
    this.workload = workload;
    this.cluster = cluster;
    this.name = name;
    this.template = template;
    int number = cluster.nextAddress();
    this.address = "10.0.%d.%d".formatted(number / 250, number % 250);
    beginAfter(UNTIL_BEGUN);
  }

  public String name() {
    return name;
  }

  public Template template() {
    return template;
  }

  public boolean ready() {
    return ready && !terminating;
  }

  public boolean terminating() {
    return terminating;
  }

  /// Whether it is meant to serve.
  public boolean counts() {
    return !terminating && !gone;
  }

  public String address() {
    return address;
  }

  /// How often its container has begun again.
  public int restarts() {
    return restarts;
  }

  /// Whether it answers with more than an empty page: it was given a configuration when it began.
  public boolean serves() {
    return ready() && configured;
  }

  /// Whether its log says that Azure refuses its token; a gateway asks every minute.
  public boolean isRefused() {
    return text.filter(it -> !cluster.accepts(workload.gateway(), it)).isPresent();
  }

  public Optional<String> text() {
    return text;
  }

  public Optional<String> trouble() {
    return trouble;
  }

  private void beginAfter(Duration delay) {
    int expected = container;
    cluster.time().in(delay, () -> begin(expected));
  }

  private void begin(int expected) {
    if (expected != container || gone || terminating) {
      return;
    }
    Optional<String> stored = workload.tokenNow();
    if (stored.isEmpty()) {
      trouble = Optional.of(NO_SECRET);
      return;
    }
    container++;
    text = stored;
    configured = !isRefused();
    trouble = workload.startup().trouble();
    cluster
        .chronicle()
        .add(
            new Entry.ContainerBegan(
                cluster.time().now(), name, workload.name(), template, stored.get()));
    if (trouble.isEmpty()) {
      becomeReadyAfter(workload.startup().untilReady());
    }
    workload.changed();
  }

  void tryAgain() {
    if (counts() && trouble.equals(Optional.of(NO_SECRET))) {
      beginAfter(AGAIN);
    }
  }

  private void becomeReadyAfter(Duration delay) {
    int expected = container;
    cluster
        .time()
        .in(
            delay,
            () -> {
              if (expected == container && counts() && trouble.isEmpty()) {
                ready = true;
                cluster
                    .chronicle()
                    .add(new Entry.PodReady(cluster.time().now(), name, workload.name()));
                workload.changed();
              }
            });
  }

  /// What kept the containers of the workload from becoming ready is mended.
  void mend() {
    if (text.isPresent() && trouble.isPresent()) {
      trouble = Optional.empty();
      becomeReadyAfter(workload.startup().untilReady());
    }
  }

  /// The container ends by itself, and the kubelet begins another, which reads the Secret anew.
  void restartContainer() {
    if (text.isEmpty() || !counts()) {
      return;
    }
    end();
    restarts++;
    container++;
    beginAfter(UNTIL_BEGUN);
    workload.changed();
  }

  void terminate() {
    if (counts()) {
      terminating = true;
      cluster.chronicle().add(new Entry.PodLeaving(cluster.time().now(), name, workload.name()));
      cluster.time().in(GRACE, this::remove);
      workload.changed();
    }
  }

  private void remove() {
    gone = true;
    end();
    workload.forget(this);
  }

  private void end() {
    ready = false;
    if (text.isPresent()) {
      text = Optional.empty();
      cluster
          .chronicle()
          .add(new Entry.ContainerEnded(cluster.time().now(), name, workload.name()));
    }
  }

  Snapshot.OfPod snapshot() {
    return new Snapshot.OfPod(name, template, ready(), terminating, text);
  }
}
