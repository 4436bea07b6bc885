package io.github.shgrotate.simulation.wrong;

import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.GatewayFacts;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.simulation.Ports;
import io.github.shgrotate.simulation.Rotator;
import java.time.Duration;
import java.time.Instant;

/// Wrong ways to ask Azure.
final class WrongIssuers {
  private WrongIssuers() {}

  static final class OtherKey extends Forwarding.Issuer {
    OtherKey(Ports ports) {
      super(ports.issuer());
    }

    @Override
    public GatewayToken issue(Gateway gateway, KeySlot key, Instant expiry) {
      return proper.issue(gateway, key.other(), expiry);
    }
  }

  static final class OwnClock extends Forwarding.Issuer {
    OwnClock(Ports ports) {
      super(ports.issuer());
    }

    @Override
    public GatewayFacts gateway(Gateway gateway) {
      GatewayFacts facts = proper.gateway(gateway);
      return new GatewayFacts(facts.azureTime().plus(facts.localClockAhead()), Duration.ZERO);
    }
  }

  /// Lets the core believe that it is long ago, so that what it asks for ends before the next run.
  static final class BriefTokens extends Forwarding.Issuer {
    private static final Duration AGO = Duration.ofDays(29).minusHours(12);

    BriefTokens(Ports ports) {
      super(ports.issuer());
    }

    @Override
    public GatewayFacts gateway(Gateway gateway) {
      GatewayFacts facts = proper.gateway(gateway);
      return new GatewayFacts(facts.azureTime().minus(AGO), Duration.ZERO);
    }
  }

  static final class OneMore extends Forwarding.Issuer {
    OneMore(Ports ports) {
      super(ports.issuer());
    }

    @Override
    public GatewayToken issue(Gateway gateway, KeySlot key, Instant expiry) {
      GatewayToken first = proper.issue(gateway, key, expiry.minus(Duration.ofMinutes(5)));
      return first.facts().expiresAt().equals(expiry) ? first : proper.issue(gateway, key, expiry);
    }
  }

  static final class NeverAsked extends Forwarding.Issuer {
    private final Rotator.Order order;

    NeverAsked(Rotator.Order order, Ports ports) {
      super(ports.issuer());
      this.order = order;
    }

    @Override
    public GatewayFacts gateway(Gateway gateway) {
      return new GatewayFacts(order.clock().get(), Duration.ZERO);
    }
  }

  static final class NeverRegenerates extends Forwarding.Issuer {
    NeverRegenerates(Ports ports) {
      super(ports.issuer());
    }

    @Override
    public void regenerate(Gateway gateway, KeySlot key) {
      proper.gateway(gateway);
    }
  }
}
