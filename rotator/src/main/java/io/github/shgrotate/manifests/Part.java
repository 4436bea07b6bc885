package io.github.shgrotate.manifests;

/// What of an installation is wanted.
public enum Part {
  /// All that goes into the cluster, and what is to be done in Azure as a comment.
  ALL("all"),
  RBAC("rbac"),
  NETWORK_POLICY("networkpolicy"),
  CRON_JOB("cronjob"),
  AZURE_ROLE("azure-role");

  private final String word;

  Part(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
