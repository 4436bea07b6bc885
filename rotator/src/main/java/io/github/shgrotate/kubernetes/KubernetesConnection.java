package io.github.shgrotate.kubernetes;

import io.github.shgrotate.network.Network;
import io.github.shgrotate.rotation.Pause;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.TokenStore;
import io.github.shgrotate.rotation.Workloads;
import io.github.shgrotate.status.GatewaySearch;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The API of one cluster, for as long as rotations need it. To be closed: open watches and
/// connections end with it. Any number of threads may use it at once.
public final class KubernetesConnection implements AutoCloseable {
  private final ApiServer api;
  private final Clock clock;
  private final Pause pause;
  private final Consumer<String> notices;
  private final Identities identities = new Identities();
  private final List<AppsWorkloads> opened = new CopyOnWriteArrayList<>();

  private KubernetesConnection(ApiServer api, Clock clock, Pause pause, Consumer<String> notices) {
    this.api = api;
    this.clock = clock;
    this.pause = pause;
    this.notices = notices;
  }

  /// Finds the cluster and prepares to talk to it; sends nothing yet. (A sign-in program that the
  /// kubeconfig names is run.)
  ///
  /// @param network the way there, as far as the kubeconfig does not say otherwise
  /// @param notices told what a user should know
  /// @param debug told every request, never a body
  /// @throws RotationFailed when the choice leads to no cluster
  public static KubernetesConnection open(
      ClusterChoice choice,
      Network network,
      Clock clock,
      Pause pause,
      Consumer<String> notices,
      Consumer<String> debug) {
    ClusterAccess access = ClusterSearch.find(choice, network, notices);
    debug.accept("Kubernetes: " + access);
    return new KubernetesConnection(
        new ApiServer(access, clock, pause, debug), clock, pause, notices);
  }

  ApiServer api() {
    return api;
  }

  /// The objects of one gateway of many. Nothing of it stays here when it is closed.
  public GatewayObjects objects(String namespace, String secretName) {
    Identities own = new Identities();
    return new GatewayObjects(
        new SecretTokenStore(api, own, namespace, secretName),
        new AppsWorkloads(api, own, namespace, Optional.of(secretName), clock, pause, notices),
        new EventJournal(api, own, namespace, secretName, clock));
  }

  public TokenStore tokenStore(String namespace, String secretName) {
    return new SecretTokenStore(api, identities, namespace, secretName);
  }

  public Workloads workloads(String namespace) {
    AppsWorkloads workloads =
        new AppsWorkloads(api, identities, namespace, Optional.empty(), clock, pause, notices);
    opened.add(workloads);
    return workloads;
  }

  /// The gateways of this cluster.
  public GatewaySearch gateways() {
    Map<String, Workloads> byNamespace = new HashMap<>();
    return new ClusterGateways(
        api, namespace -> byNamespace.computeIfAbsent(namespace, this::workloads)::pods);
  }

  /// The namespace that is meant where none is named: the context's, or the pod's own.
  public Optional<String> ownNamespace() {
    return api.access().namespace();
  }

  @Override
  public void close() {
    opened.forEach(AppsWorkloads::close);
    api.close();
  }
}
