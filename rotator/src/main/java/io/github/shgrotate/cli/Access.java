package io.github.shgrotate.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// How Azure and the cluster are reached, whichever gateway it is about. The client secret stays in
/// [SignIn].
///
/// @param cloud the named cloud
/// @param armEndpoint instead of the cloud's
/// @param armAudience instead of the cloud's, or of the endpoint's
/// @param authorityHost instead of the cloud's
/// @param debug whether every request is told
record Access(
    SignIn signIn,
    String cloud,
    Optional<URI> armEndpoint,
    Optional<String> armAudience,
    Optional<URI> authorityHost,
    String armApiVersion,
    Optional<Path> caFile,
    Optional<String> kubeconfig,
    Optional<String> context,
    boolean debug) {}
