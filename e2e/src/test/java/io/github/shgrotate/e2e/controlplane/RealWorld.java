package io.github.shgrotate.e2e.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.SandboxClock;
import io.github.shgrotate.sandbox.azure.SandboxAzure;
import io.github.shgrotate.sandbox.kubelet.Behaviour;
import io.github.shgrotate.sandbox.kubelet.HttpsConfigurationEndpoint;
import io.github.shgrotate.sandbox.kubelet.KubernetesApi;
import io.github.shgrotate.sandbox.kubelet.SimulatedKubelet;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The real control plane with simulated nodes, and the sandbox's Azure beside it: one for a whole
/// test run, so its clock stays the machine's. A test works in a [Corner] of it.
public final class RealWorld implements AutoCloseable {
  /// More than a test drains, so that the others always find a place.
  static final int NODES = 4;

  private final ControlPlane cluster;
  private final SandboxClock clock = new SandboxClock();
  private final SandboxAzure azure;
  private final HttpsConfigurationEndpoint configuration;
  private final KubernetesApi kubeletsApi;
  private final SimulatedKubelet kubelet;
  private final Gate gate;
  private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final AtomicInteger corners = new AtomicInteger();

  private RealWorld(ControlPlane cluster) throws IOException {
    this.cluster = cluster;
    azure = SandboxAzure.start(clock, cluster.authority());
    configuration = new HttpsConfigurationEndpoint(cluster.authority().clientContext());
    gate = new Gate(cluster.uri(), cluster.authority());
    kubeletsApi = cluster.connect();
    kubelet =
        SimulatedKubelet.beside(kubeletsApi, clock)
            .nodes(NODES)
            .controlPlaneClock(Clock.systemUTC())
            .configurationEndpoint(configuration)
            .behaviours(this::behaviour)
            .runtime(RotatorContainers::runs, new RotatorContainers(cluster, azure))
            .podFolders(cluster.folder("pods"))
            .serving(cluster.authority().serverContext())
            .start();
  }

  public static RealWorld beside(ControlPlane cluster) throws IOException {
    return new RealWorld(cluster);
  }

  public ControlPlane cluster() {
    return cluster;
  }

  public SandboxAzure azure() {
    return azure;
  }

  public SandboxClock clock() {
    return clock;
  }

  public SimulatedKubelet kubelet() {
    return kubelet;
  }

  Gate gate() {
    return gate;
  }

  /// A number no other corner has.
  int nextCorner() {
    return corners.incrementAndGet();
  }

  /// How containers that start in this namespace behave from now on, whatever they are annotated
  /// with.
  void behave(String namespace, Behaviour behaviour) {
    behaviours.put(namespace, behaviour);
  }

  /// Back to what the pods are annotated with.
  void behaveAsAnnotated(String namespace) {
    behaviours.remove(namespace);
  }

  private Behaviour behaviour(JsonNode pod) {
    return Optional.ofNullable(behaviours.get(pod.path("metadata").path("namespace").asText()))
        .orElseGet(() -> Behaviour.annotated(pod));
  }

  @Override
  public void close() {
    kubelet.close();
    kubeletsApi.close();
    configuration.close();
    gate.close();
    azure.close();
  }
}
