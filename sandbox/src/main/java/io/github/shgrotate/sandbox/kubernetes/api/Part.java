package io.github.shgrotate.sandbox.kubernetes.api;

/// Which part of an object a write is about.
public enum Part {
  /// All but the status.
  MAIN,
  /// The status, and annotations, which controllers keep with it.
  STATUS
}
