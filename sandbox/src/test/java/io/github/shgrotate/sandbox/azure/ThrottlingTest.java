package io.github.shgrotate.sandbox.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.sandbox.SandboxClock;
import io.github.shgrotate.sandbox.azure.Throttling.Admission;
import io.github.shgrotate.sandbox.azure.Throttling.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottlingTest {
  private final SandboxClock clock = new SandboxClock();
  private final Throttling throttling = new Throttling(clock);

  @ParameterizedTest
  @CsvSource({"READS, 250", "WRITES, 200", "DELETES, 200"})
  void each_principal_has_the_published_bucket_of_each_kind(Kind kind, int size) {
    // The clock runs on while the bucket is emptied, so a few may come back.
    assertThat(admittedOf(2 * size, "one", kind)).isBetween(size, size + size / 2);
    assertThat(throttling.admit("s", "two", kind)).isInstanceOf(Admission.Admitted.class);
    assertThat(throttling.admit("other", "one", kind)).isInstanceOf(Admission.Admitted.class);
    assertThat(throttling.refusals()).isPositive();
  }

  @Test
  void all_principals_of_a_subscription_share_one_fifteen_times_as_large() {
    throttling.limit(Kind.WRITES, 2, 0);
    int admitted = 0;
    for (int i = 0; i < 30; i++) {
      admitted += admittedOf(2, "principal " + i, Kind.WRITES);
    }
    assertThat(admitted).isEqualTo(30);
  }

  @Test
  void a_refusal_says_when_to_come_again_and_keeps_its_word() {
    throttling.limit(Kind.WRITES, 1, 0.2);
    assertThat(admittedOf(1, "one", Kind.WRITES)).isEqualTo(1);
    assertThat(throttling.admit("s", "one", Kind.WRITES)).isEqualTo(new Admission.Refused(5));
    clock.advance(Duration.ofSeconds(5));
    assertThat(throttling.admit("s", "one", Kind.WRITES)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void a_clock_that_goes_back_gives_nothing_and_takes_nothing() {
    throttling.limit(Kind.READS, 2, 0.001);
    assertThat(admittedOf(1, "one", Kind.READS)).isEqualTo(1);
    clock.advance(Duration.ofDays(-30));
    assertThat(admittedOf(3, "one", Kind.READS)).isEqualTo(1);
  }

  @Test
  void switched_off_it_lets_everything_pass() {
    throttling.limit(Kind.READS, 0, 0);
    throttling.off();
    assertThat(admittedOf(1000, "one", Kind.READS)).isEqualTo(1000);
    throttling.on();
    assertThat(admittedOf(1, "one", Kind.READS)).isZero();
    assertThat(throttling.admissions(Kind.READS)).isEqualTo(1000);
  }

  @Test
  void a_drained_bucket_refuses() {
    throttling.limit(Kind.READS, 5, 0);
    assertThat(admittedOf(1, "one", Kind.READS)).isEqualTo(1);
    throttling.drain(Kind.READS);
    assertThat(admittedOf(1, "one", Kind.READS)).isZero();
  }

  private int admittedOf(int requests, String principal, Kind kind) {
    int admitted = 0;
    for (int i = 0; i < requests; i++) {
      if (throttling.admit("s", principal, kind) instanceof Admission.Admitted) {
        admitted++;
      }
    }
    return admitted;
  }
}
