package io.github.shgrotate.sandbox.azure;

import java.time.Instant;

/// A token that Azure gave out.
///
/// @param principal the object id of who asked
/// @param gatewayResourceId the gateway's ARM id
/// @param expiry what the token says, cut to the minute
/// @param fingerprint see [Fingerprint]
public record IssuedToken(
    Instant at,
    String principal,
    String gatewayResourceId,
    KeySlot key,
    Instant expiry,
    String fingerprint) {}
