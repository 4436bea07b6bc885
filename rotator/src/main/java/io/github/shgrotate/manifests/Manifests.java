package io.github.shgrotate.manifests;

/// The text that is applied: YAML documents, in an order in which each finds what it needs; the
/// Azure role in JSON.
public final class Manifests {
  /// Where the container finds the file of gateways, if there is one.
  public static final String FILE = ContainerParts.GATEWAYS;

  private static final String BETWEEN = "---\n";

  private Manifests() {}

  public static String of(Installation installation, Part part) {
    return switch (part) {
      case ALL ->
          AzureCommands.comment(installation)
              + BETWEEN
              + RbacDocuments.of(installation)
              + BETWEEN
              + NetworkPolicyDocument.of(installation)
              + BETWEEN
              + work(installation);
      case RBAC -> RbacDocuments.of(installation);
      case NETWORK_POLICY -> NetworkPolicyDocument.of(installation);
      case CRON_JOB -> work(installation);
      case AZURE_ROLE -> AzureRole.json(installation);
    };
  }

  /// The CronJob, and what it reads.
  private static String work(Installation installation) {
    return installation
            .file()
            .map(file -> ConfigMapDocument.of(installation, file) + BETWEEN)
            .orElse("")
        + CronJobDocument.of(installation);
  }
}
