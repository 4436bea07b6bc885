package io.github.shgrotate.rotation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something that a rotation has done or found out, in the order it happened.
public sealed interface Deed {
  /// The stable codes of deeds, in Kubernetes events and in the log.
  enum Kind {
    GATEWAY_READ(false),
    TOKEN_RENEWED(false),
    RESTART_REQUESTED(false),
    TOKEN_PROVEN(false),
    TOKEN_NOT_PROVEN(true),
    KEY_REVOKED(false),
    TOKEN_PUT_BACK(true),
    ROTATION_WARNING(true),
    ROTATION_FAILED(true);

    private final boolean isWarning;

    Kind(boolean isWarning) {
      this.isWarning = isWarning;
    }

    /// Whether somebody should look.
    public boolean isWarning() {
      return isWarning;
    }

    /// In the form of Kubernetes' reasons: `TokenRenewed`.
    public String code() {
      return Words.code(this);
    }
  }

  default Kind kind() {
    return switch (this) {
      case GatewayRead _ -> Kind.GATEWAY_READ;
      case Renewed _ -> Kind.TOKEN_RENEWED;
      case Restarted _ -> Kind.RESTART_REQUESTED;
      case Proven _ -> Kind.TOKEN_PROVEN;
      case Unproven _ -> Kind.TOKEN_NOT_PROVEN;
      case Revoked _ -> Kind.KEY_REVOKED;
      case PutBack _ -> Kind.TOKEN_PUT_BACK;
      case Warned _ -> Kind.ROTATION_WARNING;
      case Failed _ -> Kind.ROTATION_FAILED;
    };
  }

  /// Azure knows the gateway.
  record GatewayRead(GatewayFacts facts) implements Deed {}

  /// The Secret holds a new token.
  ///
  /// @param former the token it replaced, if there was a whole one
  /// @param why what made it due
  record Renewed(Optional<TokenFacts> former, TokenRecord record, Renewal why) implements Deed {}

  /// The pod template was stamped, so that the pods are replaced.
  record Restarted(WorkloadRef workload, Fingerprint token, Instant at) implements Deed {}

  /// Every pod that counts was made with the token.
  ///
  /// @param leaving pods of a former template that are still shutting down
  /// @param further what was found out beyond that
  record Proven(
      WorkloadRef workload, Fingerprint token, int pods, int leaving, List<String> further)
      implements Deed {
    public Proven {
      further = List.copyOf(further);
    }

    /// Nothing beyond that was asked for.
    public Proven(WorkloadRef workload, Fingerprint token, int pods, int leaving) {
      this(workload, token, pods, leaving, List.of());
    }
  }

  /// The key was made anew: Azure refuses every token that the old one signed.
  record Revoked(KeySlot key) implements Deed {}

  /// The former token and templates are back, as the new pods did not come up.
  record PutBack(FormerToken former, List<WorkloadRef> workloads) implements Deed {
    public PutBack {
      workloads = List.copyOf(workloads);
    }
  }

  /// Nobody could be asked, or nobody was: the rollout is said to be complete, no more.
  record Unproven(WorkloadRef workload, String why) implements Deed {}

  /// Something that is not right, but does not stop the rotation.
  record Warned(String what) implements Deed {}

  /// The run ended before everything was done.
  record Failed(Failure failure) implements Deed {}
}
