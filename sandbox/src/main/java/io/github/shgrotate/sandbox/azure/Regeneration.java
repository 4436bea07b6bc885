package io.github.shgrotate.sandbox.azure;

import java.time.Instant;

/// A key that was replaced.
///
/// @param principal the object id of who asked; `sandbox` when a test did
public record Regeneration(Instant at, String principal, String gatewayResourceId, KeySlot key) {}
