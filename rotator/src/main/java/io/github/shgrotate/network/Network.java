package io.github.shgrotate.network;

import java.nio.file.Path;
import java.util.Optional;

/// How others are reached from here.
///
/// @param caFile PEM certificates to trust beside those that Java trusts
/// @param proxies which requests go through a proxy
public record Network(Optional<Path> caFile, ProxyRules proxies) {
  /// Straight, trusting what Java trusts.
  public static Network direct() {
    return new Network(Optional.empty(), ProxyRules.none());
  }
}
