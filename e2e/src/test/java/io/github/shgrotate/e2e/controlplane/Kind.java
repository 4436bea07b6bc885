package io.github.shgrotate.e2e.controlplane;

import java.util.Locale;

/// A kind of workload.
public enum Kind {
  DEPLOYMENT("Deployment", "strategy"),
  STATEFUL_SET("StatefulSet", "updateStrategy"),
  DAEMON_SET("DaemonSet", "updateStrategy");

  private final String word;
  private final String strategyField;

  Kind(String word, String strategyField) {
    this.word = word;
    this.strategyField = strategyField;
  }

  /// As in manifests: `StatefulSet`.
  public String word() {
    return word;
  }

  /// As in `K8S_OBJECT`: `statefulset`.
  public String option() {
    return word.toLowerCase(Locale.ROOT);
  }

  /// As in paths and roles: `statefulsets`.
  public String plural() {
    return option() + "s";
  }

  String strategyField() {
    return strategyField;
  }
}
