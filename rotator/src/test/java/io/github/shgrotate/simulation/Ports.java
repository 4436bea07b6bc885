package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.GatewayProbe;
import io.github.shgrotate.rotation.Journal;
import io.github.shgrotate.rotation.TokenIssuer;
import io.github.shgrotate.rotation.TokenStore;
import io.github.shgrotate.rotation.Workloads;

/// All that a run has of the world.
public record Ports(
    TokenIssuer issuer,
    TokenStore store,
    Workloads workloads,
    Journal journal,
    GatewayProbe probe) {
  public Ports with(TokenIssuer other) {
    return new Ports(other, store, workloads, journal, probe);
  }

  public Ports with(TokenStore other) {
    return new Ports(issuer, other, workloads, journal, probe);
  }

  public Ports with(Journal other) {
    return new Ports(issuer, store, workloads, other, probe);
  }

  public Ports with(Workloads other) {
    return new Ports(issuer, store, other, journal, probe);
  }
}
