package io.github.shgrotate.sandbox.azure;

/// Ends a sign-in with one of Entra's refusals.
final class EntraRefused extends Exception {
  private final EntraFailure failure;

  EntraRefused(EntraFailure failure, Object... values) {
    super(failure.sentence(values));
    this.failure = failure;
  }

  EntraFailure failure() {
    return failure;
  }

  String sentence() {
    return java.util.Objects.requireNonNullElse(getMessage(), "");
  }
}
