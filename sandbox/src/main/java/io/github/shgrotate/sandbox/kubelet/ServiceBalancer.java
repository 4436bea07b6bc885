package io.github.shgrotate.sandbox.kubelet;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Sends requests in turn to the gateways of a namespace that are ready, as a Service does.
public final class ServiceBalancer {
  private final SimulatedKubelet kubelet;
  private final String namespace;
  private final AtomicLong turn = new AtomicLong();

  public ServiceBalancer(SimulatedKubelet kubelet, String namespace) {
    this.kubelet = kubelet;
    this.namespace = namespace;
  }

  /// One request to the next gateway; refused when none is ready.
  public Served request() {
    List<SimulatedGateway> ready = kubelet.inService(namespace);
    return ready.isEmpty()
        ? new Served.ConnectionRefused()
        : ready.get((int) (turn.getAndIncrement() % ready.size())).request();
  }
}
