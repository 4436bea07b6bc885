package io.github.shgrotate.cli;

import java.io.InputStream;
import java.util.function.BooleanSupplier;

/// What can be done with the standard streams beside writing; asked only where it matters.
///
/// @param in standard input
/// @param watched whether standard error goes to a terminal, so that a line can be rewritten
record Terminal(InputStream in, BooleanSupplier watched) {
  /// Nothing to read, and nobody who watches.
  static final Terminal NONE = new Terminal(InputStream.nullInputStream(), () -> false);
}
