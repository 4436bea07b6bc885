package io.github.shgrotate.simulation.crash;

import static io.github.shgrotate.simulation.world.Workload.Reads.SECRET_KEY;
import static io.github.shgrotate.simulation.world.Workload.Reads.UNKNOWN;
import static io.github.shgrotate.simulation.world.Workload.Reads.WHOLE_SECRET;

import io.github.shgrotate.rotation.KeyPolicy;
import io.github.shgrotate.rotation.ProofPolicy;
import io.github.shgrotate.rotation.RenewalPolicy;
import io.github.shgrotate.simulation.Operation;
import io.github.shgrotate.simulation.Rights;
import io.github.shgrotate.simulation.world.Cluster;
import io.github.shgrotate.simulation.world.Installation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// How things are when the first run comes: data, so that a state more is a line more.
///
/// @param workloads what runs the gateway, in order
/// @param stored what the Secret holds
/// @param stamped how far the pod templates are
/// @param mishap what is not as it should be, until somebody mends it
/// @param orders how the rotator is asked to work
public record Beginning(
    String name,
    List<Kind> workloads,
    Stored stored,
    Stamped stamped,
    Mishap mishap,
    Orders orders) {

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

    /// Makes one.
    public void make(Cluster cluster, String name, Installation of, int replicas) {
      switch (this) {
        case DEPLOYMENT -> cluster.makeDeployment(name, of, SECRET_KEY, replicas);
        case DEPLOYMENT_OF_NONE -> cluster.makeDeployment(name, of, SECRET_KEY, 0);
        case DEPLOYMENT_WITH_ENV_FROM -> cluster.makeDeployment(name, of, WHOLE_SECRET, replicas);
        case DEPLOYMENT_THAT_SAYS_NOTHING -> cluster.makeDeployment(name, of, UNKNOWN, replicas);
        case STATEFUL_SET -> cluster.makeStatefulSet(name, of, SECRET_KEY, replicas, false);
        case STATEFUL_SET_ON_DELETE ->
            cluster.makeStatefulSet(name, of, SECRET_KEY, replicas, true);
        case STATEFUL_SET_WITH_PARTITION ->
            cluster.makeStatefulSet(name, of, SECRET_KEY, replicas, false).partition(1);
        case DAEMON_SET -> cluster.makeDaemonSet(name, of, SECRET_KEY, replicas, false);
        case DAEMON_SET_ON_DELETE -> cluster.makeDaemonSet(name, of, SECRET_KEY, replicas, true);
      }
    }

    /// Whether its pods wait for somebody to delete them.
    public boolean byHand() {
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
    /// Good for 20 hours: too short to go back to.
    NEARLY_EXPIRED,
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
    SECRET_MISSING,
    /// Another workload reads the same Secret, and nobody has named it.
    ANOTHER_READER
  }

  /// How the rotator is asked to work.
  ///
  /// @param renewBefore empty: every run renews
  /// @param clockAhead how wrong its own clock is
  public record Orders(
      Optional<Duration> renewBefore,
      KeyPolicy key,
      boolean revokes,
      Rights rights,
      boolean waits,
      ProofPolicy proof,
      Duration clockAhead) {
    static final Orders USUAL =
        new Orders(
            Optional.of(Duration.ofDays(10)),
            KeyPolicy.ROTATE,
            false,
            Rights.ALL,
            true,
            ProofPolicy.PODS_ALONE,
            Duration.ZERO);
    public static final ProofPolicy FULL_PROOF =
        new ProofPolicy(
            Duration.ofSeconds(30),
            List.of("Unauthorized"),
            Optional.of("http://{podIP}:8080/"),
            true);

    Orders always(KeyPolicy other) {
      return new Orders(Optional.empty(), other, revokes, rights, waits, proof, clockAhead);
    }

    Orders revoking() {
      return new Orders(renewBefore, key, true, rights, waits, proof, clockAhead);
    }

    Orders with(Rights other) {
      return new Orders(renewBefore, key, revokes, other, waits, proof, clockAhead);
    }

    Orders noWait() {
      return new Orders(renewBefore, key, revokes, rights, false, proof, clockAhead);
    }

    Orders proving() {
      return new Orders(renewBefore, key, revokes, rights, waits, FULL_PROOF, clockAhead);
    }

    Orders clockAhead(Duration other) {
      return new Orders(renewBefore, key, revokes, rights, waits, proof, other);
    }
  }

  static Beginning of(String name, Stored stored, Stamped stamped, Kind... workloads) {
    return new Beginning(name, List.of(workloads), stored, stamped, Mishap.NONE, Orders.USUAL);
  }

  Beginning with(Mishap other) {
    return new Beginning(name, workloads, stored, stamped, other, orders);
  }

  Beginning with(UnaryOperator<Orders> change) {
    return new Beginning(name, workloads, stored, stamped, mishap, change.apply(orders));
  }

  /// Whether somebody has to delete pods before a run can say that all is well.
  boolean byHand() {
    return workloads.stream().anyMatch(Kind::byHand);
  }

  Operation.Settings settings() {
    return new Operation.Settings(
        new RenewalPolicy(
            orders.key(), RenewalPolicy.DEFAULT_LIFETIME, orders.renewBefore(), orders.revokes()),
        orders.rights(),
        orders.waits(),
        Duration.ofMinutes(10),
        orders.proof());
  }

  @Override
  public String toString() {
    return name;
  }
}
