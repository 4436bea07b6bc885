package io.github.shgrotate.azure;

import java.nio.file.Path;

/// A service principal that trusts a cluster's service account.
///
/// @param tokenFile the projected service account token; Kubernetes replaces it about every hour,
///   so it is read anew for each sign-in
public record WorkloadIdentity(String tenant, String clientId, Path tokenFile)
    implements Credential {}
