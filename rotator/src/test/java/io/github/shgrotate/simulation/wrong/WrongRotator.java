package io.github.shgrotate.simulation.wrong;

import io.github.shgrotate.rotation.KeyPolicy;
import io.github.shgrotate.simulation.Ports;
import io.github.shgrotate.simulation.Product;
import io.github.shgrotate.simulation.Rotator;
import io.github.shgrotate.simulation.crash.Beginning;
import io.github.shgrotate.simulation.crash.Beginnings;
import io.github.shgrotate.simulation.judges.Invariant;
import io.github.shgrotate.simulation.world.Told;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Programs that are wrong in one way each. A judge that is named here must notice, in a story that
/// the product passes: else the checks could not fail.
enum WrongRotator implements Rotator {
  RESTARTS_BEFORE_IT_STORES(Invariant.STAMP_NAMES_THE_TOKEN, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongStores.RestartsFirst(order, ports)));
    }
  },
  RESTARTS_ONLY_WHAT_IT_HAS_JUST_RENEWED(Invariant.TELLS_THE_TRUTH, "killed-before-the-restart") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, WrongPods.stampedUnlessRenewed(ports));
    }
  },
  WRITES_THE_SECRET_TWICE(Invariant.ONE_WRITE, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongStores.WritesTwice(order, ports)));
    }
  },
  PROVES_BY_READY_ALONE(Invariant.TELLS_THE_TRUTH, "on-delete") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongPods.ReadyIsEnough(ports)));
    }
  },
  TRUSTS_THE_RECORD(Invariant.TELLS_THE_TRUTH, "expired-recorded-good") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongStores.TrustsTheRecord(order, ports)));
    }
  },
  ASKS_AGAIN_AFTER_A_REFUSAL(Invariant.A_REFUSAL_IS_FINAL, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongStores.AsksAgain(ports)));
    }
  },
  CALLS_GIVING_UP_A_SUCCESS(Invariant.TELLS_THE_TRUTH, "broken-image-no-way-back") {
    @Override
    Told wrong(Order order, Ports ports) {
      Told told = PRODUCT.run(order, ports);
      return new Told(Told.Ending.CONVERGED, "", told.unproven(), told.words());
    }
  },
  WRITES_WITHOUT_A_LOOK_AT_THE_VERSION(Invariant.NOTHING_UNSEEN_IS_OVERWRITTEN, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongStores.WritesBlindly(order, ports)));
    }
  },
  STORES_ITS_TOKEN_AFTER_A_CONFLICT_WHOEVER_WON(Invariant.NOTHING_IS_RENEWED_EARLY, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongStores.Insists(ports, 1)));
    }
  },
  FIGHTS_OVER_THE_SECRET(Invariant.NO_WRITE_WAR, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongStores.Insists(ports, 50)));
    }
  },
  ASKS_FOR_THE_SAME_KEY_EVERY_TIME(Invariant.KEY_AS_ASKED, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(
          order.with(
              Alterations.with(
                  order.request(), policy -> Alterations.key(policy, KeyPolicy.PRIMARY))),
          ports);
    }
  },
  SIGNS_WITH_ANOTHER_KEY_THAN_IT_RECORDS(Invariant.ONE_WRITE, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongIssuers.OtherKey(ports)));
    }
  },
  RENEWS_ONLY_WHAT_HAS_ENDED(Invariant.TELLS_THE_TRUTH, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(renewing(order, Optional.of(Duration.ZERO)), ports);
    }
  },
  RENEWS_WHETHER_DUE_OR_NOT(Invariant.NOTHING_OWED_NOTHING_WRITTEN, "mid-life") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(renewing(order, Optional.empty()), ports);
    }
  },
  BELIEVES_ITS_OWN_CLOCK(Invariant.CONVERGES, "clock-two-days-fast") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongIssuers.OwnClock(ports)));
    }
  },
  RESTARTS_ALL_WORKLOADS_AT_ONCE(Invariant.CANARY_FIRST, "two-workloads") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order.with(Alterations.notWaiting(order.request())), ports);
    }
  },
  RESTARTS_WITHOUT_A_NEW_TOKEN(Invariant.RESTART_ONLY_ONTO_A_GOOD_TOKEN, "expired-stamp-missing") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongStores.NeverDue(order, ports)));
    }
  },
  LEAVES_PODS_ON_AN_ENDED_TOKEN(Invariant.NO_READY_POD_ON_A_REFUSED_TOKEN, "due-always") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongIssuers.BriefTokens(ports)));
    }
  },
  RESTARTS_WHAT_IS_STAMPED_ALREADY(Invariant.ONE_ROLLOUT_PER_TOKEN, "mid-life") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, WrongPods.neverStamped(ports));
    }
  },
  STORES_HALF_A_TOKEN(Invariant.SECRET_HOLDS_A_WHOLE_TOKEN, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongStores.Half(order, ports)));
    }
  },
  STORES_A_NEWLINE_WITH_IT(Invariant.SECRET_HOLDS_A_WHOLE_TOKEN, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongStores.WithNewline(order, ports)));
    }
  },
  REPLACES_THE_WHOLE_SECRET(Invariant.ONE_WRITE, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongStores.ReplacesAll(order, ports)));
    }
  },
  TAKES_TWO_TOKENS_AND_STORES_ONE(Invariant.TOKENS_ARE_NOT_WASTED, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongIssuers.OneMore(ports)));
    }
  },
  DOES_NOT_ASK_AZURE_FIRST(Invariant.AZURE_ANSWERS_FIRST, "stamp-missing") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongIssuers.NeverAsked(order, ports)));
    }
  },
  REVOKES_BEFORE_IT_HAS_PROVEN(Invariant.KEY_REGENERATED_ONLY_WHEN_IDLE, "revoke") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongStores.RevokesAtOnce(order, ports)));
    }
  },
  REVOKES_WHILE_OTHERS_READ_THE_SECRET(
      Invariant.KEY_REGENERATED_ONLY_WHEN_IDLE, "revoke-another-reader") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongPods.NoOtherReaders(ports)));
    }
  },
  FORGETS_TO_REVOKE(Invariant.TELLS_THE_TRUTH, "revoke") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongIssuers.NeverRegenerates(ports)));
    }
  },
  TELLS_THE_TOKEN(Invariant.SECRETS_STAY_INSIDE, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      WrongStores.Talks store = new WrongStores.Talks(ports);
      Told told = PRODUCT.run(order, ports.with(store));
      return new Told(told.ending(), told.reason(), told.unproven(), store.words());
    }
  },
  BREAKS_ON_A_CONFLICT(Invariant.NO_DEFECT, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return PRODUCT.run(order, ports.with(new WrongStores.Breaks(ports)));
    }
  },
  GIVES_UP_FOR_GOOD(Invariant.CONVERGES, "due") {
    @Override
    Told wrong(Order order, Ports ports) {
      return order.behind().run() > 1
          ? new Told(Told.Ending.FAILED, "GaveUp", Set.of(), List.of())
          : PRODUCT.run(order, ports);
    }
  };

  private static final Rotator PRODUCT = new Product();

  private final Invariant noticedBy;
  private final String beginning;

  WrongRotator(Invariant noticedBy, String beginning) {
    this.noticedBy = noticedBy;
    this.beginning = beginning;
  }

  abstract Told wrong(Order order, Ports ports);

  @Override
  public Told run(Order order, Ports ports) {
    return wrong(order, ports);
  }

  Invariant noticedBy() {
    return noticedBy;
  }

  Beginning beginning() {
    return Beginnings.named(beginning);
  }

  private static Order renewing(Order order, Optional<Duration> margin) {
    return order.with(
        Alterations.with(order.request(), policy -> Alterations.renewBefore(policy, margin)));
  }

  /// In words.
  @Override
  public String toString() {
    return String.join(" ", Arrays.asList(name().toLowerCase(Locale.ROOT).split("_", -1)));
  }
}
