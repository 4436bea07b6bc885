package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.KeyPolicy;
import io.github.shgrotate.rotation.RenewalPolicy;
import io.github.shgrotate.simulation.judges.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How things are when the first run comes: data, so that a state more is a line more.
///
/// @param workloads what runs the gateway, in order
/// @param stored what the Secret holds
/// @param stamped how far the pod templates are
/// @param mishap what is not as it should be, until somebody mends it
/// @param renewBefore empty: every run renews
/// @param clockAhead how wrong the rotator's own clock is
public record Beginning(
    String name,
    List<Kind> workloads,
    Stored stored,
    Stamped stamped,
    Mishap mishap,
    Optional<Duration> renewBefore,
    KeyPolicy key,
    Rights rights,
    boolean waits,
    Duration clockAhead) {

  /// A workload and how it replaces its pods.
  public enum Kind {
    DEPLOYMENT,
    STATEFUL_SET,
    STATEFUL_SET_ON_DELETE,
    STATEFUL_SET_WITH_PARTITION,
    DAEMON_SET,
    DAEMON_SET_ON_DELETE,
    DEPLOYMENT_OF_NONE,
    DEPLOYMENT_WITH_ENV_FROM,
    DEPLOYMENT_THAT_SAYS_NOTHING;

    boolean byHand() {
      return this == STATEFUL_SET_ON_DELETE
          || this == DAEMON_SET_ON_DELETE
          || this == STATEFUL_SET_WITH_PARTITION;
    }
  }

  /// What is in the Secret.
  public enum Stored {
    NOTHING,
    /// Good for 20 days, made by a former run.
    GOOD,
    /// Good for 6 days, made by a former run.
    DUE,
    /// The same, but made by hand: there is no record beside it.
    DUE_UNRECORDED,
    EXPIRED,
    /// Somebody has put an old token back and left the record of the newer one.
    EXPIRED_BUT_RECORDED_AS_GOOD,
    /// A newline at its end.
    MALFORMED,
    /// The word `GatewayKey` is missing.
    WITHOUT_SCHEME,
    OF_ANOTHER_GATEWAY
  }

  /// What the pod templates say.
  public enum Stamped {
    NO,
    YES,
    /// A former token's stamp: a run was killed after it had stored the present one.
    FORMER,
    /// The first workload was stamped a moment ago, the others were not.
    JUST_THE_FIRST
  }

  /// What a person has to mend.
  public enum Mishap {
    NONE,
    PAUSED,
    /// New pods do not come up.
    BROKEN_IMAGE,
    /// New pods take minutes each; that mends itself.
    SLOW_PODS,
    KEY_RECORD_SPOILED,
    SECRET_MISSING
  }

  static Beginning of(String name, Stored stored, Stamped stamped, Kind... workloads) {
    return new Beginning(
        name,
        List.of(workloads),
        stored,
        stamped,
        Mishap.NONE,
        Optional.of(Duration.ofDays(10)),
        KeyPolicy.ROTATE,
        Rights.ALL,
        true,
        Duration.ZERO);
  }

  Beginning with(Mishap other) {
    return new Beginning(
        name, workloads, stored, stamped, other, renewBefore, key, rights, waits, clockAhead);
  }

  Beginning with(Rights other) {
    return new Beginning(
        name, workloads, stored, stamped, mishap, renewBefore, key, other, waits, clockAhead);
  }

  Beginning always(KeyPolicy other) {
    return new Beginning(
        name,
        workloads,
        stored,
        stamped,
        mishap,
        Optional.empty(),
        other,
        rights,
        waits,
        clockAhead);
  }

  Beginning noWait() {
    return new Beginning(
        name, workloads, stored, stamped, mishap, renewBefore, key, rights, false, clockAhead);
  }

  Beginning clockAhead(Duration other) {
    return new Beginning(
        name, workloads, stored, stamped, mishap, renewBefore, key, rights, waits, other);
  }

  /// Whether somebody has to delete pods before a run can say that all is well.
  boolean byHand() {
    return workloads.stream().anyMatch(Kind::byHand);
  }

  Operation.Settings settings() {
    return new Operation.Settings(
        new RenewalPolicy(key, RenewalPolicy.DEFAULT_LIFETIME, renewBefore),
        rights,
        waits,
        Duration.ofMinutes(10),
        Optional.empty());
  }

  Terms terms() {
    return new Terms(renewBefore, key.name().toLowerCase(Locale.ROOT), waits);
  }

  @Override
  public String toString() {
    return name;
  }
}
