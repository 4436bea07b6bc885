package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a reader is told when a rotation ends too early.
class StandingTest {
  private static final TokenFacts OLD =
      Samples.token("edge-eu", Samples.NOW.plusSeconds(3570), "OLD0").facts();
  private static final TokenFacts NEW =
      Samples.token("edge-eu", Samples.NOW.plus(Duration.ofDays(29)), "NEW0").facts();

  static Stream<Arguments> says() {
    return Stream.of(
        row("nothing was read yet", _ -> {}, "nothing was changed"),
        row(
            "it is not known where the token is",
            it -> it.secret(holding(new TokenText.Whole(OLD))),
            "nothing was changed"),
        row(
            "Azure was not asked yet",
            StandingTest::readSecret,
            "Secret apim/gateway-token holds token %s, good until 2026-11-24T11:00:00Z;"
                    .formatted(OLD.fingerprint())
                + " nothing was changed"),
        row(
            "no token is stored",
            it -> {
              readAll(it);
              it.secret(holding(new TokenText.Absent()));
            },
            "Secret apim/gateway-token holds no token; nothing was changed"),
        row(
            "nothing usable is stored",
            it -> {
              readAll(it);
              it.secret(holding(new TokenText.Unreadable("it was cut")));
            },
            "Secret apim/gateway-token holds no usable token (it was cut); nothing was changed"),
        row(
            "everything was read",
            StandingTest::readAll,
            holds("token", OLD, "nothing was changed")),
        row("a new token is stored", StandingTest::renew, renewed("no workload was restarted")),
        row(
            "a restart was asked for",
            it -> {
              renew(it);
              it.restarted(Samples.DEPLOYMENT);
            },
            renewed("a restart was asked for, which the pods have not finished")),
        row(
            "one of two that were restarted is proven",
            it -> {
              renew(it);
              it.restarted(Samples.DEPLOYMENT);
              it.proven(Samples.DEPLOYMENT);
              it.restarted(Samples.SECOND);
            },
            renewed("a restart was asked for, which the pods have not finished")),
        row(
            "all that were restarted are proven",
            it -> {
              renew(it);
              it.restarted(Samples.DEPLOYMENT);
              it.proven(Samples.DEPLOYMENT);
            },
            renewed("all pods of what was restarted run on it")),
        row(
            "one that was proven is restarted again",
            it -> {
              renew(it);
              it.restarted(Samples.DEPLOYMENT);
              it.proven(Samples.DEPLOYMENT);
              it.restarted(Samples.DEPLOYMENT);
            },
            renewed("a restart was asked for, which the pods have not finished")),
        row(
            "a token that was there before is brought up",
            it -> {
              readAll(it);
              it.restarted(Samples.DEPLOYMENT);
            },
            holds("token", OLD, "a restart was asked for, which the pods have not finished")),
        row(
            "somebody else has stored another token since",
            it -> {
              renew(it);
              it.secret(holding(new TokenText.Whole(OLD)));
            },
            holds("token", OLD, "no workload was restarted")),
        row(
            "the former one is back",
            it -> {
              renew(it);
              it.putBack(holding(new TokenText.Whole(OLD)));
            },
            holds("the former token", OLD, "no workload was restarted")),
        row(
            "there is something else to say",
            it -> {
              renew(it);
              it.restarted(Samples.DEPLOYMENT);
              it.aside("the primary key was revoked");
            },
            renewed("the primary key was revoked")));
  }

  @ParameterizedTest(name = "when {0}")
  @MethodSource
  void says(String when, Consumer<Standing> happened, String expected) {
    Standing standing = new Standing(Samples.request(Samples.tenDaysBefore()));

    happened.accept(standing);

    assertThat(standing.say()).isEqualTo(expected);
  }

  private static void readSecret(Standing standing) {
    standing.secret(holding(new TokenText.Whole(OLD)));
    standing.dataKey("value");
  }

  private static void readAll(Standing standing) {
    readSecret(standing);
    standing.gateway(new GatewayFacts(Samples.NOW, Duration.ZERO));
  }

  private static void renew(Standing standing) {
    readAll(standing);
    standing.renewed(holding(new TokenText.Whole(NEW)));
  }

  private static String holds(String which, TokenFacts token, String then) {
    return "Secret apim/gateway-token holds %s %s, good until 2026-11-24T11:00:00Z (59 min left); %s"
        .formatted(which, token.fingerprint(), then);
  }

  private static String renewed(String then) {
    return "Secret apim/gateway-token holds the new token %s, good until 2026-12-23T10:00:00Z (28 days 23 h left); %s"
        .formatted(NEW.fingerprint(), then);
  }

  private static SecretFacts holding(TokenText text) {
    return Samples.secret(Optional.of("primary"), Map.of("value", text));
  }

  private static Arguments row(String when, Consumer<Standing> happened, String expected) {
    return Arguments.of(when, happened, expected);
  }
}
