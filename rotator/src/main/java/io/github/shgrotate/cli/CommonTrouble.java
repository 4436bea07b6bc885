package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import java.util.Optional;

/// Tells a trouble of all gateways from one of a single gateway. Once it is found nobody else needs
/// to meet it.
final class CommonTrouble {
  /// So many in a row, and none that was answered among them, are no accident.
  private static final int SEVERAL = 5;

  private int inARow;
  private Optional<Failure> found = Optional.empty();

  /// Both sides have answered.
  synchronized void none() {
    inARow = 0;
  }

  /// One has failed.
  synchronized void met(Failure failure) {
    switch (Extent.of(failure.reason())) {
      case ALL -> found = found.or(() -> Optional.of(failure));
      case ALL_IF_SEVERAL -> {
        inARow++;
        if (inARow >= SEVERAL) {
          found = found.or(() -> Optional.of(failure));
        }
      }
      case ONE -> inARow = 0;
    }
  }

  /// What stands in everybody's way.
  synchronized Optional<Failure> found() {
    return found;
  }

  /// Whom a failure concerns.
  private enum Extent {
    ALL,
    ALL_IF_SEVERAL,
    ONE;

    static Extent of(Reason reason) {
      return switch (reason) {
        case CREDENTIAL_UNREADABLE,
            CERTIFICATE_UNTRUSTED,
            PROXY_REFUSED,
            KUBECONFIG_INVALID,
            SIGN_IN_REFUSED,
            CLIENT_SECRET_EXPIRED,
            CLOCK_REFUSED,
            SIGN_IN_UNAVAILABLE,
            KUBERNETES_SIGN_IN_REFUSED ->
            ALL;
        case AZURE_UNAVAILABLE, AZURE_THROTTLED, KUBERNETES_UNAVAILABLE -> ALL_IF_SEVERAL;
        case OPTIONS_INVALID,
            KEY_RECORD_INVALID,
            SECRET_IMMUTABLE,
            SECRET_TYPE_WRONG,
            SECRET_NOT_THE_SOURCE,
            SECRET_KEY_AMBIGUOUS,
            GATEWAY_HAS_NO_TOKEN,
            OWNED_BY_ANOTHER,
            REQUEST_INVALID,
            AZURE_PERMISSION_MISSING,
            AZURE_REQUEST_FORBIDDEN,
            KUBERNETES_PERMISSION_MISSING,
            GATEWAY_NOT_FOUND,
            AZURE_RESOURCE_NOT_FOUND,
            SECRET_NOT_FOUND,
            WORKLOAD_NOT_FOUND,
            WORKLOAD_PAUSED,
            WORKLOAD_ON_DELETE,
            ROLLOUT_FAILED,
            ROLLOUT_TIMED_OUT,
            TOKEN_REFUSED,
            KEY_STILL_IN_USE,
            CONTENDED,
            TOKEN_REJECTED,
            ANSWER_UNREADABLE,
            INTERNAL ->
            ONE;
      };
    }
  }
}
