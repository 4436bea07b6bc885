package io.github.shgrotate.azure;

import java.nio.file.Path;
import java.util.Optional;

/// How Azure is reached from here.
///
/// @param caFile PEM certificates to trust beside those that Java trusts
/// @param proxies which requests go through a proxy
public record AzureConnection(Optional<Path> caFile, ProxyRules proxies) {
  /// Straight, trusting what Java trusts.
  public static AzureConnection direct() {
    return new AzureConnection(Optional.empty(), ProxyRules.none());
  }
}
