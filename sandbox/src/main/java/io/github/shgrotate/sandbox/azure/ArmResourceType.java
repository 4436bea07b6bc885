package io.github.shgrotate.sandbox.azure;

import java.util.List;

/// A type whose api-versions are others than API Management's, as Azure's REST reference and Azure
/// CLI name them.
record ArmResourceType(String namespace, String name, List<String> versions) {
  static final ArmResourceType PERMISSIONS =
      authorization("permissions", "2015-07-01", "2018-01-01-preview", "2022-04-01");
  static final ArmResourceType ROLE_DEFINITIONS =
      authorization(
          "roleDefinitions",
          "2015-07-01",
          "2018-01-01-preview",
          "2022-04-01",
          "2022-05-01-preview");
  static final ArmResourceType ROLE_ASSIGNMENTS =
      authorization(
          "roleAssignments",
          "2015-07-01",
          "2018-09-01-preview",
          "2020-04-01-preview",
          "2022-04-01");
  static final ArmResourceType IDENTITIES =
      new ArmResourceType(
          "Microsoft.ManagedIdentity",
          "userAssignedIdentities",
          List.of(
              "2018-11-30",
              "2022-01-31-preview",
              "2023-01-31",
              "2023-07-31-preview",
              "2024-11-30",
              "2025-01-31-preview",
              "2025-05-31-preview"));

  private static ArmResourceType authorization(String name, String... versions) {
    return new ArmResourceType("Microsoft.Authorization", name, List.of(versions));
  }

  /// Refuses versions that it does not have.
  void check(String version) throws ArmRefused {
    if (!versions.contains(version)) {
      throw ArmError.of(
              400,
              "InvalidResourceType",
              ("The resource type '%s' could not be found in the namespace '%s' for api version"
                      + " '%s'. The supported api-versions are '%s'.")
                  .formatted(name, namespace, version, String.join(",", versions)))
          .refused();
    }
  }
}
