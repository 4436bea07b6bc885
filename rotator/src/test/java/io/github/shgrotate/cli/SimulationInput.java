package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.ProofPolicy;
import io.github.shgrotate.rotation.RotationRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What `bin/simulate` reads, in the words of the command line: the same files, the same durations.
public final class SimulationInput {
  private SimulationInput() {}

  /// A gateway of a file.
  public record Wanted(String path, RotationRequest request, Duration rolloutTimeout) {}

  /// The gateways of a file, or what is wrong with it.
  public record Reading(List<Wanted> wanted, List<String> mistakes) {
    public Reading {
      wanted = List.copyOf(wanted);
      mistakes = List.copyOf(mistakes);
    }
  }

  /// Reads YAML documents of kind GatewayToken.
  public static Reading read(String text) {
    GatewayTokenReader.Reading reading =
        GatewayTokenReader.read(
            text, new GatewayTokenReader.Alike(true, ProofPolicy.PODS_ALONE, false));
    return new Reading(
        reading.wanted().stream()
            .map(it -> new Wanted(it.path(), it.request(), it.rolloutTimeout()))
            .toList(),
        reading.mistakes());
  }

  /// `90s`, `10m`, `240h`, `10d`; empty when it is none of these.
  public static Optional<Duration> duration(String text) {
    return Durations.parse(text).filter(Duration::isPositive);
  }
}
