package io.github.shgrotate.network;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which hosts are reached without a proxy: the list `NO_PROXY`, read as curl and Go do. An entry
/// is `*`, a name (with its subdomains), `.suffix`, `*.suffix`, an address, or an address range
/// `10.0.0.0/8`; a name may carry a port.
final class ProxyExceptions {
  private final List<String> entries;

  ProxyExceptions(List<String> entries) {
    this.entries = List.copyOf(entries);
  }

  static ProxyExceptions parse(String list) {
    if (list.isBlank()) {
      return new ProxyExceptions(List.of());
    }
    List<String> entries = new ArrayList<>();
    for (String entry : list.split("[,\\s]+", -1)) {
      if (!entry.isEmpty()) {
        entries.add(entry.toLowerCase(Locale.ROOT));
      }
    }
    return new ProxyExceptions(entries);
  }

  ProxyExceptions and(String host) {
    List<String> more = new ArrayList<>(entries);
    more.add(host.toLowerCase(Locale.ROOT));
    return new ProxyExceptions(more);
  }

  boolean covers(URI address) {
    String host = plainHost(address);
    int port = address.getPort() >= 0 ? address.getPort() : defaultPort(address);
    for (String entry : entries) {
      if (matches(entry, host, port)) {
        return true;
      }
    }
    return false;
  }

  static String plainHost(URI address) {
    String host = Optional.ofNullable(address.getHost()).orElse("").toLowerCase(Locale.ROOT);
    return withoutBrackets(host);
  }

  private static boolean matches(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    if (entry.indexOf('/') > 0) {
      return inRange(entry, host);
    }
    String name = entry;
    int colon = entry.lastIndexOf(':');
    boolean hasPort = colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
    if (hasPort) {
      if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
        return false;
      }
      name = entry.substring(0, colon);
    }
    name = withoutBrackets(name);
    String suffix = name.startsWith("*.") ? name.substring(1) : name;
    return suffix.startsWith(".")
        ? host.endsWith(suffix) || host.equals(suffix.substring(1))
        : host.equals(suffix) || host.endsWith("." + suffix);
  }

  private static boolean inRange(String range, String host) {
    int slash = range.indexOf('/');
    try {
      // Literals only: no name is looked up for this.
      byte[] network = InetAddress.ofLiteral(range.substring(0, slash)).getAddress();
      byte[] address = InetAddress.ofLiteral(host).getAddress();
      int bits = Integer.parseInt(range, slash + 1, range.length(), 10);
      return network.length == address.length && sameBits(network, address, bits);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean sameBits(byte[] one, byte[] other, int bits) {
    for (int bit = 0; bit < bits && bit < one.length * 8; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static int defaultPort(URI address) {
    return "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443;
  }
}
