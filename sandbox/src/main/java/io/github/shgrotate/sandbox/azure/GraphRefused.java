package io.github.shgrotate.sandbox.azure;

/// Ends a request to Graph with an error.
final class GraphRefused extends Exception {
  private final int status;
  private final String code;

  GraphRefused(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
