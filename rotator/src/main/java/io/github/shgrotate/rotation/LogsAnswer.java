package io.github.shgrotate.rotation;

/// What came of reading the logs of a workload's gateways.
public sealed interface LogsAnswer {
  /// None of them says that its token was refused.
  ///
  /// @param pods how many were read
  record NoRefusal(int pods) implements LogsAnswer {}

  /// One does.
  ///
  /// @param line the line, cut and without anything that looks like a secret
  record Refusal(String pod, String line) implements LogsAnswer {}

  /// They could not be read: a missing permission, or no kubelet to ask.
  record Unreadable(String why) implements LogsAnswer {}
}
