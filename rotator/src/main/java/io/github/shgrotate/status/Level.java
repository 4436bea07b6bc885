package io.github.shgrotate.status;

import java.util.Locale;

/// How much a finding matters; the most first.
public enum Level {
  CRITICAL,
  WARNING,
  /// Something could not be seen.
  UNKNOWN,
  /// Worth knowing; nobody needs to be woken.
  NOTE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  State state() {
    return switch (this) {
      case CRITICAL -> State.CRITICAL;
      case WARNING -> State.WARNING;
      case UNKNOWN -> State.UNKNOWN;
      case NOTE -> State.OK;
    };
  }
}
