package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.RotationRequest;
import java.time.Duration;

/// Everything that a rotation was asked to be, checked.
///
/// @param rolloutTimeout for each workload
record Settings(
    RotationRequest request,
    Access access,
    Duration rolloutTimeout,
    boolean dryRun,
    Formats formats) {}
