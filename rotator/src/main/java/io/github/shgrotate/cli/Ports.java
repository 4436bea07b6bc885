package io.github.shgrotate.cli;

import io.github.shgrotate.kubernetes.GatewayObjects;
import io.github.shgrotate.rotation.GatewayProbe;
import io.github.shgrotate.rotation.Journal;
import io.github.shgrotate.rotation.TokenIssuer;
import io.github.shgrotate.rotation.TokenStore;
import io.github.shgrotate.rotation.Workloads;

/// What one rotation is plugged into. To be closed when it is over, before the [Assembly] that it
/// came from.
final class Ports implements AutoCloseable {
  private final TokenIssuer issuer;
  private final GatewayObjects objects;
  private final GatewayProbe probe;

  Ports(TokenIssuer issuer, GatewayObjects objects, GatewayProbe probe) {
    this.issuer = issuer;
    this.objects = objects;
    this.probe = probe;
  }

  TokenIssuer issuer() {
    return issuer;
  }

  TokenStore store() {
    return objects.store();
  }

  Workloads workloads() {
    return objects.workloads();
  }

  Journal journal() {
    return objects.journal();
  }

  GatewayProbe probe() {
    return probe;
  }

  @Override
  public void close() {
    objects.close();
  }
}
