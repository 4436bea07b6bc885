package io.github.shgrotate.cli;

import java.util.Locale;

/// What can come of the rotation of one gateway.
enum Outcome {
  ROTATED,
  FINISHED,
  NOTHING_OWED,
  PLANNED,
  FAILED;

  /// For a reader: `nothing owed`.
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// For a program, as its schema lists them: `nothing-owed`.
  String code() {
    return words().replace(' ', '-');
  }
}
