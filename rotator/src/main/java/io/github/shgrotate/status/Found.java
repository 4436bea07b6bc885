package io.github.shgrotate.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a cluster said, all of it.
///
/// @param scope where was looked
/// @param gateways every workload that is a self-hosted gateway
/// @param blindSpots what may not be listed
/// @param serverAhead how far the Kubernetes API's clock is ahead of the one asked here; negative
///   when behind, empty when it did not tell
public record Found(
    Scope scope,
    List<FoundGateway> gateways,
    List<BlindSpot> blindSpots,
    Optional<Duration> serverAhead) {
  public Found {
    gateways = List.copyOf(gateways);
    blindSpots = List.copyOf(blindSpots);
  }

  /// Where nothing can be seen.
  ///
  /// @param permission the missing one, in words
  /// @param hides what it would have shown: `DaemonSets`
  public record BlindSpot(String permission, String hides) {}
}
