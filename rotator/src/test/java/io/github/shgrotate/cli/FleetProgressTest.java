package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.ProofPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FleetProgressTest {
  private final Clocked clock = new Clocked();
  private final Limits azure = new Limits();
  private final FleetTally tally = new FleetTally(1000);
  private final FleetProgress progress =
      new FleetProgress(
          tally,
          new FleetConsole(Screen.away().surroundings(), new Formats(false, false)),
          azure,
          clock,
          _ -> {});

  @Test
  void at_first_the_secrets_are_read() {
    progress.secretRead();

    assertThat(progress.sentence()).isEqualTo("reading Secrets: 1 of 1000");
  }

  @Test
  void what_is_waited_for_and_how_long_it_takes() {
    progress.rotating();
    progress.sentence();
    clock.advance(Duration.ofSeconds(10));
    done(100, Outcome.ROTATED);
    done(3, Outcome.FAILED);
    tally.rollsOut(wanted(500));
    tally.rollsOut(wanted(501));
    azure.heldBack = 4;

    assertThat(progress.sentence())
        .isEqualTo("103 of 1000 done, 3 failed; 2 rolling out, 4 await Azure; 10.3/s, 87 s left");
  }

  @Test
  void nothing_goes_faster_than_azure_allows() {
    progress.rotating();
    progress.sentence();
    clock.advance(Duration.ofSeconds(4));
    done(100, Outcome.ROTATED);
    azure.least = Duration.ofSeconds(70);

    assertThat(progress.sentence()).endsWith("25.0/s, 70 s left");
    assertThat(azure.asked).isEqualTo(900);
  }

  @Test
  void where_nothing_is_owed_azure_makes_no_tokens() {
    progress.rotating();
    progress.sentence();
    clock.advance(Duration.ofSeconds(4));
    done(100, Outcome.NOTHING_OWED);
    progress.sentence();

    assertThat(azure.asked).isZero();
  }

  @Test
  void a_rate_is_told_when_it_is_known() {
    progress.rotating();
    tally.begins();
    tally.begins();
    done(1, Outcome.ROTATED);
    clock.advance(Duration.ofMillis(500));

    assertThat(progress.sentence()).isEqualTo("1 of 1000 done; 1 at work");
  }

  @Test
  void the_longest_fits_a_usual_terminal() {
    progress.rotating();
    done(701, Outcome.ROTATED);
    progress.sentence();
    clock.advance(Duration.ofSeconds(20));
    done(210, Outcome.ROTATED);
    done(33, Outcome.FAILED);
    for (int i = 950; i < 998; i++) {
      tally.rollsOut(wanted(i));
    }
    azure.heldBack = 16;
    azure.least = Duration.ofSeconds(99);

    assertThat(progress.sentence())
        .isEqualTo("944 of 1000 done, 33 failed; 48 rolling out, 16 await Azure; 12.2/s, 99 s left")
        .hasSizeLessThan(80);
  }

  private void done(int count, Outcome outcome) {
    for (int i = 0; i < count; i++) {
      tally.add(wanted(i), outcome, ExitCode.NOTHING_OWED);
    }
  }

  private static Wanted wanted(int document) {
    String text =
        """
        apiVersion: shgrotate.github.io/v1alpha1
        kind: GatewayToken
        metadata: {name: edge, namespace: apim}
        spec:
          gateway: {subscriptionId: 2006d617-bee2-430e-8239-c83634af2fef, resourceGroup: rg, service: a, name: edge}
          secretRef: {name: edge}
        """;
    Wanted one =
        GatewayTokenReader.read(
                text, new GatewayTokenReader.Alike(true, ProofPolicy.PODS_ALONE, false))
            .wanted()
            .getFirst();
    return new Wanted(document, one.line(), one.name(), one.request(), one.rolloutTimeout());
  }

  private static final class Limits implements FleetProgress.AzureLimits {
    private int heldBack;
    private Duration least = Duration.ZERO;
    private int asked;

    @Override
    public int heldBack() {
      return heldBack;
    }

    @Override
    public Duration leastTime(int tokens) {
      asked = tokens;
      return least;
    }
  }

  private static final class Clocked extends Clock {
    private Instant now = Instant.parse("2026-11-24T00:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
