package io.github.shgrotate.status;

import io.github.shgrotate.rotation.PodsAnswer;
import io.github.shgrotate.rotation.WorkloadFacts;
import java.util.List;
import java.util.Optional;

/// A workload that is a self-hosted gateway, with what it names.
///
/// @param signIns how its containers sign in, each way once, the gateway's own first; at least one
/// @param gatewayName the setting `gateway.name`, where it is visible
/// @param endpoint the setting `config.service.endpoint`, where it is visible
/// @param notPermitted permissions without which a setting could not be seen
public record FoundGateway(
    String namespace,
    WorkloadFacts workload,
    List<SignIn> signIns,
    Optional<String> gatewayName,
    Optional<String> endpoint,
    List<String> notPermitted,
    PodsAnswer pods) {
  public FoundGateway {
    signIns = List.copyOf(signIns);
    notPermitted = List.copyOf(notPermitted);
    if (signIns.isEmpty()) {
      throw new IllegalArgumentException("a gateway signs in somehow, or unclearly");
    }
  }
}
