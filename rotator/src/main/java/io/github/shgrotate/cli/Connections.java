package io.github.shgrotate.cli;

import io.github.shgrotate.azure.AzureCloud;
import io.github.shgrotate.azure.AzureTokenIssuer;
import io.github.shgrotate.azure.Credential;
import io.github.shgrotate.azure.RetryPolicy;
import io.github.shgrotate.kubernetes.ClusterChoice;
import io.github.shgrotate.kubernetes.KubernetesConnection;
import io.github.shgrotate.network.Network;
import io.github.shgrotate.network.ProxyRules;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Opens the connections of the process; the one place that knows what they are made of. Whoever
/// opens one closes it. Nobody is asked anything yet.
///
/// @param notices what a user may want to change
/// @param debug every request
record Connections(Surroundings surroundings, Consumer<String> notices, Consumer<String> debug) {
  /// @param isDebugging whether every request is told
  static Connections of(Surroundings surroundings, Log log, boolean isDebugging) {
    return new Connections(surroundings, log::notice, isDebugging ? log::debug : _ -> {});
  }

  /// @throws io.github.shgrotate.rotation.RotationFailed when a proxy makes no sense
  Network network(Optional<Path> caFile) {
    return new Network(caFile, ProxyRules.from(surroundings.environment()));
  }

  /// @throws io.github.shgrotate.rotation.RotationFailed when there is no cluster to be found, or a
  ///   file cannot be used
  KubernetesConnection kubernetes(
      Optional<String> kubeconfig, Optional<String> context, Network network) {
    return KubernetesConnection.open(
        new ClusterChoice(kubeconfig, context, surroundings.environment(), surroundings.home()),
        network,
        surroundings.clock(),
        surroundings.pause(),
        notices,
        debug);
  }

  /// @throws io.github.shgrotate.rotation.RotationFailed when an address or a file cannot be used
  AzureTokenIssuer azure(
      Access access, Credential credential, Network network, RetryPolicy retries) {
    return AzureTokenIssuer.open(
        cloud(access),
        credential,
        network,
        access.armApiVersion(),
        retries,
        surroundings.clock(),
        surroundings.pause(),
        notices,
        debug);
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
}
