package io.github.shgrotate.sandbox.azure;

/// A Kubernetes cluster of Azure, of which the sandbox knows no more than who issues the tokens of
/// its service accounts.
record AksCluster(String resourceId, String name, String issuer) {}
