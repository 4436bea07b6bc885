package io.github.shgrotate.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A workload and its controller, which takes note of a change a little later, as in Kubernetes.
public abstract sealed class Workload permits Deployment, StatefulSet, DaemonSet {
  private static final Duration UNTIL_SEEN = Duration.ofMillis(200);

  /// How the containers get their token.
  public enum Reads {
    /// `env` with `secretKeyRef`.
    SECRET_KEY,
    /// `envFrom` with `secretRef`.
    WHOLE_SECRET,
    /// The template does not mention it; the token reaches the pods all the same.
    UNKNOWN
  }

  private final Cluster cluster;
  private final String name;
  private final String gateway;
  private final String secret;
  private final String dataKey;
  private final Reads reads;
  private final List<Pod> pods = new ArrayList<>();
  private Template template;
  private Map<String, String> annotations = Map.of();
  private int replicas;
  private Startup startup = Startup.NORMAL;
  private long generation = 1;
  private long observedGeneration;
  private long version;
  private boolean seenSoon;
  private Optional<Object> lastStatus = Optional.empty();

  Workload(Cluster cluster, String name, Installation of, Reads reads, int replicas) {
    this.cluster = cluster;
    this.name = name;
    this.gateway = of.gateway();
    this.secret = of.secret();
    this.dataKey = of.dataKey();
    this.reads = reads;
    this.replicas = replicas;
    this.template = new Template("gateway:2.11", Map.of());
    this.version = cluster.nextVersion();
  }

  /// Makes and removes pods as its kind does. Called again after whatever it changes.
  abstract void control();

  /// All that the status says, to be compared.
  abstract Object status();

  /// Whether its controller leaves pods alone until somebody deletes them.
  abstract boolean byHand();

  /// A new template is to be rolled out.
  void rolloutBegins() {}

  public final String name() {
    return name;
  }

  final String gateway() {
    return gateway;
  }

  public final String secret() {
    return secret;
  }

  public final String dataKey() {
    return dataKey;
  }

  public final Reads reads() {
    return reads;
  }

  public final Template template() {
    return template;
  }

  /// Of the workload itself; its pods do not get them.
  public final Optional<String> annotation(String of) {
    return Optional.ofNullable(annotations.get(of));
  }

  public final int replicas() {
    return replicas;
  }

  public final long generation() {
    return generation;
  }

  public final long observedGeneration() {
    return observedGeneration;
  }

  public final long version() {
    return version;
  }

  public final List<Pod> pods() {
    return List.copyOf(pods);
  }

  final Cluster cluster() {
    return cluster;
  }

  final Startup startup() {
    return startup;
  }

  final Optional<String> tokenNow() {
    return cluster.secret(secret).flatMap(version -> version.text(dataKey));
  }

  /// Pods that are meant to serve.
  final List<Pod> active() {
    return those(Pod::counts);
  }

  final List<Pod> updated() {
    return those(pod -> pod.counts() && pod.template().equals(template));
  }

  final List<Pod> former() {
    return those(pod -> pod.counts() && !pod.template().equals(template));
  }

  // A loop and no stream: this is the innermost of everything here.
  final List<Pod> those(Predicate<Pod> wanted) {
    List<Pod> found = new ArrayList<>(pods.size());
    for (Pod pod : pods) {
      if (wanted.test(pod)) {
        found.add(pod);
      }
    }
    return found;
  }

  static int ready(List<Pod> pods) {
    int ready = 0;
    for (Pod pod : pods) {
      ready += pod.ready() ? 1 : 0;
    }
    return ready;
  }

  /// The Secret was written: containers that could not begin without it are tried again.
  final void secretWritten() {
    for (Pod pod : pods) {
      pod.tryAgain();
    }
  }

  final void add(String podName, Template from) {
    pods.add(new Pod(this, cluster, podName, from));
  }

  final void forget(Pod pod) {
    pods.remove(pod);
    changed();
  }

  /// The controller will look.
  final void changed() {
    if (!seenSoon) {
      seenSoon = true;
      cluster.time().in(UNTIL_SEEN, this::look);
    }
  }

  private void look() {
    seenSoon = false;
    observedGeneration = generation;
    control();
    Object status = List.of(observedGeneration, status());
    if (!lastStatus.equals(Optional.of(status))) {
      lastStatus = Optional.of(status);
      version = cluster.nextVersion();
    }
  }

  /// Changes the workload's own annotations; nothing is rolled out.
  final void annotate(Map<String, String> all) {
    if (!annotations.equals(all)) {
      annotations = Map.copyOf(all);
      version = cluster.nextVersion();
    }
  }

  final Map<String, String> annotations() {
    return annotations;
  }

  /// Changes the template; nothing at all happens when it stays the same.
  final void changeTemplate(UnaryOperator<Template> change, Writer by) {
    Template before = template;
    template = change.apply(template);
    if (template.equals(before)) {
      return;
    }
    generation++;
    version = cluster.nextVersion();
    cluster
        .chronicle()
        .add(
            new Entry.TemplateWritten(
                cluster.time().now(), name, before, template, tokenNow(), by));
    rolloutBegins();
    changed();
  }

  final void changeSpec() {
    generation++;
    version = cluster.nextVersion();
    changed();
  }

  public final void scale(int wanted) {
    if (wanted != replicas) {
      hit("scaled from %d to %d".formatted(replicas, wanted));
      replicas = wanted;
      changeSpec();
    }
  }

  /// From now on containers start like that; those that were in trouble are mended if this is none.
  public final void startLike(Startup now) {
    startup = now;
    if (now.trouble().isEmpty()) {
      pods.forEach(Pod::mend);
    }
  }

  /// The container of one pod ends by itself.
  public final void restartContainer(int which) {
    List<Pod> active = active();
    if (!active.isEmpty()) {
      Pod pod = active.get(Math.floorMod(which, active.size()));
      hit("the container of %s crashes".formatted(pod.name()));
      pod.restartContainer();
    }
  }

  private void hit(String how) {
    cluster.chronicle().add(new Entry.PodsHit(cluster.time().now(), name, how));
  }

  /// One pod is evicted, or deleted by somebody.
  public final void deletePod(int which) {
    List<Pod> active = active();
    if (!active.isEmpty()) {
      Pod pod = active.get(Math.floorMod(which, active.size()));
      hit("%s is evicted".formatted(pod.name()));
      pod.terminate();
    }
  }

  /// Somebody deletes one of the pods that still have a former template.
  ///
  /// @return whether there was one
  public final boolean deleteFormerPod() {
    Optional<Pod> former = former().stream().findFirst();
    former.ifPresent(Pod::terminate);
    return former.isPresent();
  }

  public final Snapshot.OfWorkload snapshot() {
    return new Snapshot.OfWorkload(
        name,
        template,
        replicas,
        this instanceof Deployment deployment && deployment.paused(),
        byHand(),
        annotation(SecretVersion.PREFIX + "history"),
        pods.stream().map(Pod::snapshot).toList());
  }
}
