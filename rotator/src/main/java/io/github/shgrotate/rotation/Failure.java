package io.github.shgrotate.rotation;

import java.util.List;

/// Why a rotation could not go on, ready to be told. None of the texts holds a secret.
///
/// @param what what could not be done
/// @param where the thing concerned: a resource, a file, an address
/// @param why what stood in the way
/// @param next what to do about it
/// @param requestIds how Azure or Kubernetes finds the request in its own logs, each as
///   `name=value`
public record Failure(
    Reason reason, String what, String where, String why, String next, List<String> requestIds) {
  public Failure {
    requestIds = List.copyOf(requestIds);
  }

  public Failure(Reason reason, String what, String where, String why, String next) {
    this(reason, what, where, why, next, List.of());
  }

  /// To throw from where a value cannot be returned.
  public RotationFailed thrown() {
    return new RotationFailed(this);
  }
}
