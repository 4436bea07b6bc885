package io.github.shgrotate.rotation;

/// An action of an Azure role that a rotation uses, on the gateway.
///
/// @param action such as `Microsoft.ApiManagement/service/gateways/read`
/// @param use what for, to go on after "to"
public record AzureRight(String action, String use) {}
