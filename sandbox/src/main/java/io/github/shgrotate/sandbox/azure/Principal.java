package io.github.shgrotate.sandbox.azure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Somebody who can sign in: an application or a managed identity.
public abstract sealed class Principal permits Application, ManagedIdentity {
  private final Tenant tenant;
  private final String clientId;
  private final String objectId;
  private final List<RoleAssignment> roles = new CopyOnWriteArrayList<>();

  Principal(Tenant tenant, String clientId, String objectId) {
    this.tenant = tenant;
    this.clientId = clientId;
    this.objectId = objectId;
  }

  public String clientId() {
    return clientId;
  }

  /// The id of the service principal, which Azure names in its refusals.
  public String objectId() {
    return objectId;
  }

  public String tenantId() {
    return tenant.id();
  }

  /// Lets it perform the actions at the scope and below.
  public abstract Principal grant(String scope, String... actions);

  /// Takes every permission away.
  public void revokeAll() {
    roles.clear();
  }

  boolean may(String action, String scope) {
    return roles.stream().anyMatch(role -> role.allows(action, scope, tenant.now()));
  }

  /// What it was granted at the resource or above it.
  List<RoleAssignment> rolesAt(String resource) {
    return roles.stream().filter(role -> role.appliesTo(resource, tenant.now())).toList();
  }

  /// Whether any permission lets it see the subscription at all.
  boolean knows(String subscriptionScope) {
    return roles.stream()
        .anyMatch(
            role ->
                role.scope().equals("/")
                    || (role.scope() + "/")
                        .regionMatches(
                            true, 0, subscriptionScope + "/", 0, subscriptionScope.length() + 1));
  }

  final Tenant tenant() {
    return tenant;
  }

  final void addRole(String scope, String... actions) {
    roles.add(new RoleAssignment(scope, List.of(actions), tenant.effectiveFrom()));
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + clientId + "]";
  }
}
