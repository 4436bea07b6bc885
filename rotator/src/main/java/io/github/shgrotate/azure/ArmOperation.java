package io.github.shgrotate.azure;

import io.github.shgrotate.rotation.Gateway;
import java.util.Optional;

/// What we ask ARM for, and the Azure role action it needs.
@SuppressWarnings("ImmutableEnumChecker") // an Optional of a text
enum ArmOperation {
  READ_GATEWAY("GET", "", "gateways/read", "The gateway could not be read from Azure"),
  GENERATE_TOKEN(
      "POST",
      "/generateToken",
      "gateways/generateToken/action",
      "Azure made no token for the gateway"),
  LIST_KEYS(
      "POST",
      "/listKeys",
      "gateways/listKeys/action",
      "Which key signed the token could not be told"),
  REGENERATE_KEY(
      "POST",
      "/regenerateKey",
      "gateways/regenerateKey/action",
      "Azure did not make the gateway's key anew"),
  /// The caller's own on the gateway ("Permissions - List For Resource" of the REST reference).
  LIST_PERMISSIONS(
      "GET",
      "/providers/Microsoft.Authorization/permissions",
      "Microsoft.Authorization/permissions/read",
      "Which permissions there are could not be read from Azure",
      Optional.of("2022-04-01"));

  private final String method;
  private final String suffix;
  private final String action;
  private final String failed;
  private final Optional<String> apiVersion;

  ArmOperation(String method, String suffix, String action, String failed) {
    this(method, suffix, "Microsoft.ApiManagement/service/" + action, failed, Optional.empty());
  }

  ArmOperation(
      String method, String suffix, String action, String failed, Optional<String> apiVersion) {
    this.method = method;
    this.suffix = suffix;
    this.action = action;
    this.failed = failed;
    this.apiVersion = apiVersion;
  }

  String method() {
    return method;
  }

  /// The role action without which it is refused.
  String action() {
    return action;
  }

  /// The `api-version`, where it is not that of API Management.
  Optional<String> apiVersion() {
    return apiVersion;
  }

  /// What could not be done, when it fails.
  String failed() {
    return failed;
  }

  String path(Gateway gateway) {
    return "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.ApiManagement/service/%s/gateways/%s%s"
        .formatted(
            UrlText.encode(gateway.subscriptionId()),
            UrlText.encode(gateway.resourceGroup()),
            UrlText.encode(gateway.serviceName()),
            UrlText.encode(gateway.name()),
            suffix);
  }
}
