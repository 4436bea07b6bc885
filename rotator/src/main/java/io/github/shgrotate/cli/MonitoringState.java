package io.github.shgrotate.cli;

import io.github.shgrotate.status.State;

/// The exit codes of monitoring systems (Nagios, Icinga and those that took it over), given instead
/// of those of the contract when `--warn` or `--crit` asks for them.
enum MonitoringState implements Exit {
  OK(0, "every token is good for long enough"),
  WARNING(1, "something should be done"),
  CRITICAL(2, "something must be done now"),
  UNKNOWN(3, "it cannot be told: a permission is missing, no gateway was found, or it failed");

  private final int number;
  private final String meaning;

  MonitoringState(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  @Override
  public int number() {
    return number;
  }

  String meaning() {
    return meaning;
  }

  static MonitoringState of(State state) {
    return switch (state) {
      case CRITICAL -> CRITICAL;
      case WARNING -> WARNING;
      case UNKNOWN -> UNKNOWN;
      case OK, NOT_NEEDED -> OK;
    };
  }
}
