package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.RotationRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Everything that a rotation was asked to be, checked. The client secret stays in [SignIn].
///
/// @param cloud the named cloud
/// @param armEndpoint instead of the cloud's
/// @param armAudience instead of the cloud's, or of the endpoint's
/// @param authorityHost instead of the cloud's
/// @param rolloutTimeout for each workload
record Settings(
    RotationRequest request,
    SignIn signIn,
    String cloud,
    Optional<URI> armEndpoint,
    Optional<String> armAudience,
    Optional<URI> authorityHost,
    String armApiVersion,
    Optional<Path> caFile,
    Optional<String> kubeconfig,
    Optional<String> context,
    Duration rolloutTimeout,
    boolean dryRun,
    boolean json,
    boolean debug) {}
