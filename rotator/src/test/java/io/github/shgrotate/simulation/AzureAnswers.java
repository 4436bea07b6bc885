package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.GatewayFacts;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.TokenIssuer;
import io.github.shgrotate.simulation.world.Azure;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.Slot;
import io.github.shgrotate.simulation.world.World;
import io.github.shgrotate.simulation.world.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What Azure does about a request that has arrived.
final class AzureAnswers implements TokenIssuer {
  private final World world;
  private final int run;
  private final Duration localClockAhead;

  AzureAnswers(World world, int run, Duration localClockAhead) {
    this.world = world;
    this.run = run;
    this.localClockAhead = localClockAhead;
  }

  @Override
  public GatewayFacts gateway(Gateway gateway) {
    try {
      world.azure().requireGateway(gateway.name());
    } catch (Azure.Refused e) {
      throw failed(e);
    }
    // The header Date knows seconds.
    return new GatewayFacts(world.time().now().truncatedTo(ChronoUnit.SECONDS), localClockAhead);
  }

  @Override
  public GatewayToken issue(Gateway gateway, KeySlot key, Instant expiry) {
    world.chronicle().add(new Entry.WriteArrived(world.time().now(), run, "generateToken"));
    try {
      return GatewayToken.parse(
          world
              .azure()
              .generateToken(gateway.name(), Slot.of(key.wireName()), expiry, new Writer.Run(run)));
    } catch (Azure.Refused e) {
      throw failed(e);
    } catch (GatewayToken.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  private static RotationFailed failed(Azure.Refused refused) {
    return new Failure(
            refused.unknown() ? Reason.GATEWAY_NOT_FOUND : Reason.REQUEST_INVALID,
            "Azure refused",
            "ARM",
            String.valueOf(refused.getMessage()),
            "")
        .thrown();
  }
}
