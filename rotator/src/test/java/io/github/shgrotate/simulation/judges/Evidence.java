package io.github.shgrotate.simulation.judges;

import io.github.shgrotate.simulation.world.Azure;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.Installation;
import io.github.shgrotate.simulation.world.World;
import io.github.shgrotate.simulation.world.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What the judges have before them: the chronicle of the world, as far as it is about one
/// installation.
public final class Evidence {
  private final World world;
  private final Installation of;
  private final Terms terms;
  private final Set<Integer> calmRuns;
  private final List<Entry> entries;
  private final Set<Entry> behindTheirBacks;

  /// @param calmRuns runs that nothing stood in the way of
  public Evidence(World world, Installation of, Terms terms, Set<Integer> calmRuns) {
    this.world = world;
    this.of = of;
    this.terms = terms;
    this.calmRuns = Set.copyOf(calmRuns);
    Set<Integer> runs = new HashSet<>();
    entries = world.chronicle().entries().stream().filter(entry -> concerns(entry, runs)).toList();
    behindTheirBacks = findBehindTheirBacks();
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
  /// last told of it: what the run could not know.
  private Set<Entry> findBehindTheirBacks() {
    Set<Entry> found = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Integer> active = new HashSet<>();
    Set<Integer> behind = new HashSet<>();
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.RunBegan it -> active.add(it.run());
        case Entry.SecretTold it -> behind.remove(it.run());
        case Entry.SecretWritten it ->
            active.stream()
                .filter(run -> !it.by().equals(new Writer.Run(run)))
                .forEach(behind::add);
        case Entry.TemplateWritten it when it.by() instanceof Writer.Run(int run) -> {
          if (behind.contains(run)) {
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

  World world() {
    return world;
  }

  /// Everything that has happened here, for whoever reads it to people.
  public List<Entry> entries() {
    return entries;
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
    return entries.stream().filter(kind::isInstance).map(kind::cast);
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
