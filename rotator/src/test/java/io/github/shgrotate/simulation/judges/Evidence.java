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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What the judges have before them: the chronicle of the world, for one installation.
///
/// @param calmRuns runs that nothing stood in the way of
public record Evidence(World world, Installation of, Terms terms, Set<Integer> calmRuns) {
  public Evidence {
    calmRuns = Set.copyOf(calmRuns);
  }

  Azure azure() {
    return world.azure();
  }

  List<Entry> entries() {
    return world.chronicle().entries();
  }

  <T extends Entry> Stream<T> of(Class<T> kind) {
    return world.chronicle().of(kind);
  }

  Stream<Entry.RunBegan> begun() {
    return of(Entry.RunBegan.class).filter(run -> run.of().equals(of));
  }

  Stream<Entry.RunEnded> ended() {
    return of(Entry.RunEnded.class).filter(run -> run.of().equals(of));
  }

  Set<Integer> runs() {
    Set<Integer> runs = new HashSet<>();
    begun().forEach(run -> runs.add(run.run()));
    return runs;
  }

  /// Writes to the Secret, by whomever.
  Stream<Entry.SecretWritten> writes() {
    return of(Entry.SecretWritten.class).filter(write -> write.name().equals(of.secret()));
  }

  Stream<Entry.SecretWritten> writesOfRuns() {
    return writes().filter(write -> write.by().isRun());
  }

  Stream<Entry.TemplateWritten> stampsOfRuns() {
    return of(Entry.TemplateWritten.class)
        .filter(write -> of.workloads().contains(write.workload()))
        .filter(write -> write.by().isRun());
  }

  static int run(Writer writer) {
    return ((Writer.Run) writer).number();
  }

  boolean accepted(String secretText, Instant at) {
    return azure().acceptedUntil(of.gateway(), secretText).isAfter(at);
  }

  /// Whether somebody else wrote the Secret after the run was last told of it, and before that
  /// entry: what the run could not know.
  boolean behindItsBack(int run, Entry when) {
    boolean behind = false;
    for (Entry entry : entries()) {
      if (entry.equals(when)) {
        return behind;
      }
      if (entry instanceof Entry.SecretTold told && told.run() == run) {
        behind = false;
      }
      if (entry instanceof Entry.SecretWritten write
          && write.name().equals(of.secret())
          && !write.by().equals(new Writer.Run(run))) {
        behind = true;
      }
    }
    return behind;
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
