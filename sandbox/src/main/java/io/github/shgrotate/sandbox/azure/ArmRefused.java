package io.github.shgrotate.sandbox.azure;

/// Ends a request to ARM with an error.
final class ArmRefused extends Exception {
  private final transient ArmError error;

  ArmRefused(ArmError error) {
    super(error.code());
    this.error = error;
  }

  ArmError error() {
    return error;
  }
}
