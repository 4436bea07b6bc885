package io.github.shgrotate.simulation.crash;

import static io.github.shgrotate.simulation.crash.Beginning.Kind.DAEMON_SET;
import static io.github.shgrotate.simulation.crash.Beginning.Kind.DAEMON_SET_ON_DELETE;
import static io.github.shgrotate.simulation.crash.Beginning.Kind.DEPLOYMENT;
import static io.github.shgrotate.simulation.crash.Beginning.Kind.DEPLOYMENT_OF_NONE;
import static io.github.shgrotate.simulation.crash.Beginning.Kind.DEPLOYMENT_THAT_SAYS_NOTHING;
import static io.github.shgrotate.simulation.crash.Beginning.Kind.DEPLOYMENT_WITH_ENV_FROM;
import static io.github.shgrotate.simulation.crash.Beginning.Kind.STATEFUL_SET;
import static io.github.shgrotate.simulation.crash.Beginning.Kind.STATEFUL_SET_ON_DELETE;
import static io.github.shgrotate.simulation.crash.Beginning.Kind.STATEFUL_SET_WITH_PARTITION;
import static io.github.shgrotate.simulation.crash.Beginning.Stamped.FORMER;
import static io.github.shgrotate.simulation.crash.Beginning.Stamped.JUST_THE_FIRST;
import static io.github.shgrotate.simulation.crash.Beginning.Stamped.NO;
import static io.github.shgrotate.simulation.crash.Beginning.Stamped.YES;
import static io.github.shgrotate.simulation.crash.Beginning.Stored.DUE;
import static io.github.shgrotate.simulation.crash.Beginning.Stored.DUE_UNRECORDED;
import static io.github.shgrotate.simulation.crash.Beginning.Stored.EXPIRED;
import static io.github.shgrotate.simulation.crash.Beginning.Stored.EXPIRED_BUT_RECORDED_AS_GOOD;
import static io.github.shgrotate.simulation.crash.Beginning.Stored.GOOD;
import static io.github.shgrotate.simulation.crash.Beginning.Stored.MALFORMED;
import static io.github.shgrotate.simulation.crash.Beginning.Stored.NEARLY_EXPIRED;
import static io.github.shgrotate.simulation.crash.Beginning.Stored.NOTHING;
import static io.github.shgrotate.simulation.crash.Beginning.Stored.OF_ANOTHER_GATEWAY;
import static io.github.shgrotate.simulation.crash.Beginning.Stored.WITHOUT_SCHEME;

import io.github.shgrotate.rotation.KeyPolicy;
import io.github.shgrotate.simulation.Rights;
import io.github.shgrotate.simulation.crash.Beginning.Mishap;
import io.github.shgrotate.simulation.crash.Beginning.Orders;
import java.time.Duration;
import java.util.List;

