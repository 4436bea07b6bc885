package io.github.shgrotate.azure;

import io.github.shgrotate.network.ProxyRules;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Where a cloud's sign-in and its Azure Resource Manager (ARM) are. The values of the known clouds
/// are those of Microsoft's page "National clouds" and of the Azure CLI.
///
/// @param authorityHost where Microsoft Entra signs in, without the tenant
/// @param armEndpoint the root of ARM
/// @param armAudience what a bearer token for ARM is asked for
public record AzureCloud(URI authorityHost, URI armEndpoint, String armAudience) {
  public static final AzureCloud PUBLIC =
      new AzureCloud(
          URI.create("https://login.microsoftonline.com"),
          URI.create("https://management.azure.com"),
          "https://management.azure.com/");

  public static final AzureCloud US_GOVERNMENT =
      new AzureCloud(
          URI.create("https://login.microsoftonline.us"),
          URI.create("https://management.usgovcloudapi.net"),
          "https://management.usgovcloudapi.net/");

  // The host that msal4j calls even when it is given the older login.chinacloudapi.cn.
  public static final AzureCloud CHINA =
      new AzureCloud(
          URI.create("https://login.partner.microsoftonline.cn"),
          URI.create("https://management.chinacloudapi.cn"),
          "https://management.chinacloudapi.cn/");

  /// @throws IllegalArgumentException with a sentence for the reader when an address is none that
  ///   secrets may be sent to
  public AzureCloud {
    requireSafe("the authority host", authorityHost);
    requireSafe("the ARM endpoint", armEndpoint);
    if (armAudience.isBlank()) {
      throw new IllegalArgumentException("the ARM audience is empty");
    }
  }

  /// The cloud of that name: `public`, `usgovernment` or `china`, in any case.
  public static Optional<AzureCloud> named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "public" -> Optional.of(PUBLIC);
      case "usgovernment" -> Optional.of(US_GOVERNMENT);
      case "china" -> Optional.of(CHINA);
      default -> Optional.empty();
    };
  }

  public AzureCloud withAuthorityHost(URI host) {
    return new AzureCloud(host, armEndpoint, armAudience);
  }

  /// Another ARM. The audience becomes the endpoint itself, which is right for most clouds; say
  /// [#withArmAudience] afterwards where it is not.
  public AzureCloud withArmEndpoint(URI endpoint) {
    return new AzureCloud(authorityHost, endpoint, endpoint.toString());
  }

  public AzureCloud withArmAudience(String audience) {
    return new AzureCloud(authorityHost, armEndpoint, audience);
  }

  /// The scope of a token request in Entra's protocol of version 2.
  public String scope() {
    return withoutSlash(armAudience) + "/.default";
  }

  /// The authority of a tenant, as sign-in libraries want it.
  String authority(String tenant) {
    String host = withoutSlash(authorityHost.toString());
    return host.endsWith("/" + tenant) ? host : host + "/" + tenant;
  }

  static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  private static void requireSafe(String what, URI address) {
    String host = address.getHost();
    if (host == null || address.getRawQuery() != null || address.getRawFragment() != null) {
      throw new IllegalArgumentException(
          what + " is not an address of the form https://host[:port]: " + address);
    }
    boolean safe =
        "https".equalsIgnoreCase(address.getScheme())
            || ("http".equalsIgnoreCase(address.getScheme()) && ProxyRules.isLoopback(host));
    if (!safe) {
      throw new IllegalArgumentException(what + " must begin with https://: " + address);
    }
  }
}
