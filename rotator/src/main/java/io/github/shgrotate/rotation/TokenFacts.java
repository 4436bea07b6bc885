package io.github.shgrotate.rotation;

import java.time.Instant;

/// What a token says of itself; nothing of it is secret.
///
/// @param fingerprint its name
/// @param gatewayName the gateway it was issued for
/// @param expiresAt the minute at which Azure stops accepting it
public record TokenFacts(Fingerprint fingerprint, String gatewayName, Instant expiresAt) {}
