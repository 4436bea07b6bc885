package io.github.shgrotate.simulation.wrong;

import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.simulation.Ports;
import io.github.shgrotate.simulation.Rotator;
import io.github.shgrotate.simulation.world.Cluster;
import io.github.shgrotate.simulation.world.SecretVersion;
import io.github.shgrotate.simulation.world.Template;
import io.github.shgrotate.simulation.world.Told;
import io.github.shgrotate.simulation.world.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/// What the bash script before this program does, step by step: a new token at every run, the
/// Secret in two writes without looking at its version, a restart that nobody waits for, exit 0.
final class Script implements Rotator {
  private static final Duration LIFETIME = Duration.ofDays(30);

  @Override
  public Told run(Order order, Ports ports) {
    RotationRequest request = order.request();
    Cluster cluster = order.behind().world().cluster();
    Writer me = new Writer.Run(order.behind().run());
    Instant now = order.clock().get();
    try {
      ports.issuer().gateway(request.gateway());
      KeySlot key =
          request.policy().key().choose(ports.store().secret().lastUsedKey()).orElseThrow();
      GatewayToken token =
          ports
              .issuer()
              .issue(request.gateway(), key, now.plus(LIFETIME).truncatedTo(ChronoUnit.MINUTES));
      cluster.writeSecret(
          request.secretName(), it -> it.withData("value", token.secretValue()), me);
      cluster.writeSecret(
          request.secretName(),
          it -> it.withAnnotation(SecretVersion.LAST_USED_KEY, key.wireName()),
          me);
      for (WorkloadRef ref : request.workloads()) {
        cluster.changeTemplate(
            ref.name(), it -> it.with(Template.RESTARTED_AT, now.toString()), me);
      }
      return new Told(Told.Ending.CONVERGED, "", Set.of(), List.of());
    } catch (RotationFailed e) {
      return new Told(Told.Ending.FAILED, e.failure().reason().code(), Set.of(), List.of());
    }
  }
}
