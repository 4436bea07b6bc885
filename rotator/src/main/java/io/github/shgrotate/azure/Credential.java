package io.github.shgrotate.azure;

/// How to sign in to Azure. A secret sits in a final class that does not print it, never in a
/// record.
public sealed interface Credential
    permits ClientSecret, ClientCertificate, WorkloadIdentity, ManagedIdentity, AzureCli {}
