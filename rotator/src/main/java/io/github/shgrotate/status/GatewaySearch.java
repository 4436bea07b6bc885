package io.github.shgrotate.status;

/// Port to a cluster: finds its self-hosted gateways, and never writes. May throw
/// [io.github.shgrotate.rotation.RotationFailed] when the cluster cannot be asked, or when no kind
/// of workload may be listed. Whatever else is not permitted is part of what was found.
public interface GatewaySearch {
  Found find(Scope scope);
}
