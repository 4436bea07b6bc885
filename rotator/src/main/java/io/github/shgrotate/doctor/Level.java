package io.github.shgrotate.doctor;

import java.util.Locale;

/// How much a finding matters.
public enum Level {
  /// As it should be.
  OK,
  /// Worth knowing.
  NOTE,
  /// A rotation goes through, and something may suffer.
  WARNING,
  /// A rotation fails, or does not end well.
  ERROR,
  /// It could not be looked at.
  UNKNOWN;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
