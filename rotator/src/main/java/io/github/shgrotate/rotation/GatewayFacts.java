package io.github.shgrotate.rotation;

import java.time.Duration;
import java.time.Instant;

/// What reading the gateway from Azure told.
///
/// @param azureTime Azure's clock when it answered; all expiries are judged by it
/// @param localClockAhead how far this machine's clock is ahead of Azure's; negative when behind
public record GatewayFacts(Instant azureTime, Duration localClockAhead) {}
