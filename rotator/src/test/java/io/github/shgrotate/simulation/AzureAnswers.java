package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.GatewayFacts;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.TokenIssuer;
import io.github.shgrotate.simulation.world.Azure;
import io.github.shgrotate.simulation.world.Slot;
import io.github.shgrotate.simulation.world.World;
import io.github.shgrotate.simulation.world.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/// What Azure does about a request that has arrived.
final class AzureAnswers implements TokenIssuer {
  private final World world;
  private final int run;
  private final Supplier<Duration> localClockAhead;

  AzureAnswers(World world, int run, Supplier<Duration> localClockAhead) {
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
    return new GatewayFacts(
        world.time().now().truncatedTo(ChronoUnit.SECONDS), localClockAhead.get());
  }

  @Override
  public GatewayToken issue(Gateway gateway, KeySlot key, Instant expiry) {
    Refusal.arrived(world, run, "generateToken");
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

  @Override
  public Optional<KeySlot> signer(Gateway gateway, TokenFacts token) {
    for (KeySlot key : KeySlot.values()) {
      String signed =
          world.azure().signed(gateway.name(), Slot.of(key.wireName()), token.expiresAt());
      if (facts(signed).equals(token)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  private static TokenFacts facts(String token) {
    try {
      return GatewayToken.parse(token).facts();
    } catch (GatewayToken.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void regenerate(Gateway gateway, KeySlot key) {
    Refusal.arrived(world, run, "regenerateKey");
    try {
      world.azure().regenerateKey(gateway.name(), Slot.of(key.wireName()), new Writer.Run(run));
    } catch (Azure.Refused e) {
      throw failed(e);
    }
  }

  private static RotationFailed failed(Azure.Refused refused) {
    return Refusal.of(
        refused.unknown() ? Reason.GATEWAY_NOT_FOUND : Reason.REQUEST_INVALID,
        String.valueOf(refused.getMessage()));
  }
}
