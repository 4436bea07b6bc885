package io.github.shgrotate.sandbox.kubelet;

/// What came of one request to a gateway.
public sealed interface Served {
  /// It answered.
  ///
  /// @param body empty when the gateway has no configuration: it serves nothing
  record Answered(int status, String body) implements Served {}

  /// Nobody listens.
  record ConnectionRefused() implements Served {}

  /// Whether the caller got what they came for.
  default boolean useful() {
    return switch (this) {
      case Answered(int status, String body) -> status == 200 && !body.isEmpty();
      case ConnectionRefused() -> false;
    };
  }
}
