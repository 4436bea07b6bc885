package io.github.shgrotate.kubernetes;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.RotationFailed;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Runs what must fail, and tells with what.
final class Refused {
  private Refused() {}

  static Failure by(ThrowingCallable action) {
    RotationFailed failed = catchThrowableOfType(RotationFailed.class, action);
    if (failed == null) {
      throw new AssertionError("it did not fail");
    }
    return failed.failure();
  }
}
