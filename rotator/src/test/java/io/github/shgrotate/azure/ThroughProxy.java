package io.github.shgrotate.azure;

import io.github.shgrotate.network.Network;
import io.github.shgrotate.network.ProxyRules;
import io.github.shgrotate.rotation.RotationFailed;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// Reads the gateway through a proxy, in a JVM of its own: the JDK reads its proxy settings once.
final class ThroughProxy {
  private ThroughProxy() {}

  /// Prints `read`, or the reason why not.
  ///
  /// @param arguments the address of Azure, the CA file, the proxy
  public static void main(String[] arguments) {
    URI azure = URI.create(arguments[0]);
    try (AzureTokenIssuer issuer =
        AzureTokenIssuer.open(
            new AzureCloud(azure, azure, arguments[0]),
            AzureRun.secret(),
            new Network(
                Optional.of(Path.of(arguments[1])),
                ProxyRules.from(Map.of("HTTPS_PROXY", arguments[2]))),
            "2024-05-01",
            RetryPolicy.STANDARD,
            Clock.systemUTC(),
            pause -> {},
            notice -> {},
            line -> {})) {
      issuer.gateway(FakeAzure.GATEWAY);
      System.out.println("read");
    } catch (RotationFailed e) {
      System.out.println(e.failure().reason());
    }
  }
}
