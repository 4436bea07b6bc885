package io.github.shgrotate.simulation.wrong;

import io.github.shgrotate.simulation.Ports;
import io.github.shgrotate.simulation.Product;
import io.github.shgrotate.simulation.Rotator;
import io.github.shgrotate.simulation.judges.Invariant;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.Told;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Programs that do well for weeks. The year must notice, and say which promise was broken.
enum WrongInTheLongRun implements Rotator {
  RENEWS_WHEN_ONE_DAY_IS_LEFT(Invariant.NO_READY_POD_ON_A_REFUSED_TOKEN) {
    @Override
    public Told run(Order order, Ports ports) {
      return PRODUCT.run(
          order.with(
              Alterations.with(
                  order.request(),
                  policy ->
                      Alterations.renewBefore(
                          policy, policy.renewBefore().map(_ -> Duration.ofDays(1))))),
          ports);
    }
  },
  RENEWS_BY_ITS_OWN_CLOCK(Invariant.CONVERGES) {
    @Override
    public Told run(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongIssuers.OwnClock(ports)));
    }
  },
  GIVES_UP_AFTER_AN_OUTAGE(Invariant.NO_READY_POD_ON_A_REFUSED_TOKEN) {
    @Override
    public Told run(Order order, Ports ports) {
      return lastRun(order, reason -> reason.endsWith("Unavailable") || reason.equals("GaveUp"))
          ? new Told(Told.Ending.FAILED, "GaveUp", Set.of(), List.of())
          : PRODUCT.run(order, ports);
    }
  },
  DOES_NOT_RESTART_AFTER_A_FAILED_ROLLOUT(Invariant.TELLS_THE_TRUTH) {
    @Override
    public Told run(Order order, Ports ports) {
      return PRODUCT.run(
          lastRun(order, reason -> reason.startsWith("Rollout"))
              ? order.with(Alterations.withoutWorkloads(order.request()))
              : order,
          ports);
    }
  },
  LOOKS_ONCE_A_MONTH(Invariant.NO_READY_POD_ON_A_REFUSED_TOKEN) {
    @Override
    public Told run(Order order, Ports ports) {
      return order.clock().get().toString().contains("-01T")
          ? PRODUCT.run(order, ports)
          : new Told(Told.Ending.FAILED, "NotToday", Set.of(), List.of());
    }
  },
  BELIEVES_WHAT_STANDS_BESIDE_THE_TOKEN(Invariant.TELLS_THE_TRUTH) {
    @Override
    public Told run(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongStores.TrustsTheRecord(order, ports)));
    }
  };

  private static final Rotator PRODUCT = new Product();

  private final Invariant broken;

  WrongInTheLongRun(Invariant broken) {
    this.broken = broken;
  }

  Invariant broken() {
    return broken;
  }

  /// Whether the last run for the same gateway failed for such a reason.
  private static boolean lastRun(Order order, Predicate<String> failed) {
    Optional<Entry.RunEnded> last =
        order.behind().world().chronicle().entries().reversed().stream()
            .filter(Entry.RunEnded.class::isInstance)
            .map(Entry.RunEnded.class::cast)
            .filter(ended -> ended.of().equals(order.behind().of()))
            .findFirst();
    return last.filter(ended -> failed.test(ended.told().reason())).isPresent();
  }
}
