package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AzureClockTest {
  private final AtomicReference<Instant> local =
      new AtomicReference<>(Samples.NOW.plus(Duration.ofDays(2)));
  private final AzureClock clock = new AzureClock(local::get);

  @Test
  void goes_on_from_what_azure_said_last() {
    clock.told(new GatewayFacts(Samples.NOW, Duration.ofDays(2)));
    local.updateAndGet(now -> now.plusSeconds(90));

    assertThat(clock.now()).isEqualTo(Samples.NOW.plusSeconds(90));

    clock.told(new GatewayFacts(Samples.NOW.plusSeconds(100), Duration.ofDays(2)));

    assertThat(clock.now()).isEqualTo(Samples.NOW.plusSeconds(100));
  }

  @Test
  void is_the_local_clock_before_azure_was_asked() {
    assertThat(clock.now()).isEqualTo(local.get());
  }
}
