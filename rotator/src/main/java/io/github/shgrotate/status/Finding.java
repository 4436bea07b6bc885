package io.github.shgrotate.status;

import io.github.shgrotate.rotation.Words;

/// Something that is not as it should be.
///
/// @param what a sentence, without its full stop
/// @param next what to do about it
public record Finding(Check check, Level level, String what, Advice next) {
  /// What was looked at, in the order of importance: of findings of one level, the first comes
  /// first.
  public enum Check {
    SECRET_MISSING,
    TOKEN_MISSING,
    TOKEN_MALFORMED,
    TOKEN_OF_ANOTHER_GATEWAY,
    TOKEN_ENDED,
    TOKEN_PUT_BACK,
    TOKEN_ENDS_SOON,
    RESTART_OWED,
    ROLLOUT_UNFINISHED,
    PODS_NOT_READY,
    REVOCATION_OWED,
    TOKEN_IN_PLAIN_TEXT,
    SEVERAL_SOURCES,
    SECRET_UNFIT,
    KEY_RECORD_INVALID,
    SECRET_NOT_PERMITTED,
    SIGN_IN_UNCLEAR,
    PODS_NOT_PERMITTED,
    CLOCK_DIFFERS,
    RENEWAL_DUE,
    OWNED_BY_ANOTHER,
    NEVER_ROTATED,
    POD_TOKENS_UNKNOWN,
    NO_PODS,
    SERVICE_UNKNOWN;

    /// The stable code, in the form of Kubernetes' reasons: `TokenEndsSoon`.
    public String code() {
      return Words.code(this);
    }
  }
}
