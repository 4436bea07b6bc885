package io.github.shgrotate.sandbox.azure;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The roles of a tenant: the one of Azure's own that is for API Management, and custom ones.
final class RoleDefinitions {
  private static final RoleDefinition SERVICE_CONTRIBUTOR =
      new RoleDefinition(
          "312a565d-c81f-4fd8-895a-4e21e48d571c",
          "API Management Service Contributor",
          "Can manage service and the APIs",
          List.of(
              "Microsoft.ApiManagement/service/*",
              "Microsoft.Authorization/*/read",
              "Microsoft.Insights/alertRules/*",
              "Microsoft.ResourceHealth/availabilityStatuses/read",
              "Microsoft.Resources/deployments/*",
              "Microsoft.Resources/subscriptions/resourceGroups/read",
              "Microsoft.Support/*"),
          List.of(),
          List.of("/"));

  private final List<RoleDefinition> all = new CopyOnWriteArrayList<>(List.of(SERVICE_CONTRIBUTOR));

  List<RoleDefinition> assignableAt(String scope) {
    return all.stream().filter(role -> role.assignableAt(scope)).toList();
  }

  Optional<RoleDefinition> find(String id) {
    return all.stream().filter(role -> role.id().equalsIgnoreCase(id)).findFirst();
  }

  /// Adds it, unless there is one of that name.
  synchronized boolean add(RoleDefinition role) {
    boolean taken = all.stream().anyMatch(other -> other.name().equalsIgnoreCase(role.name()));
    return !taken && all.add(role);
  }
}
