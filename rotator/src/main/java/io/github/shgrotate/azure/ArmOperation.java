package io.github.shgrotate.azure;

import io.github.shgrotate.rotation.Gateway;

/// What we ask ARM for, and the Azure role action it needs.
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
      "Azure did not make the gateway's key anew");

  private final String method;
  private final String suffix;
  private final String action;
  private final String failed;

  ArmOperation(String method, String suffix, String action, String failed) {
    this.method = method;
    this.suffix = suffix;
    this.action = "Microsoft.ApiManagement/service/" + action;
    this.failed = failed;
  }

  String method() {
    return method;
  }

  /// The role action without which it is refused.
  String action() {
    return action;
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
