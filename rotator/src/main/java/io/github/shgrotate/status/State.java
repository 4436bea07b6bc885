package io.github.shgrotate.status;

import java.util.List;
import java.util.Locale;

/// How a gateway, or all of them, are; the worst first, as monitoring systems order them.
public enum State {
  CRITICAL,
  WARNING,
  UNKNOWN,
  OK,
  /// There is no token: nothing to rotate.
  NOT_NEEDED;

  /// `critical`, `not-needed`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static State worst(List<State> states) {
    return states.stream().min(State::compareTo).orElse(OK);
  }
}
