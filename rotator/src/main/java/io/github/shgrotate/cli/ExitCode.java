package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Reason;

/// The exit codes of the contract.
public enum ExitCode implements Exit {
  NOTHING_OWED(0, "nothing is owed any more"),
  FAILED(1, "failed for a reason not named below"),
  USAGE(2, "usage or configuration"),
  REFUSED(
      3,
      "refused: sign-in or a permission, of Azure or Kubernetes (the message names the missing"
          + " one)"),
  NOT_FOUND(4, "a named thing does not exist"),
  NOT_COME_UP(5, "the token is stored, but a workload did not come up with it"),
  UNAVAILABLE(
      6,
      "throttled or unavailable after all retries; nothing or less than all was done; run again"),
  SOME_FAILED(7, "several rotations asked for, some failed");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  @Override
  public int number() {
    return number;
  }

  public String meaning() {
    return meaning;
  }

  static ExitCode of(Reason reason) {
    return switch (reason.kind()) {
      case CONFIGURATION -> USAGE;
      case REFUSED -> REFUSED;
      case NOT_FOUND -> NOT_FOUND;
      case ROLLOUT -> NOT_COME_UP;
      case UNAVAILABLE -> UNAVAILABLE;
      case UNEXPECTED -> FAILED;
    };
  }
}