/// Every state from which the rotator is started.
public final class Beginnings {
  public static final List<Beginning> ALL =
      List.of(
          Beginning.of("first-rotation", NOTHING, NO, DEPLOYMENT),
          Beginning.of("adopted", DUE_UNRECORDED, NO, DEPLOYMENT),
          Beginning.of("mid-life", GOOD, YES, DEPLOYMENT),
          Beginning.of("due", DUE, YES, DEPLOYMENT),
          Beginning.of("due-always", DUE, YES, DEPLOYMENT).with(it -> it.always(KeyPolicy.LAST)),
          Beginning.of("good-always", GOOD, YES, DEPLOYMENT)
              .with(it -> it.always(KeyPolicy.ROTATE)),
          Beginning.of("expired", EXPIRED, YES, DEPLOYMENT),
          Beginning.of("expired-stamp-missing", EXPIRED, NO, DEPLOYMENT),
          Beginning.of("expired-recorded-good", EXPIRED_BUT_RECORDED_AS_GOOD, YES, DEPLOYMENT),
          Beginning.of("malformed", MALFORMED, YES, DEPLOYMENT),
          Beginning.of("without-scheme", WITHOUT_SCHEME, NO, DEPLOYMENT),
          Beginning.of("of-another-gateway", OF_ANOTHER_GATEWAY, NO, DEPLOYMENT),
          Beginning.of("stamp-missing", GOOD, NO, DEPLOYMENT),
          Beginning.of("killed-before-the-restart", GOOD, FORMER, DEPLOYMENT),
          Beginning.of("half-rolled-out", GOOD, JUST_THE_FIRST, DEPLOYMENT, STATEFUL_SET),
          Beginning.of("two-workloads", DUE, YES, DEPLOYMENT, STATEFUL_SET),
          Beginning.of("three-workloads", EXPIRED, NO, STATEFUL_SET, DEPLOYMENT, DAEMON_SET),
          Beginning.of("stateful-set", DUE, YES, STATEFUL_SET),
          Beginning.of("daemon-set", DUE, YES, DAEMON_SET),
          Beginning.of("on-delete", DUE, YES, STATEFUL_SET_ON_DELETE),
          Beginning.of("on-delete-daemon-set", DUE, NO, DAEMON_SET_ON_DELETE, DEPLOYMENT),
          Beginning.of("partition", DUE, YES, STATEFUL_SET_WITH_PARTITION),
          Beginning.of("scaled-to-0", DUE, YES, DEPLOYMENT_OF_NONE),
          Beginning.of("env-from", DUE, YES, DEPLOYMENT_WITH_ENV_FROM),
          Beginning.of("says-nothing", DUE, YES, DEPLOYMENT_THAT_SAYS_NOTHING),
          Beginning.of("secret-only", DUE, NO),
          Beginning.of("paused", DUE, YES, DEPLOYMENT).with(Mishap.PAUSED),
          Beginning.of("first-of-two-paused", DUE, YES, DEPLOYMENT, STATEFUL_SET)
              .with(Mishap.PAUSED),
          Beginning.of("broken-image", DUE, YES, DEPLOYMENT, DEPLOYMENT).with(Mishap.BROKEN_IMAGE),
          Beginning.of("broken-stateful-set", DUE, YES, STATEFUL_SET).with(Mishap.BROKEN_IMAGE),
          Beginning.of("slow-pods", DUE, YES, DEPLOYMENT, DAEMON_SET).with(Mishap.SLOW_PODS),
          Beginning.of("key-record-spoiled", DUE, YES, DEPLOYMENT).with(Mishap.KEY_RECORD_SPOILED),
          Beginning.of("secret-missing", NOTHING, NO, DEPLOYMENT).with(Mishap.SECRET_MISSING),
          Beginning.of("rights-of-the-script", DUE, YES, DEPLOYMENT)
              .with(it -> it.with(Rights.OF_THE_SCRIPT)),
          Beginning.of("no-wait", DUE, YES, DEPLOYMENT, STATEFUL_SET).with(Orders::noWait),
          Beginning.of("clock-two-days-fast", DUE, YES, DEPLOYMENT)
              .with(it -> it.clockAhead(Duration.ofDays(2))),
          Beginning.of("clock-two-days-slow", EXPIRED, YES, DEPLOYMENT)
              .with(it -> it.clockAhead(Duration.ofDays(-2))),
          Beginning.of("full-proof", DUE, YES, DEPLOYMENT, STATEFUL_SET).with(Orders::proving),
          Beginning.of("broken-image-unrecorded", DUE_UNRECORDED, NO, DEPLOYMENT)
              .with(Mishap.BROKEN_IMAGE),
          Beginning.of("broken-image-no-way-back", NEARLY_EXPIRED, YES, DEPLOYMENT)
              .with(Mishap.BROKEN_IMAGE),
          Beginning.of("revoke", DUE, YES, DEPLOYMENT, STATEFUL_SET).with(Orders::revoking),
          Beginning.of("revoke-always", GOOD, NO, DEPLOYMENT)
              .with(it -> it.always(KeyPolicy.ROTATE).revoking()),
          Beginning.of("revoke-on-delete", DUE, YES, DEPLOYMENT, STATEFUL_SET_ON_DELETE)
              .with(Orders::revoking),
          Beginning.of("revoke-broken-image", DUE, YES, DEPLOYMENT)
              .with(Mishap.BROKEN_IMAGE)
              .with(Orders::revoking),
          Beginning.of("revoke-another-reader", DUE, YES, DEPLOYMENT)
              .with(Mishap.ANOTHER_READER)
              .with(Orders::revoking),
          Beginning.of("revoke-full-proof", EXPIRED, NO, DEPLOYMENT)
              .with(it -> it.revoking().proving()));

  private Beginnings() {}

  /// The one of that name.
  public static Beginning named(String name) {
    return ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no beginning is called " + name));
  }
}
