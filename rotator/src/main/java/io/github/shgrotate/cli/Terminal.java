package io.github.shgrotate.cli;

import java.io.InputStream;
import java.util.function.BooleanSupplier;

/// What can be done with the standard streams beside writing; asked only where it matters.
///
/// @param in standard input
/// @param resultsAreWatched whether standard output goes to a terminal, so that it can be coloured
/// @param errorsAreWatched whether standard error does, so that a line can be rewritten
record Terminal(
    InputStream in, BooleanSupplier resultsAreWatched, BooleanSupplier errorsAreWatched) {
  /// Nothing to read, and nobody who watches.
  static final Terminal NONE =
      new Terminal(InputStream.nullInputStream(), () -> false, () -> false);
}
