package io.github.shgrotate.rotation;

/// Names a workload within the rotation's namespace.
public record WorkloadRef(WorkloadKind kind, String name) {
  /// As kubectl writes it: `deployment/apim-gateway`.
  @Override
  public String toString() {
    return kind.word() + "/" + name;
  }
}
