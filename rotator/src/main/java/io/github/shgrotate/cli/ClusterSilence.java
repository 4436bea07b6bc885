package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Reason;
import java.util.Optional;

/// Tells a cluster that cannot be reached from a Secret that cannot be read: when the first few
/// attempts all fail in a way that has nothing to do with the Secret, nobody is asked any more.
final class ClusterSilence {
  private static final int FEW = 3;

  private boolean somebodyAnswered;
  private int failures;
  private Optional<Failure> last = Optional.empty();

  synchronized void answered() {
    somebodyAnswered = true;
  }

  synchronized void failed(Failure failure) {
    if (concernsAll(failure.reason())) {
      failures++;
      last = Optional.of(failure);
    } else {
      somebodyAnswered = true;
    }
  }

  /// Why nothing can be read from this cluster, when that is so.
  synchronized Optional<Failure> reason() {
    return !somebodyAnswered && failures >= FEW ? last : Optional.empty();
  }

  private static boolean concernsAll(Reason reason) {
    return switch (reason.kind()) {
      case CONFIGURATION, UNAVAILABLE -> true;
      case REFUSED -> reason == Reason.KUBERNETES_SIGN_IN_REFUSED;
      case NOT_FOUND, ROLLOUT, UNEXPECTED -> false;
    };
  }
}
