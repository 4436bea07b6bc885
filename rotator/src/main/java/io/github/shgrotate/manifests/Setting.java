package io.github.shgrotate.manifests;

/// An environment variable that the container is given.
public record Setting(String variable, String value) {
  /// As a container's value is written: what looks like a reference to another variable is not one.
  String literal() {
    return value.replace("$", "$$");
  }
}
