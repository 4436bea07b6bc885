package io.github.shgrotate.simulation.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Everything that is not the rotator.
public final class World {
  private final Timeline time;
  private final Chronicle chronicle = new Chronicle();
  private final Azure azure;
  private final Cluster cluster;
  private final List<Installation> installations = new ArrayList<>();

  public World(Instant start) {
    time = new Timeline(start);
    azure = new Azure(time, chronicle);
    cluster = new Cluster(time, azure, chronicle);
  }

  public Timeline time() {
    return time;
  }

  public Chronicle chronicle() {
    return chronicle;
  }

  public Azure azure() {
    return azure;
  }

  public Cluster cluster() {
    return cluster;
  }

  public List<Installation> installations() {
    return List.copyOf(installations);
  }

  /// Makes the gateway in Azure; Secret and workloads are made by whoever tells the story.
  public Installation install(Installation installation) {
    azure.makeGateway(installation.gateway());
    installations.add(installation);
    return installation;
  }
}
