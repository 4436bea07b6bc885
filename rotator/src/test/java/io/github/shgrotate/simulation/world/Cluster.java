package io.github.shgrotate.simulation.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One namespace of a Kubernetes cluster.
public final class Cluster {
  /// What came of a write that names the version it was made for.
  public enum Written {
    DONE,
    CONFLICT
  }

  private final Timeline time;
  private final Chronicle chronicle;
  private final Map<String, SecretVersion> secrets = new LinkedHashMap<>();
  private final Map<String, List<SecretVersion>> formerSecrets = new LinkedHashMap<>();
  private final Map<String, Workload> workloads = new LinkedHashMap<>();
  private long versions = 100;

  Cluster(Timeline time, Chronicle chronicle) {
    this.time = time;
    this.chronicle = chronicle;
  }

  Timeline time() {
    return time;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  long nextVersion() {
    return ++versions;
  }

  public Optional<SecretVersion> secret(String name) {
    return Optional.ofNullable(secrets.get(name));
  }

  /// What it held before, the last one first.
  public List<SecretVersion> formerSecrets(String name) {
    return List.copyOf(formerSecrets.getOrDefault(name, List.of()));
  }

  /// Whoever writes without looking at the version; makes the Secret if there is none.
  public void writeSecret(String name, UnaryOperator<SecretVersion> change, Writer by) {
    Optional<SecretVersion> before = secret(name);
    SecretVersion base = before.orElseGet(() -> new SecretVersion(0, Map.of(), Map.of(), false));
    SecretVersion after = change.apply(base);
    if (before.isPresent() && after.sameAs(base)) {
      return;
    }
    SecretVersion now = after.withVersion(nextVersion());
    secrets.put(name, now);
    before.ifPresent(
        old -> formerSecrets.computeIfAbsent(name, _ -> new ArrayList<>()).addFirst(old));
    chronicle.add(new Entry.SecretWritten(time.now(), name, before, now, by));
    for (Workload workload : workloads.values()) {
      if (workload.secret().equals(name)) {
        workload.secretWritten();
      }
    }
  }

  /// A patch that names a resourceVersion.
  public Written patchSecret(
      String name, long seen, UnaryOperator<SecretVersion> change, Writer by) {
    if (secret(name).orElseThrow().version() != seen) {
      return Written.CONFLICT;
    }
    writeSecret(name, change, by);
    return Written.DONE;
  }

  /// Somebody deletes it; nothing is written in the chronicle, as nothing is read from it.
  public Optional<SecretVersion> deleteSecret(String name) {
    return Optional.ofNullable(secrets.remove(name));
  }

  public Optional<Workload> workload(String name) {
    return Optional.ofNullable(workloads.get(name));
  }

  public Written patchTemplate(
      String workload, long seen, UnaryOperator<Template> change, Writer by) {
    Workload it = workload(workload).orElseThrow();
    if (it.version() != seen) {
      return Written.CONFLICT;
    }
    it.changeTemplate(change, by);
    return Written.DONE;
  }

  /// Whoever writes without looking at the version.
  public void changeTemplate(String workload, UnaryOperator<Template> change, Writer by) {
    workload(workload).orElseThrow().changeTemplate(change, by);
  }

  public Deployment makeDeployment(
      String name, Installation of, Workload.Reads reads, int replicas) {
    return made(new Deployment(this, name, of, reads, replicas));
  }

  public StatefulSet makeStatefulSet(
      String name, Installation of, Workload.Reads reads, int replicas, boolean onDelete) {
    return made(new StatefulSet(this, name, of, reads, replicas, onDelete));
  }

  public DaemonSet makeDaemonSet(
      String name, Installation of, Workload.Reads reads, int nodes, boolean onDelete) {
    return made(new DaemonSet(this, name, of, reads, nodes, onDelete));
  }

  private <W extends Workload> W made(W workload) {
    workloads.put(workload.name(), workload);
    workload.changed();
    return workload;
  }

  public Snapshot snapshot(Installation of) {
    return new Snapshot(
        secret(of.secret()),
        of.workloads().stream()
            .flatMap(name -> workload(name).stream())
            .map(Workload::snapshot)
            .toList());
  }
}
