package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;

/// Whom a request is for, and what the adapters of the product say of its failures.
public enum Side {
  ENTRA(
      Reason.SIGN_IN_UNAVAILABLE,
      Reason.SIGN_IN_UNAVAILABLE,
      Reason.SIGN_IN_REFUSED,
      Reason.ANSWER_UNREADABLE),
  ARM(
      Reason.AZURE_UNAVAILABLE,
      Reason.AZURE_THROTTLED,
      Reason.AZURE_PERMISSION_MISSING,
      Reason.AZURE_UNAVAILABLE),
  /// The gateways themselves, for whoever calls them.
  GATEWAY(Reason.INTERNAL, Reason.INTERNAL, Reason.INTERNAL, Reason.INTERNAL),
  KUBERNETES(
      Reason.KUBERNETES_UNAVAILABLE,
      Reason.KUBERNETES_UNAVAILABLE,
      Reason.KUBERNETES_PERMISSION_MISSING,
      Reason.ANSWER_UNREADABLE);

  private final Reason away;
  private final Reason throttled;
  private final Reason forbidden;
  private final Reason conflict;

  Side(Reason away, Reason throttled, Reason forbidden, Reason conflict) {
    this.away = away;
    this.throttled = throttled;
    this.forbidden = forbidden;
    this.conflict = conflict;
  }

  boolean isAzure() {
    return this == ENTRA || this == ARM;
  }

  RotationFailed unavailable() {
    return failed(away, "nobody answers");
  }

  RotationFailed throttled() {
    return failed(throttled, "it answered 429");
  }

  RotationFailed forbidden() {
    return failed(forbidden, "it answered 403");
  }

  /// A 409 that stands; from Azure it means that the service is busy.
  RotationFailed conflict() {
    return failed(conflict, "it answered 409");
  }

  RotationFailed unreadable() {
    return failed(Reason.ANSWER_UNREADABLE, "its answer cannot be read");
  }

  /// Whether the adapters send such a request again by themselves.
  boolean repeats(Fault fault) {
    return switch (fault) {
      case LOST_BEFORE, LOST_AFTER, REFUSED_429, REFUSED_503 -> this != GATEWAY;
      case REFUSED_409 -> this == ARM;
      default -> false;
    };
  }

  private RotationFailed failed(Reason reason, String why) {
    return new Failure(reason, "a request failed", name(), why, "run again").thrown();
  }
}
