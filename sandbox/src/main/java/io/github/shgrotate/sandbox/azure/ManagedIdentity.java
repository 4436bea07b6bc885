package io.github.shgrotate.sandbox.azure;

import java.util.Optional;

/// An identity of the machine that the sandbox plays: anybody there can have its tokens.
public final class ManagedIdentity extends Principal {
  private final Optional<String> resourceId;

  ManagedIdentity(
      Tenant tenant, String clientId, String objectId, Optional<String> userAssignedResourceId) {
    super(tenant, clientId, objectId);
    this.resourceId = userAssignedResourceId;
  }

  /// The resource id of a user-assigned identity; empty for the system-assigned one.
  public Optional<String> resourceId() {
    return resourceId;
  }

  boolean systemAssigned() {
    return resourceId.isEmpty();
  }

  @Override
  public ManagedIdentity grant(String scope, String... actions) {
    addRole(scope, actions);
    return this;
  }
}
