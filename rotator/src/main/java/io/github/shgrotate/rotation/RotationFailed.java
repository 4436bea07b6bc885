package io.github.shgrotate.rotation;

/// Carries a [Failure] from an adapter to the driver.
public final class RotationFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public RotationFailed(Failure failure) {
    super(failure.reason().code() + ": " + failure.what());
    this.failure = failure;
  }

  public RotationFailed(Failure failure, Throwable cause) {
    super(failure.reason().code() + ": " + failure.what(), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
