package io.github.shgrotate.manifests;

import io.github.shgrotate.rotation.AzureRight;
import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.RequiredRights;
import io.github.shgrotate.rotation.RotationRequest;
import java.util.List;
import java.util.stream.Collectors;

/// The custom role that is assigned on the gateways, as `az role definition create` takes it. What
/// stands in it is made of checked names, in which JSON escapes nothing.
final class AzureRole {
  private static final String NAME = "API Management gateway token rotation";

  private AzureRole() {}

  /// One of a tenant: other actions, another name.
  static String name(Installation installation) {
    String more =
        actions(installation).stream()
            .skip(2)
            .map(action -> action.replaceAll(".*/gateways/|/action", ""))
            .collect(Collectors.joining(" and "));
    return more.isEmpty() ? NAME : NAME + " with " + more;
  }

  /// What any of its rotations uses: one role for all.
  private static List<String> actions(Installation installation) {
    return installation.rotations().stream()
        .flatMap(rotation -> RequiredRights.inAzure(rotation).stream())
        .map(AzureRight::action)
        .distinct()
        .toList();
  }

  /// On several lines, for a file.
  static String json(Installation installation) {
    return """
    {
      "Name": "%s",
      "IsCustom": true,
      "Description": "%s",
      "Actions": [
        %s
      ],
      "NotActions": [],
      "DataActions": [],
      "NotDataActions": [],
      "AssignableScopes": [
        %s
      ]
    }
    """
        .formatted(
            name(installation),
            description(installation),
            lines(actions(installation)),
            lines(scopes(installation)));
  }

  private static String description(Installation installation) {
    return "Reads a self-hosted gateway%s and makes tokens for it%s."
        .formatted(
            actions(installation).stream().anyMatch(it -> it.contains("/listKeys/"))
                ? " with its keys"
                : "",
            actions(installation).stream().anyMatch(it -> it.contains("/regenerateKey/"))
                ? ", and makes its keys anew"
                : "");
  }

  /// A role can be given to resource groups at the narrowest.
  private static List<String> scopes(Installation installation) {
    return installation.rotations().stream()
        .map(RotationRequest::gateway)
        .map(AzureRole::group)
        .distinct()
        .toList();
  }

  private static String group(Gateway gateway) {
    return "/subscriptions/%s/resourceGroups/%s"
        .formatted(gateway.subscriptionId(), gateway.resourceGroup());
  }

  private static String lines(List<String> texts) {
    return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(",\n    "));
  }
}
