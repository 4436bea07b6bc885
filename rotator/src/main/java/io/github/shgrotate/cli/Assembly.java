package io.github.shgrotate.cli;

import io.github.shgrotate.azure.AzureCloud;
import io.github.shgrotate.azure.AzureTokenIssuer;
import io.github.shgrotate.azure.Credential;
import io.github.shgrotate.azure.RetryPolicy;
import io.github.shgrotate.kubernetes.ClusterChoice;
import io.github.shgrotate.kubernetes.KubernetesConnection;
import io.github.shgrotate.network.Network;
import io.github.shgrotate.network.ProxyRules;
import io.github.shgrotate.probe.HttpProbe;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.GatewayProbe;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationRequest;
import java.time.Duration;
import java.util.function.Consumer;

/// The composition root: the connections of the process, and the ports of each rotation over them.
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
    Consumer<String> notices = log::notice;
    Consumer<String> debug = access.debug() ? log::debug : _ -> {};
    Credential credential = Credentials.of(access.signIn(), surroundings.environment());
    Network network = new Network(access.caFile(), ProxyRules.from(surroundings.environment()));
    KubernetesConnection kubernetes =
        KubernetesConnection.open(
            new ClusterChoice(
                access.kubeconfig(),
                access.context(),
                surroundings.environment(),
                surroundings.home()),
            network,
            surroundings.clock(),
            surroundings.pause(),
            notices,
            debug);
    try {
      return new Assembly(
          kubernetes,
          AzureTokenIssuer.open(
              cloud(access),
              credential,
              network,
              access.armApiVersion(),
              RetryPolicy.STANDARD,
              surroundings.clock(),
              surroundings.pause(),
              notices,
              debug),
          new HttpProbe(network.caFile()));
    } catch (RuntimeException e) {
      kubernetes.close();
      throw e;
    }
  }

  /// Where Azure is.
  ///
  /// @throws io.github.shgrotate.rotation.RotationFailed when an address cannot be used
  static AzureCloud cloud(Access access) {
    try {
      AzureCloud cloud = AzureCloud.named(access.cloud()).orElseThrow();
      if (access.authorityHost().isPresent()) {
        cloud = cloud.withAuthorityHost(access.authorityHost().get());
      }
      if (access.armEndpoint().isPresent()) {
        cloud = cloud.withArmEndpoint(access.armEndpoint().get());
      }
      return access.armAudience().isPresent()
          ? cloud.withArmAudience(access.armAudience().get())
          : cloud;
    } catch (IllegalArgumentException e) {
      throw new Failure(
              Reason.OPTIONS_INVALID,
              "The addresses of the Azure cloud cannot be used",
              "--authority-host, --arm-endpoint, --arm-audience",
              String.valueOf(e.getMessage()),
              "correct them; apim-shg-rotate rotate --help tells the options")
          .thrown();
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
