package io.github.shgrotate.sandbox.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// How ARM shows what lies above gateways: tenants, subscriptions, groups, services.
final class Listings {
  private Listings() {}

  static ObjectNode list(Iterable<ObjectNode> values) {
    ObjectNode body = Json.object();
    ArrayNode list = body.putArray("value");
    values.forEach(list::add);
    return body;
  }

  static ObjectNode tenant(String id) {
    return Json.object()
        .put("id", "/tenants/" + id)
        .put("tenantId", id)
        .put("countryCode", "CH")
        .put("displayName", "Sandbox tenant")
        .put("defaultDomain", "sandbox.invalid")
        .put("tenantCategory", "Home");
  }

  /// The caller's own permissions: "Permissions - List For Resource" of Azure's REST reference
  /// (2022-04-01), one entry for each role, without the role's name. Documented are the path, the
  /// four lists, `nextLink`, and that it takes `Microsoft.Authorization/permissions/read`. Not
  /// known is whether Azure takes deny assignments into account, whether it answers for a resource
  /// that does not exist, and when it begins a second page; there is none here.
  static ObjectNode permissions(List<RoleAssignment> assignments) {
    return list(assignments.stream().map(assignment -> permission(assignment.role())).toList());
  }

  /// What a role allows. The sandbox has no data actions.
  static ObjectNode permission(RoleDefinition role) {
    ObjectNode permission = Json.object();
    ArrayNode actions = permission.putArray("actions");
    role.actions().forEach(actions::add);
    ArrayNode notActions = permission.putArray("notActions");
    role.notActions().forEach(notActions::add);
    permission.putArray("dataActions");
    permission.putArray("notDataActions");
    return permission;
  }

  /// Of Microsoft.ContainerService, as far as anybody here asks.
  static ObjectNode cluster(AksCluster cluster) {
    ObjectNode body =
        Json.object()
            .put("id", cluster.resourceId())
            .put("name", cluster.name())
            .put("type", "Microsoft.ContainerService/ManagedClusters")
            .put("location", "westeurope");
    ObjectNode properties = body.putObject("properties").put("provisioningState", "Succeeded");
    properties
        .putObject("oidcIssuerProfile")
        .put("enabled", true)
        .put("issuerURL", cluster.issuer());
    return body;
  }

  static ObjectNode subscription(Subscription subscription) {
    ObjectNode body =
        Json.object()
            .put("id", subscription.resourceId())
            .put("authorizationSource", "RoleBased")
            .put("subscriptionId", subscription.id())
            .put("tenantId", subscription.tenantId())
            .put("displayName", "Sandbox subscription")
            .put("state", subscription.disabled() ? "Disabled" : "Enabled");
    body.putArray("managedByTenants");
    body.putObject("subscriptionPolicies")
        .put("locationPlacementId", "Public_2014-09-01")
        .put("quotaId", "PayAsYouGo_2014-09-01")
        .put("spendingLimit", "Off");
    return body;
  }

  static ObjectNode location(Subscription subscription) {
    return Json.object()
        .put("id", subscription.resourceId() + "/locations/westeurope")
        .put("name", "westeurope")
        .put("type", "Region")
        .put("displayName", "West Europe")
        .put("regionalDisplayName", "(Europe) West Europe");
  }

  static ObjectNode provider(Subscription subscription) {
    ObjectNode body =
        Json.object()
            .put("id", subscription.resourceId() + "/providers/" + ArmTarget.PROVIDER)
            .put("namespace", ArmTarget.PROVIDER)
            .put("registrationPolicy", "RegistrationRequired")
            .put("registrationState", "Registered");
    ArrayNode types = body.putArray("resourceTypes");
    for (String type : new String[] {"service", "service/gateways"}) {
      ObjectNode entry = types.addObject().put("resourceType", type);
      entry.putArray("locations").add("West Europe");
      ArrayNode versions = entry.putArray("apiVersions");
      ApiVersions.ofGateways().reversed().forEach(versions::add);
    }
    return body;
  }

  static ObjectNode group(ResourceGroup group) {
    ObjectNode body =
        Json.object()
            .put("id", group.resourceId())
            .put("name", group.name())
            .put("type", "Microsoft.Resources/resourceGroups")
            .put("location", "westeurope");
    body.putObject("properties").put("provisioningState", "Succeeded");
    return body;
  }

  static ObjectNode service(ApimService service) {
    String host = service.name().toLowerCase(java.util.Locale.ROOT) + ".azure-api.net";
    ObjectNode body =
        Json.object()
            .put("id", service.resourceId())
            .put("name", service.name())
            .put("type", "Microsoft.ApiManagement/service")
            .put("location", "West Europe")
            .put("etag", "AAAAAAAAAAE=");
    body.putObject("tags");
    body.putObject("sku").put("name", "Developer").put("capacity", 1);
    ObjectNode properties =
        body.putObject("properties")
            .put("provisioningState", service.locked() ? "Updating" : "Succeeded")
            .put("targetProvisioningState", "")
            .put("publisherName", "Sandbox")
            .put("publisherEmail", "owner@sandbox.invalid")
            .put("gatewayUrl", "https://" + host)
            .put("managementApiUrl", "https://" + service.name() + ".management.azure-api.net");
    properties
        .putObject("apiVersionConstraint")
        .put("minApiVersion", service.minApiVersion().orElse("2021-08-01"));
    return body;
  }
}
