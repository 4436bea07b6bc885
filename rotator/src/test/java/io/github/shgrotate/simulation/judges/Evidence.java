package io.github.shgrotate.simulation.judges;

import io.github.shgrotate.simulation.world.Azure;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.Installation;
import io.github.shgrotate.simulation.world.SecretVersion;
import io.github.shgrotate.simulation.world.World;
import io.github.shgrotate.simulation.world.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the judges have before them: the chronicle of the world, as far as it is about one
/// installation.
public final class Evidence {
  private final World world;
  private final Installation of;
  private final Terms terms;
  private final Set<Integer> calmRuns;
  private final List<Entry> entries;
  private final Map<Class<?>, List<Entry>> byKind;
  private final Set<Entry> behindTheirBacks;
  private final Map<Integer, Set<String>> touched;
  private final Origins origins;

  /// @param calmRuns runs that nothing stood in the way of
  public Evidence(World world, Installation of, Terms terms, Set<Integer> calmRuns) {
    this.world = world;
    this.of = of;
    this.terms = terms;
    this.calmRuns = Set.copyOf(calmRuns);
    Set<Integer> runs = new HashSet<>();
    entries = world.chronicle().entries().stream().filter(entry -> concerns(entry, runs)).toList();
    byKind = entries.stream().collect(Collectors.groupingBy(Entry::getClass));
    behindTheirBacks = findBehindTheirBacks();
    touched = findTouched();
    origins = Origins.of(entries, of);
  }

  private boolean concerns(Entry entry, Set<Integer> runs) {
    return switch (entry) {
      case Entry.RunBegan it -> it.of().equals(of) && runs.add(it.run());
      case Entry.RunEnded it -> it.of().equals(of);
      case Entry.Requested it -> runs.contains(it.run());
      case Entry.WriteArrived it -> runs.contains(it.run());
      case Entry.AzureAnswered it -> runs.contains(it.run());
      case Entry.SecretTold it -> runs.contains(it.run());
      case Entry.EventWritten it -> runs.contains(it.run());
      case Entry.TokenIssued it -> it.token().gateway().equals(of.gateway());
      case Entry.KeyRegenerated it -> it.gateway().equals(of.gateway());
      case Entry.SecretWritten it -> it.name().equals(of.secret());
      case Entry.TemplateWritten it -> reads(it.workload());
      case Entry.ContainerBegan it -> reads(it.workload());
      case Entry.PodReady it -> reads(it.workload());
      case Entry.PodLeaving it -> reads(it.workload());
      case Entry.ContainerEnded it -> reads(it.workload());
      case Entry.PodsHit it -> reads(it.workload());
      case Entry.DeploymentPaused it -> reads(it.workload());
      case Entry.Noted _ -> false;
    };
  }

  private boolean reads(String workload) {
    return world
        .cluster()
        .workload(workload)
        .filter(it -> it.secret().equals(of.secret()))
        .isPresent();
  }

  /// Stamps and ends of runs that somebody else had written the Secret before, after the run was
  /// last told of it: what the run could not know. Who waits for pods before it stamps could have
  /// looked again.
  private Set<Entry> findBehindTheirBacks() {
    Set<Entry> found = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Integer> active = new HashSet<>();
    Set<Integer> behind = new HashSet<>();
    Set<Integer> waited = new HashSet<>();
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.RunBegan it -> active.add(it.run());
        case Entry.Requested it -> {
          if (it.request().equals("Workloads.awaitChange")) {
            waited.add(it.run());
          }
        }
        case Entry.SecretTold it -> {
          behind.remove(it.run());
          waited.remove(it.run());
        }
        case Entry.SecretWritten it ->
            active.stream()
                .filter(run -> !it.by().equals(new Writer.Run(run)))
                .forEach(behind::add);
        case Entry.TemplateWritten it when it.by() instanceof Writer.Run(int run) -> {
          if (behind.contains(run) && !waited.contains(run)) {
            found.add(it);
          }
        }
        case Entry.RunEnded it -> {
          active.remove(it.run());
          if (behind.remove(it.run())) {
            found.add(it);
          }
        }
        default -> {}
      }
    }
    return found;
  }

  /// Which workloads somebody hit, scaled, paused or changed while a run was at work.
  private Map<Integer, Set<String>> findTouched() {
    Map<Integer, Set<String>> found = new HashMap<>();
    Set<Integer> active = new HashSet<>();
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.RunBegan it -> active.add(it.run());
        case Entry.RunEnded it -> active.remove(it.run());
        case Entry.PodsHit it -> touch(found, active, it.workload());
        case Entry.DeploymentPaused it -> touch(found, active, it.workload());
        case Entry.TemplateWritten it when !it.by().isRun() -> touch(found, active, it.workload());
        default -> {}
      }
    }
    return found;
  }

  private static void touch(Map<Integer, Set<String>> found, Set<Integer> runs, String workload) {
    runs.forEach(run -> found.computeIfAbsent(run, _ -> new HashSet<>()).add(workload));
  }

  World world() {
    return world;
  }

  /// Everything that has happened here, for whoever reads it to people.
  public List<Entry> entries() {
    return entries;
  }

  /// Everything that has happened anywhere.
  public List<Entry> chronicle() {
    return world.chronicle().entries();
  }

  /// The token that a version of the Secret holds, if Azure has issued it.
  public Optional<Azure.Issued> tokenIn(SecretVersion version) {
    return version.text(of.dataKey()).flatMap(azure()::ledger);
  }

  /// When the story was over.
  public Instant end() {
    return world.time().now();
  }

  Installation of() {
    return of;
  }

  Terms terms() {
    return terms;
  }

  Set<Integer> calmRuns() {
    return calmRuns;
  }

  Azure azure() {
    return world.azure();
  }

  <T extends Entry> Stream<T> of(Class<T> kind) {
    return byKind.getOrDefault(kind, List.of()).stream().map(kind::cast);
  }

  Stream<Entry.RunBegan> begun() {
    return of(Entry.RunBegan.class);
  }

  Stream<Entry.RunEnded> ended() {
    return of(Entry.RunEnded.class);
  }

  /// Writes to the Secret, by whomever.
  Stream<Entry.SecretWritten> writes() {
    return of(Entry.SecretWritten.class);
  }

  Stream<Entry.SecretWritten> writesOfRuns() {
    return writes().filter(write -> write.by().isRun());
  }

  Stream<Entry.TemplateWritten> stampsOfRuns() {
    return of(Entry.TemplateWritten.class).filter(write -> write.by().isRun());
  }

  boolean accepted(String secretText, Instant at) {
    return azure().acceptedUntil(of.gateway(), secretText).isAfter(at);
  }

  /// Whether what the run acted on had been changed without its knowledge.
  boolean behindItsBack(Entry when) {
    return behindTheirBacks.contains(when);
  }

  /// Workloads that others were at while the run was: how their pods are is then no longer what the
  /// run has seen.
  Set<String> touchedDuring(int run) {
    return touched.getOrDefault(run, Set.of());
  }

  /// Where the tokens came from with which containers began.
  Origins origins() {
    return origins;
  }

  /// The name of a token: the first 12 hex digits of the SHA-256 of what follows `GatewayKey `.
  static String fingerprint(String secretText) {
    String token = secretText.substring(secretText.indexOf(' ') + 1);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
