package io.github.shgrotate.kubernetes;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finds the proxy for a server in the environment, by the rules that kubectl (Go) follows: a
/// CronJob that worked with it keeps working.
final class ProxyChoice {
  private final Map<String, String> environment;

  ProxyChoice(Map<String, String> environment) {
    this.environment = environment;
  }

  /// The proxy to go through, as it was written; empty to go straight.
  Optional<String> proxyFor(URI server) {
    String scheme = server.getScheme().toUpperCase(Locale.ROOT);
    String host = unbracketed(String.valueOf(server.getHost()).toLowerCase(Locale.ROOT));
    return variable(scheme + "_PROXY").filter(proxy -> !isLocal(host) && !isExcepted(host));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }

  private static boolean isLocal(String host) {
    return host.equals("localhost")
        || address(host).map(InetAddress::isLoopbackAddress).orElse(false);
  }

  private boolean isExcepted(String host) {
    for (String entry : variable("NO_PROXY").orElse("").toLowerCase(Locale.ROOT).split(",")) {
      if (matches(entry.strip(), host)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String entry, String host) {
    if (entry.isEmpty()) {
      return false;
    }
    if (entry.equals("*")) {
      return true;
    }
    int slash = entry.indexOf('/');
    if (slash > 0) {
      return inNetwork(entry.substring(0, slash), entry.substring(slash + 1), host);
    }
    String name = entry.replaceFirst("^\\*\\.", ".").replaceFirst("^([^:]+):\\d+$", "$1");
    return name.startsWith(".")
        ? host.endsWith(name)
        : host.equals(unbracketed(name)) || host.endsWith("." + name);
  }

  private static boolean inNetwork(String network, String prefixLength, String host) {
    Optional<InetAddress> base = address(unbracketed(network));
    Optional<InetAddress> asked = address(host);
    if (base.isEmpty() || asked.isEmpty() || !prefixLength.matches("\\d{1,3}")) {
      return false;
    }
    byte[] left = base.get().getAddress();
    byte[] right = asked.get().getAddress();
    int bits = Integer.parseInt(prefixLength);
    if (left.length != right.length || bits > left.length * 8) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((left[bit / 8] & mask) != (right[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /// Of a literal address only: no name is looked up.
  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
