package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuedTokenRulesTest {
  private static final Instant NOW = Samples.NOW.truncatedTo(ChronoUnit.MINUTES);

  @ParameterizedTest(name = "{0} asked for {1}, issued {2} for {3}: {4}")
  @CsvSource({
    "edge-eu, PT1M,  edge-eu, PT1M,  ",
    "edge-eu, PT1M,  EDGE-EU, PT1M,  ",
    "edge-eu, PT1M,  edge-us, PT1M,  it is for gateway edge-us",
    "edge-eu, PT1M,  edge-eu, PT2M,  'it ends at 2026-11-24T10:02:00Z, not at'",
    "edge-eu, PT0S,  edge-eu, PT0S,  it has ended at 2026-11-24T10:00:00Z already",
    "edge-eu, -PT1M, edge-eu, -PT1M, it has ended at 2026-11-24T09:59:00Z already",
  })
  void only_the_token_that_was_asked_for_is_taken(
      String asked, Duration askedLifetime, String issued, Duration lifetime, String why) {
    Optional<Failure> refusal =
        IssuedTokenRules.refusal(
            new Gateway("sub", "rg", "apim", asked),
            NOW.plus(askedLifetime),
            NOW,
            Samples.token(issued, NOW.plus(lifetime), "AAAA").facts());

    assertThat(refusal.isPresent()).isEqualTo(why != null);
    refusal.ifPresent(
        failure -> {
          assertThat(failure.reason()).isEqualTo(Reason.TOKEN_REJECTED);
          assertThat(failure.why()).startsWith(why);
          assertThat(failure.where()).endsWith("/service/apim/gateways/edge-eu");
        });
  }
}
