package io.github.shgrotate.simulation.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// One namespace of a Kubernetes cluster.
public final class Cluster {
  /// What came of a write that names the version it was made for.
  public enum Written {
    DONE,
    CONFLICT
  }

  private final Timeline time;
  private final Azure azure;
  private final Chronicle chronicle;
  private final Map<String, SecretVersion> secrets = new LinkedHashMap<>();
  private final Map<String, List<SecretVersion>> formerSecrets = new LinkedHashMap<>();
  private final Map<String, Workload> workloads = new LinkedHashMap<>();
  private long versions = 100;
  private int addresses;

  Cluster(Timeline time, Azure azure, Chronicle chronicle) {
    this.time = time;
    this.azure = azure;
    this.chronicle = chronicle;
  }

  Timeline time() {
    return time;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  boolean accepts(String gateway, String secretText) {
    return azure.accepts(gateway, secretText);
  }

  int nextAddress() {
    return ++addresses;
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
    readers(name).forEach(Workload::secretWritten);
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

  /// A patch of a workload that names a resourceVersion.
  ///
  /// @param annotations is given the workload's own annotations, to change
  public Written patchWorkload(
      String workload,
      long seen,
      Consumer<Map<String, String>> annotations,
      UnaryOperator<Template> template,
      Writer by) {
    Workload it = workload(workload).orElseThrow();
    if (it.version() != seen) {
      return Written.CONFLICT;
    }
    Map<String, String> all = new TreeMap<>(it.annotations());
    annotations.accept(all);
    it.annotate(all);
    it.changeTemplate(template, by);
    return Written.DONE;
  }

  /// Changes what stands on a workload itself, as long as its template is one that is wanted.
  public Written annotateWorkload(
      String workload, Predicate<Template> wanted, Consumer<Map<String, String>> annotations) {
    Workload it = workload(workload).orElseThrow();
    if (!wanted.test(it.template())) {
      return Written.CONFLICT;
    }
    Map<String, String> all = new TreeMap<>(it.annotations());
    annotations.accept(all);
    it.annotate(all);
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

  /// Somebody writes an annotation of their own on every Secret and workload.
  public void edit(String who, String text) {
    for (String name : List.copyOf(secrets.keySet())) {
      writeSecret(name, it -> it.withAnnotation("edited", text), new Writer.Person(who));
    }
    for (Workload workload : workloads.values()) {
      Map<String, String> all = new TreeMap<>(workload.annotations());
      all.put("edited", text);
      workload.annotate(all);
    }
  }

  /// Everything that reads that Secret.
  public List<Workload> readers(String secret) {
    return workloads.values().stream().filter(it -> it.secret().equals(secret)).toList();
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
