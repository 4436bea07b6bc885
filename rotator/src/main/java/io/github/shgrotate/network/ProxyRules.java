package io.github.shgrotate.network;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which requests go through which proxy. Loopback and the metadata endpoint of Azure's machines
/// never do.
public final class ProxyRules {
  private static final String METADATA_ENDPOINT = "169.254.169.254";
  private static final ProxyRules NONE =
      new ProxyRules(Optional.empty(), Optional.empty(), new ProxyExceptions(List.of()));

  private final Optional<ProxyServer> forHttps;
  private final Optional<ProxyServer> forHttp;
  private final ProxyExceptions exceptions;

  private ProxyRules(
      Optional<ProxyServer> forHttps, Optional<ProxyServer> forHttp, ProxyExceptions exceptions) {
    this.forHttps = forHttps;
    this.forHttp = forHttp;
    this.exceptions = exceptions;
  }

  /// No proxy for anything.
  public static ProxyRules none() {
    return NONE;
  }

  /// Reads `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, each in lower case first, as
  /// curl does. A proxy is `http://[user:password@]host:port`; an empty value counts as none.
  ///
  /// @throws io.github.shgrotate.rotation.RotationFailed when a proxy cannot be understood; the
  ///   message names the variable and not its value
  public static ProxyRules from(Map<String, String> environment) {
    Optional<ProxyServer> forHttps =
        server(environment, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
    Optional<ProxyServer> forHttp =
        server(environment, "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY");
    String exceptions = first(environment, "no_proxy", "NO_PROXY").map(environment::get).orElse("");
    return new ProxyRules(forHttps, forHttp, ProxyExceptions.parse(exceptions));
  }

  /// The same, and never for the host of that address.
  public ProxyRules except(URI host) {
    return new ProxyRules(forHttps, forHttp, exceptions.and(ProxyExceptions.plainHost(host)));
  }

  /// The proxy for that address; empty: go straight.
  public Optional<ProxyServer> proxyFor(URI address) {
    String host = ProxyExceptions.plainHost(address);
    if (isLoopback(host) || host.equals(METADATA_ENDPOINT) || exceptions.covers(address)) {
      return Optional.empty();
    }
    return "http".equalsIgnoreCase(address.getScheme()) ? forHttp : forHttps;
  }

  /// Whether a password has to be shown to a proxy.
  public boolean haveAuthorization() {
    return forHttps.flatMap(ProxyServer::authorization).isPresent()
        || forHttp.flatMap(ProxyServer::authorization).isPresent();
  }

  /// Whether that name or address is this machine itself.
  public static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("::1")
        || host.equals("[::1]")
        || isIpv4Loopback(host);
  }

  // Not a name such as 127.example.com.
  private static boolean isIpv4Loopback(String host) {
    if (!host.startsWith("127.")) {
      return false;
    }
    for (int i = 0; i < host.length(); i++) {
      char each = host.charAt(i);
      if (each != '.' && (each < '0' || each > '9')) {
        return false;
      }
    }
    return true;
  }

  private static Optional<ProxyServer> server(Map<String, String> environment, String... names) {
    return first(environment, names)
        .map(name -> server(name, environment.getOrDefault(name, "").trim()));
  }

  private static ProxyServer server(String variable, String value) {
    try {
      return ProxyServer.parse(value);
    } catch (ProxyServer.Unusable e) {
      throw new Failure(
              Reason.OPTIONS_INVALID,
              "The proxy cannot be used",
              "environment variable " + variable,
              e.why(),
              "Give it as http://[user:password@]host:port, or unset it.")
          .thrown();
    }
  }

  private static Optional<String> first(Map<String, String> environment, String... names) {
    for (String name : names) {
      if (!environment.getOrDefault(name, "").isBlank()) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /// Tells hosts and ports, never a password.
  @Override
  public String toString() {
    return "ProxyRules[https="
        + forHttps.map(ProxyServer::toString).orElse("none")
        + ", http="
        + forHttp.map(ProxyServer::toString).orElse("none")
        + "]";
  }
}
