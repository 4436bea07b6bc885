package io.github.shgrotate.rotation;

/// A self-hosted gateway as a resource of an Azure API Management service.
///
/// @param subscriptionId the subscription, a GUID
/// @param resourceGroup the resource group of the API Management service
/// @param serviceName the API Management service
/// @param name the gateway within the service
public record Gateway(
    String subscriptionId, String resourceGroup, String serviceName, String name) {

  /// The Azure Resource Manager id, as Azure writes it.
  public String resourceId() {
    return "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.ApiManagement/service/%s/gateways/%s"
        .formatted(subscriptionId, resourceGroup, serviceName, name);
  }
}
