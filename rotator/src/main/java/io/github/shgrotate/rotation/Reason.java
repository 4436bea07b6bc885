package io.github.shgrotate.rotation;

/// Why a rotation failed: a stable word for people and machines to search for. Each is chosen where
/// the fact is known.
public enum Reason {
  OPTIONS_INVALID(Kind.CONFIGURATION),
  CREDENTIAL_UNREADABLE(Kind.CONFIGURATION),
  CERTIFICATE_UNTRUSTED(Kind.CONFIGURATION),
  PROXY_REFUSED(Kind.CONFIGURATION),
  KUBECONFIG_INVALID(Kind.CONFIGURATION),
  KEY_RECORD_INVALID(Kind.CONFIGURATION),
  SECRET_IMMUTABLE(Kind.CONFIGURATION),
  SECRET_TYPE_WRONG(Kind.CONFIGURATION),
  SECRET_NOT_THE_SOURCE(Kind.CONFIGURATION),
  SECRET_KEY_AMBIGUOUS(Kind.CONFIGURATION),
  GATEWAY_HAS_NO_TOKEN(Kind.CONFIGURATION),
  OWNED_BY_ANOTHER(Kind.CONFIGURATION),
  REQUEST_INVALID(Kind.CONFIGURATION),

  SIGN_IN_REFUSED(Kind.REFUSED),
  CLIENT_SECRET_EXPIRED(Kind.REFUSED),
  CLOCK_REFUSED(Kind.REFUSED),
  AZURE_PERMISSION_MISSING(Kind.REFUSED),
  AZURE_REQUEST_FORBIDDEN(Kind.REFUSED),
  KUBERNETES_SIGN_IN_REFUSED(Kind.REFUSED),
  KUBERNETES_PERMISSION_MISSING(Kind.REFUSED),

  GATEWAY_NOT_FOUND(Kind.NOT_FOUND),
  AZURE_RESOURCE_NOT_FOUND(Kind.NOT_FOUND),
  SECRET_NOT_FOUND(Kind.NOT_FOUND),
  WORKLOAD_NOT_FOUND(Kind.NOT_FOUND),

  WORKLOAD_PAUSED(Kind.ROLLOUT),
  WORKLOAD_ON_DELETE(Kind.ROLLOUT),
  ROLLOUT_FAILED(Kind.ROLLOUT),
  ROLLOUT_TIMED_OUT(Kind.ROLLOUT),
  TOKEN_REFUSED(Kind.ROLLOUT),
  KEY_STILL_IN_USE(Kind.ROLLOUT),

  AZURE_UNAVAILABLE(Kind.UNAVAILABLE),
  AZURE_THROTTLED(Kind.UNAVAILABLE),
  SIGN_IN_UNAVAILABLE(Kind.UNAVAILABLE),
  KUBERNETES_UNAVAILABLE(Kind.UNAVAILABLE),
  CONTENDED(Kind.UNAVAILABLE),

  TOKEN_REJECTED(Kind.UNEXPECTED),
  ANSWER_UNREADABLE(Kind.UNEXPECTED),
  INTERNAL(Kind.UNEXPECTED);

  /// What sort of failure; each sort has an exit code of its own.
  public enum Kind {
    /// Something that was given is wrong; running again without a change fails again.
    CONFIGURATION,
    /// Azure or Kubernetes will not let this account.
    REFUSED,
    /// A named thing does not exist.
    NOT_FOUND,
    /// The token is stored, but a workload did not come up with it.
    ROLLOUT,
    /// Nobody's fault here; running again may well succeed.
    UNAVAILABLE,
    /// Not foreseen.
    UNEXPECTED
  }

  private final Kind kind;

  Reason(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /// The stable code, in the form of Kubernetes' reasons: `SecretNotFound`.
  public String code() {
    return Words.code(this);
  }
}
