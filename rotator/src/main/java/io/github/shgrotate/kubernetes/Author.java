package io.github.shgrotate.kubernetes;

/// The name under which this program writes: in managed fields and in events.
final class Author {
  static final String NAME = "apim-shg-rotate";

  private Author() {}
}
