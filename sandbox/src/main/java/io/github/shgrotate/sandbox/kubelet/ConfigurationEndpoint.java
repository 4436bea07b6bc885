package io.github.shgrotate.sandbox.kubelet;

/// Where gateways present their token and get their configuration: a part of Azure.
@FunctionalInterface
public interface ConfigurationEndpoint {
  /// What it answers.
  sealed interface Answer {}

  /// The token is good; here is the configuration.
  record Accepted() implements Answer {}

  /// The token is not good.
  record Rejected(int status) implements Answer {}

  /// No answer at all.
  record Unreachable(String why) implements Answer {}

  /// A gateway presents itself.
  ///
  /// @param endpoint as the container's environment says; with or without `https://`
  /// @param gatewayInstance which container of which pod asks
  /// @param authorizationValue the whole header: `GatewayKey ...`
  Answer present(String endpoint, String gatewayInstance, String authorizationValue);
}
