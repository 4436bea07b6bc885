package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitsTest {
  private static final Instant NOW = Samples.NOW;
  private static final Fingerprint ONE = new Fingerprint("aaaaaaaaaaaa");
  private static final Fingerprint OTHER = new Fingerprint("bbbbbbbbbbbb");

  private final Waits waits = new Waits(Duration.ofMinutes(10), Duration.ofMinutes(30));

  @Test
  void a_rollout_has_its_time_from_when_it_is_first_waited_for() {
    assertThat(left(Pass.WaitingFor.ROLLOUT, ONE, NOW)).isEqualTo(Duration.ofMinutes(10));
    assertThat(left(Pass.WaitingFor.ROLLOUT, ONE, NOW.plusSeconds(60)))
        .isEqualTo(Duration.ofMinutes(9));
  }

  @Test
  void a_hold_has_its_own_length_beside_and_takes_nothing_from_the_rollout() {
    var _ = left(Pass.WaitingFor.ROLLOUT, ONE, NOW);

    assertThat(left(Pass.WaitingFor.HOLD, ONE, NOW.plusSeconds(540)))
        .isEqualTo(Duration.ofMinutes(40));
  }

  @Test
  void so_have_pods_that_leave() {
    var _ = left(Pass.WaitingFor.ROLLOUT, ONE, NOW);

    assertThat(left(Pass.WaitingFor.LEAVING, ONE, NOW.plusSeconds(540)))
        .isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void a_workload_that_is_stamped_anew_has_all_the_time_again() {
    var _ = left(Pass.WaitingFor.ROLLOUT, ONE, NOW);

    assertThat(left(Pass.WaitingFor.ROLLOUT, OTHER, NOW.plusSeconds(540)))
        .isEqualTo(Duration.ofMinutes(10));
  }

  private Duration left(Pass.WaitingFor what, Fingerprint stamp, Instant now) {
    Observation seen =
        Observation.of(
            new GatewayFacts(NOW, Duration.ZERO),
            Samples.secret(Optional.empty(), Map.of()),
            "value",
            Optional.empty(),
            Optional.empty(),
            List.of(Samples.deployment(Samples.DEPLOYMENT, Optional.of(stamp), List.of())));
    return waits.left(
        new Pass.Waiting(seen, Samples.DEPLOYMENT, what, "", Duration.ofSeconds(1)), now);
  }
}
