package io.github.shgrotate.doctor;

import io.github.shgrotate.rotation.RotationRequest;
import java.time.Instant;
import java.util.List;

/// Everything that was found out about one rotation to be.
///
/// @param credential how it signs in to Azure
/// @param routes how the hosts of Azure are reached
/// @param now by this machine's clock
public record Examined(
    RotationRequest request,
    Asked<CredentialFacts> credential,
    AzureFacts azure,
    ClusterFacts cluster,
    List<Route> routes,
    Instant now) {
  public Examined {
    routes = List.copyOf(routes);
  }
}
