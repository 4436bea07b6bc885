package io.github.shgrotate.azure;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// An HTTP proxy, with the user and password to show it. A class and not a record, for the
/// password's sake.
final class ProxyServer {
  private static final int DEFAULT_PORT = 80;

  private final String host;
  private final int port;
  private final Optional<String> authorization;

  private ProxyServer(String host, int port, Optional<String> authorization) {
    this.host = host;
    this.port = port;
    this.authorization = authorization;
  }

  /// Reads `[http://][user:password@]host[:port]`.
  ///
  /// @param variable where it was given, for the error message; the value itself may hold a
  ///   password
  /// @throws RotationFailed with [Reason#OPTIONS_INVALID]
  static ProxyServer parse(String variable, String value) {
    URI address;
    try {
      address = URI.create(value.contains("://") ? value : "http://" + value);
    } catch (IllegalArgumentException e) {
      throw invalid(variable, "it is not an address (the value is not shown: it may be secret)");
    }
    if (!"http".equalsIgnoreCase(address.getScheme())) {
      throw invalid(variable, "it begins with " + address.getScheme() + "://, not with http://");
    }
    String host = address.getHost();
    if (host == null) {
      throw invalid(variable, "it names no host (the value is not shown: it may be secret)");
    }
    return new ProxyServer(
        host,
        address.getPort() < 0 ? DEFAULT_PORT : address.getPort(),
        Optional.ofNullable(address.getRawUserInfo()).map(ProxyServer::basic));
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  /// The header `Proxy-Authorization`.
  Optional<String> authorization() {
    return authorization;
  }

  private static String basic(String userInfo) {
    // A plus sign is a plus sign in this part of a URL.
    String plain = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  private static RotationFailed invalid(String variable, String why) {
    return new Failure(
            Reason.OPTIONS_INVALID,
            "The proxy cannot be used",
            "environment variable " + variable,
            why,
            "Give it as http://[user:password@]host:port, or unset it.")
        .thrown();
  }

  /// Tells host and port, never the password.
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
