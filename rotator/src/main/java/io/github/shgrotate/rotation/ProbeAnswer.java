package io.github.shgrotate.rotation;

/// What came of asking a gateway for a page that it should serve.
public sealed interface ProbeAnswer {
  /// Everybody who was asked answered 2xx with a body.
  record Served() implements ProbeAnswer {}

  /// Somebody did not.
  ///
  /// @param how who, and what came instead
  record NotServed(String how) implements ProbeAnswer {}
}
