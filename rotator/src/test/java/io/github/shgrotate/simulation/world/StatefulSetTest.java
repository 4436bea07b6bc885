package io.github.shgrotate.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatefulSetTest {
  private static final Duration LONG_ENOUGH = Duration.ofHours(1);

  private final World world = new World(Instant.parse("2027-01-01T00:00:00Z"));
  private final StatefulSet gateways = threeGateways();

  private StatefulSet threeGateways() {
    Installation of =
        world.install(new Installation("edge", "edge-token", "value", List.of("edge")));
    String text =
        "GatewayKey "
            + world
                .azure()
                .madeBefore(of.gateway(), Slot.PRIMARY, world.time().now().plus(LONG_ENOUGH));
    world
        .cluster()
        .writeSecret(
            of.secret(),
            it -> it.withData(of.dataKey(), text),
            new Writer.Person("whoever installs it"));
    StatefulSet made =
        world.cluster().makeStatefulSet("edge", of, Workload.Reads.SECRET_KEY, 3, false);
    pass();
    return made;
  }

  private void pass() {
    world.time().passUntil(world.time().now().plus(LONG_ENOUGH));
  }

  @Test
  void scales_down_though_a_pod_in_the_middle_is_gone_already() {
    assertThat(gateways.pods()).extracting(Pod::name).containsExactly("edge-0", "edge-1", "edge-2");

    gateways.deletePod(1);
    gateways.scale(1);
    pass();

    assertThat(gateways.pods()).extracting(Pod::name).containsExactly("edge-0");
  }

  @Test
  void makes_a_pod_in_the_middle_anew() {
    gateways.deletePod(1);
    pass();

    assertThat(gateways.pods()).extracting(Pod::name).contains("edge-1").hasSize(3);
  }
}
