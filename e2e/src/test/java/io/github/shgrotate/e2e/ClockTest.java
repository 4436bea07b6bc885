package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import io.github.shgrotate.sandbox.http.CertificateAuthority.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// This machine's clock is wrong: here the sandbox's is moved, so that the rotator's is on the
/// other side of it. Azure's clock counts.
@Execution(ExecutionMode.CONCURRENT)
class ClockTest {
  private static final Duration LIFETIME = Duration.ofDays(29);

  @TempDir Path folder;

  @ParameterizedTest(name = "Azure {0} ahead")
  @CsvSource({
    "-P2D,   2 days ahead of",
    "-PT10M, 10 min ahead of",
    "PT10M,  10 min behind",
    "P2D,    2 days behind",
  })
  void a_client_secret_signs_in_all_the_same_and_azures_clock_sets_the_expiry(
      Duration azureAhead, String said) throws Exception {
    try (SampleWorld world = SampleWorld.startAhead(folder, 1, azureAhead)) {
      Instant before = world.sandbox().clock().instant();

      Rotator.Run run = world.rotator().run();

      assertThat(run.exitCode()).as(run.err()).isZero();
      // Within what was passed: 10 min may be told as 9 min or so.
      assertThat(run.err()).containsPattern(pattern(said));
      Instant expiry = world.issuedTokens().getFirst().expiry();
      assertThat(expiry)
          .isBetween(
              before.plus(LIFETIME).minusSeconds(60),
              world.sandbox().clock().instant().plus(LIFETIME));
      assertThat(world.annotation("shgrotate.github.io/expires-at")).isEqualTo(expiry.toString());
      assertThat(Instant.parse(world.annotation("shgrotate.github.io/issued-at")))
          .isBetween(before.minusSeconds(1), world.sandbox().clock().instant());
      assertThat(world.sandbox().azure().verify(world.storedText(SampleGateway.SECRET, "value")))
          .isInstanceOf(TokenVerdict.Accepted.class);
      assertThat(world.tokensOfPods()).isEqualTo(Set.of(world.storedToken()));
    }
  }

  @ParameterizedTest(name = "Azure {0} ahead, renewed when less than {1} of six days are left: {2}")
  @CsvSource({
    // By this machine's clock 4 days are left, and 8 days.
    "-P2D, 5d, false",
    "P2D,  7d, true",
  })
  void whether_a_token_is_due_is_judged_by_azures_clock(
      Duration azureAhead, String renewBefore, boolean due) throws Exception {
    try (SampleWorld world = SampleWorld.startAhead(folder, 0, azureAhead)) {
      Rotator.Run run =
          world.rotator().with("RENEW_BEFORE", renewBefore).without("K8S_OBJECT").run();

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(world.issuedTokens()).hasSize(due ? 1 : 0);
    }
  }

  @ParameterizedTest(name = "Azure {0} ahead")
  @CsvSource({
    "-P2D,   2 days ahead of",
    "-PT10M, 10 min ahead of",
    // A proof is good for ten minutes, and five more are forgiven.
    "PT20M,  20 min behind",
    "P2D,    2 days behind",
  })
  void a_certificate_is_refused_and_the_message_says_by_how_much_the_clock_is_wrong(
      Duration azureAhead, String said) throws Exception {
    try (SampleWorld world = SampleWorld.startAhead(folder, 1, azureAhead)) {
      Rotator rotator = world.rotator().with("SP_SECRET", certificate(world).toString());
      SampleWorld.Snapshot before = world.snapshot();

      Rotator.Run run = rotator.run();

      FailureMessage message = FailureMessage.of(run.err());
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(message.reason()).isEqualTo("ClockRefused");
      assertThat(message.why()).containsPattern(pattern(said)).contains("AADSTS700024");
      assertThat(message.next()).contains("Set the clock");
      assertThat(message.holds()).contains(world.storedToken(), "nothing was changed");
      assertThat(world.snapshot()).isEqualTo(before);
      assertThat(world.issuedTokens()).isEmpty();
    }
  }

  @ParameterizedTest(name = "Azure {0} ahead")
  @CsvSource({"-PT4M", "PT4M"})
  void a_clock_that_is_a_little_wrong_harms_nobody(Duration azureAhead) throws Exception {
    try (SampleWorld world = SampleWorld.startAhead(folder, 0, azureAhead)) {
      Rotator rotator = world.rotator().with("SP_SECRET", certificate(world).toString());

      Rotator.Run run = rotator.without("K8S_OBJECT").run();

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.err()).doesNotContain("clock is 4 min", "clock is 3 min");
      assertThat(world.issuedTokens()).hasSize(1);
    }
  }

  /// A few seconds pass while the program runs, so a time may be told a little shorter.
  private static String pattern(String said) {
    String shorter =
        said.replace("2 days", "1 day 23 h").replace("10 min", "9 min").replace("20 min", "19 min");
    return "(?i)this machine's clock is (%s|%s)".formatted(said, shorter);
  }

  private static Path certificate(SampleWorld world) throws Exception {
    Identity identity = CertificateAuthority.selfSignedRsa("rotator");
    world.application().withoutCredentials().withCertificate(identity.certificate());
    return Files.writeString(world.folder().resolve("identity.pem"), identity.pem());
  }
}
