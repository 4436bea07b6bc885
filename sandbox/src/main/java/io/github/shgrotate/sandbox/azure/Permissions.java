package io.github.shgrotate.sandbox.azure;

import io.github.shgrotate.sandbox.azure.ArmTarget.GatewayAction;

/// Which action a request needs, by Azure's names.
final class Permissions {
  private Permissions() {}

  /// The action; empty text when the request needs none.
  static String actionFor(ArmTarget target, String method) {
    return switch (target) {
      case ArmTarget.CloudMetadata _, ArmTarget.Tenants _, ArmTarget.Subscriptions _ -> "";
      case ArmTarget.Unknown _, ArmTarget.Nowhere _ -> "";
      case ArmTarget.OneSubscription _ -> "Microsoft.Resources/subscriptions/read";
      case ArmTarget.Locations _ -> "Microsoft.Resources/subscriptions/locations/read";
      case ArmTarget.Provider _ -> "Microsoft.Resources/subscriptions/providers/read";
      case ArmTarget.Groups _, ArmTarget.OneGroup _ ->
          "Microsoft.Resources/subscriptions/resourceGroups/read";
      case ArmTarget.AllServices _, ArmTarget.Services _, ArmTarget.OneService _ ->
          "Microsoft.ApiManagement/service/" + verb(method);
      case ArmTarget.Gateways _, ArmTarget.OneGateway _ ->
          "Microsoft.ApiManagement/service/gateways/" + verb(method);
      case ArmTarget.OwnPermissions _ -> "Microsoft.Authorization/permissions/read";
      case ArmTarget.RoleDefinitionsAt _, ArmTarget.OneRoleDefinition _ ->
          "Microsoft.Authorization/roleDefinitions/" + verb(method);
      case ArmTarget.RoleAssignmentsAt _, ArmTarget.OneRoleAssignment _ ->
          "Microsoft.Authorization/roleAssignments/" + verb(method);
      case ArmTarget.OneIdentity _ ->
          "Microsoft.ManagedIdentity/userAssignedIdentities/" + verb(method);
      case ArmTarget.FederatedCredentials _, ArmTarget.OneFederatedCredential _ ->
          "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/"
              + verb(method);
      case ArmTarget.OneCluster _ -> "Microsoft.ContainerService/managedClusters/" + verb(method);
      case ArmTarget.OnGateway(_, _, _, _, GatewayAction action) ->
          "Microsoft.ApiManagement/service/gateways/" + action.word() + "/action";
    };
  }

  private static String verb(String method) {
    return switch (method) {
      case "GET", "HEAD" -> "read";
      case "DELETE" -> "delete";
      case "POST" -> "action";
      default -> "write";
    };
  }
}
