package io.github.shgrotate.rotation;

/// Why a new token is due.
///
/// @param check which check found it
/// @param sentence the same for a reader
public record Renewal(Check check, String sentence) {

  /// The checks, in the order they are made: a later one may assume that the earlier ones passed.
  public enum Check {
    TOKEN_MISSING,
    TOKEN_MALFORMED,
    TOKEN_OF_ANOTHER_GATEWAY,
    TOKEN_EXPIRED,
    TOKEN_REVOKED,
    TOKEN_PUT_BACK,
    KEY_TO_BE_REVOKED,
    EXPIRES_SOON,
    ASKED_FOR;

    /// The stable code, in the form of Kubernetes' reasons: `ExpiresSoon`.
    public String code() {
      return Words.code(this);
    }
  }
}
