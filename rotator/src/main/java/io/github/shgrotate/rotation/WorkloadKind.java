package io.github.shgrotate.rotation;

import java.util.Locale;
import java.util.Optional;

/// The kinds of workload whose pods can be gateways.
public enum WorkloadKind {
  DEPLOYMENT("Deployment", "deployments", "deploy"),
  STATEFUL_SET("StatefulSet", "statefulsets", "sts"),
  DAEMON_SET("DaemonSet", "daemonsets", "ds");

  private final String kind;
  private final String plural;
  private final String shortName;

  WorkloadKind(String kind, String plural, String shortName) {
    this.kind = kind;
    this.plural = plural;
    this.shortName = shortName;
  }

  /// Kubernetes' name of the kind.
  public String kind() {
    return kind;
  }

  /// Kubernetes' resource name, as in paths and RBAC rules.
  public String plural() {
    return plural;
  }

  /// The word kubectl prints.
  public String word() {
    return kind.toLowerCase(Locale.ROOT);
  }

  /// Understands the names that kubectl does: singular, plural, short, each with or without the
  /// group, in any case.
  public static Optional<WorkloadKind> of(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    int group = name.indexOf('.');
    if (group >= 0) {
      if (!name.substring(group).matches("(\\.v1)?\\.apps")) {
        return Optional.empty();
      }
      name = name.substring(0, group);
    }
    for (WorkloadKind each : values()) {
      if (name.equals(each.word()) || name.equals(each.plural) || name.equals(each.shortName)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
