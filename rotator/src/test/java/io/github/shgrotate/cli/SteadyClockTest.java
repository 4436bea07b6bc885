package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:30Z");

  private final AtomicLong ticks = new AtomicLong(77);

  @Test
  void goes_with_the_ticker_whatever_becomes_of_the_time_of_day() {
    SteadyClock clock = SteadyClock.from(Clock.fixed(START, ZoneOffset.UTC), ticks::get);

    assertThat(clock.instant()).isEqualTo(START);
    ticks.addAndGet(Duration.ofMinutes(2).toNanos());
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(120));
  }

  @Test
  void tells_the_same_in_every_zone() {
    SteadyClock clock = SteadyClock.from(Clock.fixed(START, ZoneOffset.UTC), ticks::get);
    Clock elsewhere = clock.withZone(ZoneId.of("Asia/Tokyo"));
    ticks.addAndGet(1_000_000_000);

    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(elsewhere.instant()).isEqualTo(clock.instant());
  }
}
