package io.github.shgrotate.cli;

import io.github.shgrotate.azure.AzureTokenIssuer;
import io.github.shgrotate.azure.Credential;
import io.github.shgrotate.azure.RetryPolicy;
import io.github.shgrotate.kubernetes.KubernetesConnection;
import io.github.shgrotate.network.Network;
import io.github.shgrotate.probe.HttpProbe;
import io.github.shgrotate.rotation.GatewayProbe;
import io.github.shgrotate.rotation.RotationRequest;
import java.time.Duration;

/// Both connections of the process, and the ports of each rotation over them.
final class Assembly implements AutoCloseable {
  private final KubernetesConnection kubernetes;
  private final AzureTokenIssuer azure;
  private final GatewayProbe probe;

  private Assembly(KubernetesConnection kubernetes, AzureTokenIssuer azure, GatewayProbe probe) {
    this.kubernetes = kubernetes;
    this.azure = azure;
    this.probe = probe;
  }

  /// Opens both sides; nobody is asked anything yet.
  ///
  /// @throws io.github.shgrotate.rotation.RotationFailed when a file cannot be read or used
  static Assembly open(Access access, Surroundings surroundings, Log log) {
    Connections connections = Connections.of(surroundings, log, access.debug());
    Credential credential = Credentials.of(access.signIn(), surroundings.environment());
    Network network = connections.network(access.caFile());
    KubernetesConnection kubernetes =
        connections.kubernetes(access.kubeconfig(), access.context(), network);
    try {
      return new Assembly(
          kubernetes,
          connections.azure(access, credential, network, RetryPolicy.STANDARD),
          new HttpProbe(network.caFile()));
    } catch (RuntimeException e) {
      kubernetes.close();
      throw e;
    }
  }

  /// What the rotation of one gateway is plugged into.
  Ports ports(RotationRequest request) {
    return new Ports(azure, kubernetes.objects(request.namespace(), request.secretName()), probe);
  }

  /// Signs in to Azure now.
  ///
  /// @throws io.github.shgrotate.rotation.RotationFailed when that is refused or cannot be done
  void signInToAzure() {
    azure.signIn();
  }

  /// The least time in which Azure makes so many tokens more.
  Duration leastTime(int tokens) {
    return azure.leastTime(tokens);
  }

  /// How many requests wait at this moment until Azure takes more.
  int heldBackByAzure() {
    return azure.heldBack();
  }

  @Override
  public void close() {
    azure.close();
    kubernetes.close();
  }
}
