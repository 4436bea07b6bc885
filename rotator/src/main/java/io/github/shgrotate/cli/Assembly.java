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
import io.github.shgrotate.rotation.Journal;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.TokenIssuer;
import io.github.shgrotate.rotation.TokenStore;
import io.github.shgrotate.rotation.Workloads;
import java.util.function.Consumer;

/// The composition root: the ports of one rotation, made from its settings.
final class Assembly implements AutoCloseable {
  private final Settings settings;
  private final KubernetesConnection kubernetes;
  private final AzureTokenIssuer azure;

  private Assembly(Settings settings, KubernetesConnection kubernetes, AzureTokenIssuer azure) {
    this.settings = settings;
    this.kubernetes = kubernetes;
    this.azure = azure;
  }

  /// Opens both sides; nobody is asked anything yet.
  ///
  /// @throws io.github.shgrotate.rotation.RotationFailed when a file cannot be read or used
  static Assembly open(Settings settings, Surroundings surroundings) {
    Consumer<String> notices = line -> surroundings.err().println("notice   " + line);
    Consumer<String> debug =
        settings.debug() ? line -> surroundings.err().println("debug    " + line) : _ -> {};
    Credential credential = Credentials.of(settings.signIn(), surroundings.environment());
    Network network = new Network(settings.caFile(), ProxyRules.from(surroundings.environment()));
    KubernetesConnection kubernetes =
        KubernetesConnection.open(
            new ClusterChoice(
                settings.kubeconfig(),
                settings.context(),
                surroundings.environment(),
                surroundings.home()),
            network,
            surroundings.clock(),
            surroundings.pause(),
            notices,
            debug);
    try {
      return new Assembly(
          settings,
          kubernetes,
          AzureTokenIssuer.open(
              cloud(settings),
              credential,
              network,
              settings.armApiVersion(),
              RetryPolicy.STANDARD,
              surroundings.clock(),
              surroundings.pause(),
              notices,
              debug));
    } catch (RuntimeException e) {
      kubernetes.close();
      throw e;
    }
  }

  private static AzureCloud cloud(Settings settings) {
    try {
      AzureCloud cloud = AzureCloud.named(settings.cloud()).orElseThrow();
      if (settings.authorityHost().isPresent()) {
        cloud = cloud.withAuthorityHost(settings.authorityHost().get());
      }
      if (settings.armEndpoint().isPresent()) {
        cloud = cloud.withArmEndpoint(settings.armEndpoint().get());
      }
      return settings.armAudience().isPresent()
          ? cloud.withArmAudience(settings.armAudience().get())
          : cloud;
    } catch (IllegalArgumentException e) {
      throw new Failure(
              Reason.OPTIONS_INVALID,
              "The addresses of the Azure cloud cannot be used",
              "--authority-host, --arm-endpoint, --arm-audience",
              String.valueOf(e.getMessage()),
              "correct them; apim-shg-rotate --help tells the options")
          .thrown();
    }
  }

  TokenIssuer issuer() {
    return azure;
  }

  TokenStore store() {
    return kubernetes.tokenStore(settings.request().namespace(), settings.request().secretName());
  }

  Workloads workloads() {
    return kubernetes.workloads(settings.request().namespace());
  }

  GatewayProbe probe() {
    return new HttpProbe();
  }

  Journal journal() {
    return kubernetes.journal(settings.request().namespace(), settings.request().secretName());
  }

  @Override
  public void close() {
    azure.close();
    kubernetes.close();
  }
}
