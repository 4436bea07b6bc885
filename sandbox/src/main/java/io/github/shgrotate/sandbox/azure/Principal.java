package io.github.shgrotate.sandbox.azure;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// Somebody who can sign in: an application or a managed identity.
public abstract sealed class Principal permits Application, ManagedIdentity {
  private final Tenant tenant;
  private final String clientId;
  private final String objectId;
  private final List<RoleAssignment> roles = new CopyOnWriteArrayList<>();
  private final List<FederatedCredential> federated = new CopyOnWriteArrayList<>();

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

  /// Whether a role of its own lets it do that to the resource now.
  public boolean may(String action, String resource) {
    return roles.stream().anyMatch(role -> role.allows(action, resource, tenant.now()));
  }

  abstract String displayName();

  /// Client secrets that it may sign in with.
  List<ClientSecret> secrets() {
    return List.of();
  }

  List<X509Certificate> certificates() {
    return List.of();
  }

  final List<FederatedCredential> federatedCredentials() {
    return federated;
  }

  /// Trusts tokens of another issuer, instead of those that the credential of this name told of.
  final synchronized void trust(FederatedCredential credential) {
    federated.removeIf(former -> former.name().equalsIgnoreCase(credential.name()));
    federated.add(credential);
  }

  /// What it was granted at the resource or above it.
  List<RoleAssignment> rolesAt(String resource) {
    return roles.stream().filter(role -> role.appliesTo(resource, tenant.now())).toList();
  }

  List<RoleAssignment> roles() {
    return roles;
  }

  /// Whether any permission lets it see the subscription at all.
  boolean knows(String subscriptionScope) {
    return roles.stream()
        .anyMatch(
            role -> role.scope().equals("/") || Scope.covers(subscriptionScope, role.scope()));
  }

  final Tenant tenant() {
    return tenant;
  }

  final void assign(String name, String scope, RoleDefinition role) {
    roles.add(new RoleAssignment(name, scope, role, tenant.effectiveFrom()));
  }

  /// A role of no name, which nobody else can be given.
  final void addRole(String scope, String... actions) {
    String id = idOf("grant " + roles.size());
    assign(id, scope, new RoleDefinition(id, "", "", List.of(actions), List.of(), List.of()));
  }

  /// An id for something of its own.
  final String idOf(String what) {
    return UUID.nameUUIDFromBytes(
            "%s of %s in %s"
                .formatted(what, objectId, tenant.id())
                .getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + clientId + "]";
  }
}
