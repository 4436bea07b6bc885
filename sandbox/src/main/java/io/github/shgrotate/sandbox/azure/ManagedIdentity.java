package io.github.shgrotate.sandbox.azure;

import java.util.Optional;

/// An identity whose credentials Azure looks after. When it is one of the machine that the sandbox
/// plays, anybody there can have its tokens. Anybody anywhere can who presents a token that a
/// federated credential of it is for.
public final class ManagedIdentity extends Principal {
  private final Optional<String> resourceId;
  private final boolean ofMachine;

  ManagedIdentity(
      Tenant tenant,
      String clientId,
      String objectId,
      Optional<String> userAssignedResourceId,
      boolean ofMachine) {
    super(tenant, clientId, objectId);
    this.resourceId = userAssignedResourceId;
    this.ofMachine = ofMachine;
  }

  /// The resource id of a user-assigned identity; empty for the system-assigned one.
  public Optional<String> resourceId() {
    return resourceId;
  }

  boolean systemAssigned() {
    return resourceId.isEmpty();
  }

  boolean ofMachine() {
    return ofMachine;
  }

  /// As its resource is called, or its machine.
  @Override
  String displayName() {
    return resourceId.map(id -> id.substring(id.lastIndexOf('/') + 1)).orElse("machine");
  }

  @Override
  public ManagedIdentity grant(String scope, String... actions) {
    addRole(scope, actions);
    return this;
  }
}
