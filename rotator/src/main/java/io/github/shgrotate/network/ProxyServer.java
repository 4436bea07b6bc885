package io.github.shgrotate.network;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// An HTTP proxy, with the user and password to show it. A class and not a record, for the
/// password's sake.
public final class ProxyServer {
  private static final int DEFAULT_PORT = 80;

  private final String host;
  private final int port;
  private final Optional<String> authorization;

  private ProxyServer(String host, int port, Optional<String> authorization) {
    this.host = host;
    this.port = port;
    this.authorization = authorization;
  }

  /// Why a text names no proxy that can be used; without quoting it, as it may hold a password.
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private Unusable(String why) {
      super(why);
    }

    public String why() {
      return String.valueOf(getMessage());
    }
  }

  /// Reads `[http://][user:password@]host[:port]`.
  public static ProxyServer parse(String text) throws Unusable {
    URI address;
    try {
      address = URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException e) {
      throw new Unusable("it is not an address (the value is not shown: it may be secret)");
    }
    if (!"http".equalsIgnoreCase(address.getScheme())) {
      throw new Unusable("it begins with " + address.getScheme() + "://, not with http://");
    }
    String host = address.getHost();
    if (host == null) {
      throw new Unusable("it names no host (the value is not shown: it may be secret)");
    }
    return new ProxyServer(
        host,
        address.getPort() < 0 ? DEFAULT_PORT : address.getPort(),
        Optional.ofNullable(address.getRawUserInfo()).map(ProxyServer::basic));
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  /// The header `Proxy-Authorization`.
  public Optional<String> authorization() {
    return authorization;
  }

  private static String basic(String userInfo) {
    // A plus sign is a plus sign in this part of a URL.
    String plain = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /// Tells host and port, never the password.
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
