package io.github.shgrotate.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.github.shgrotate.network.ProxyServer;
import java.util.Optional;

/// How to reach one cluster's API and as whom. A class and not a record: it holds what signs in.
final class ClusterAccess {
  private final String origin;
  private final Config config;
  private final Trust trust;
  private final Optional<BearerToken> token;
  private final Optional<ProxyServer> proxy;
  private final Optional<String> namespace;

  /// @param origin where this was found: `in-cluster`, or a context of a file
  /// @param config server, client certificate and key, password, impersonation
  /// @param namespace the one that is meant where none is named: the context's, or the pod's own
  ClusterAccess(
      String origin,
      Config config,
      Trust trust,
      Optional<BearerToken> token,
      Optional<ProxyServer> proxy,
      Optional<String> namespace) {
    this.origin = origin;
    this.config = config;
    this.trust = trust;
    this.token = token;
    this.proxy = proxy;
    this.namespace = namespace;
  }

  /// Where the API server is, without a slash at the end.
  String server() {
    return config.getMasterUrl().replaceFirst("/+$", "");
  }

  String origin() {
    return origin;
  }

  Config config() {
    return config;
  }

  Trust trust() {
    return trust;
  }

  Optional<BearerToken> token() {
    return token;
  }

  Optional<ProxyServer> proxy() {
    return proxy;
  }

  Optional<String> namespace() {
    return namespace;
  }

  @Override
  public String toString() {
    return "%s (%s%s)"
        .formatted(
            server(), origin, proxy.map(through -> ", by way of the proxy " + through).orElse(""));
  }
}
