package io.github.shgrotate.status;

import java.time.Duration;

/// From when on little time is too little.
///
/// @param renewBefore a token is due for renewal when less than this is left
/// @param warn less is worth a warning
/// @param crit less is critical
public record StatusPolicy(Duration renewBefore, Duration warn, Duration crit) {
  /// From then on Azure warns by itself (Azure Advisor, `ShgwGatewayTokenNearExpiry`).
  public static final Duration AZURE_WARNS = Duration.ofDays(7);

  public static final StatusPolicy STANDARD =
      new StatusPolicy(Duration.ofDays(10), AZURE_WARNS, Duration.ofDays(2));
}
