package io.github.shgrotate.sandbox.kubelet;

/// Something a container needs is not there; the kubelet tries again later.
final class Missing extends Exception {
  Missing(String message) {
    super(message);
  }
}
