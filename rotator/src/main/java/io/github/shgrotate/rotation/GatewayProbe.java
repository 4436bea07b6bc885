package io.github.shgrotate.rotation;

import java.net.URI;

/// Port to the data plane of a running gateway. Never throws: a gateway that cannot be reached is
/// an answer too.
@FunctionalInterface
public interface GatewayProbe {
  /// Asks once.
  ProbeAnswer ask(URI address);
}
