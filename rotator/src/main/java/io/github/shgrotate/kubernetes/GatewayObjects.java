package io.github.shgrotate.kubernetes;

import io.github.shgrotate.rotation.Journal;
import io.github.shgrotate.rotation.TokenStore;
import io.github.shgrotate.rotation.Workloads;

/// One gateway's Secret, workloads and events, over a connection that others use too. To be closed
/// when its rotation is over: its watches end, the connection stays.
public final class GatewayObjects implements AutoCloseable {
  private final SecretTokenStore store;
  private final AppsWorkloads workloads;
  private final EventJournal journal;

  GatewayObjects(SecretTokenStore store, AppsWorkloads workloads, EventJournal journal) {
    this.store = store;
    this.workloads = workloads;
    this.journal = journal;
  }

  public TokenStore store() {
    return store;
  }

  public Workloads workloads() {
    return workloads;
  }

  public Journal journal() {
    return journal;
  }

  @Override
  public void close() {
    workloads.close();
  }
}
