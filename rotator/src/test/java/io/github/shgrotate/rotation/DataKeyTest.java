package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DataKeyTest {
  private static final TokenText TOKEN =
      new TokenText.Whole(Samples.token("edge-eu", Samples.NOW, "AAAA").facts());

  static Stream<Arguments> found() {
    return Stream.of(
        row(
            "the portal's YAML",
            List.of(key("config.service.auth", "gateway-token", "value")),
            "value"),
        row(
            "the Helm chart",
            List.of(key("config.service.auth", "gateway-token", "gateway-key")),
            "gateway-key"),
        row("the article of 2026", List.of(whole("gateway-token", "")), "config.service.auth.key"),
        row(
            "the article, with its ConfigMap's setting spelt out",
            List.of(
                new TokenSource.Literal(
                    "gw", "config.service.auth", TokenSource.Meaning.KEY_ELSEWHERE),
                key("config.service.auth.key", "gateway-token", "token")),
            "token"),
        row("a prefix", List.of(whole("gateway-token", "config.")), "service.auth.key"),
        row(
            "a variable by name beside a Secret taken in whole",
            List.of(
                whole("gateway-token", ""), key("config.service.auth", "gateway-token", "value")),
            "value"),
        row("nothing mentioned", List.of(), "value"),
        row("another Secret taken in whole", List.of(whole("other", "")), "value"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void found(String shape, List<TokenSource> sources, String expected) {
    assertThat(choose(Optional.empty(), Map.of(), sources))
        .isInstanceOfSatisfying(
            DataKey.Choice.Found.class, choice -> assertThat(choice.dataKey()).isEqualTo(expected));
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        row(
            "another Secret",
            List.of(key("config.service.auth", "other", "value")),
            Reason.SECRET_NOT_THE_SOURCE),
        row("Entra", List.of(literal(TokenSource.Meaning.ENTRA)), Reason.GATEWAY_HAS_NO_TOKEN),
        row(
            "a token in the template",
            List.of(literal(TokenSource.Meaning.TOKEN_IN_TEMPLATE)),
            Reason.SECRET_NOT_THE_SOURCE),
        row(
            "two data keys",
            List.of(
                key("config.service.auth", "gateway-token", "a"),
                key("config.service.auth", "gateway-token", "b")),
            Reason.SECRET_KEY_AMBIGUOUS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void contradictions(String shape, List<TokenSource> sources, Reason expected) {
    assertThat(choose(Optional.empty(), Map.of(), sources))
        .isInstanceOfSatisfying(
            DataKey.Choice.Contradiction.class,
            choice -> assertThat(choice.failure().reason()).isEqualTo(expected));
  }

  @Test
  void a_data_key_that_holds_a_token_wins_over_the_articles() {
    assertThat(
            choose(
                Optional.empty(),
                Map.of("config.service.auth", TOKEN),
                List.of(whole("gateway-token", ""))))
        .isEqualTo(new DataKey.Choice.Found("config.service.auth", List.of()));
  }

  @Test
  void but_not_where_the_setting_only_says_that_the_token_is_elsewhere() {
    assertThat(
            choose(
                Optional.empty(),
                Map.of("config.service.auth", TOKEN),
                List.of(whole("gateway-token", ""), literal(TokenSource.Meaning.KEY_ELSEWHERE))))
        .isEqualTo(new DataKey.Choice.Found("config.service.auth.key", List.of()));
  }

  @Test
  void a_key_chosen_by_hand_must_be_one_that_is_read() {
    List<TokenSource> chart = List.of(key("config.service.auth", "gateway-token", "gateway-key"));

    assertThat(choose(Optional.of("gateway-key"), Map.of(), chart))
        .isInstanceOf(DataKey.Choice.Found.class);
    assertThat(choose(Optional.of("value"), Map.of(), chart))
        .isInstanceOf(DataKey.Choice.Contradiction.class);
    assertThat(choose(Optional.of("mine"), Map.of(), List.of()))
        .isInstanceOfSatisfying(
            DataKey.Choice.Found.class,
            choice -> {
              assertThat(choice.dataKey()).isEqualTo("mine");
              assertThat(choice.warnings()).hasSize(1);
            });
  }

  @Test
  void a_key_chosen_by_hand_must_be_read_by_each_workload() {
    DataKey.Choice choice =
        DataKey.choose(
            request(Optional.of("value")),
            Samples.secret(Optional.empty(), Map.of()),
            List.of(
                Samples.deployment(
                    Samples.DEPLOYMENT,
                    Optional.empty(),
                    List.of(key("config.service.auth", "gateway-token", "value"))),
                Samples.deployment(
                    Samples.SECOND,
                    Optional.empty(),
                    List.of(key("config.service.auth", "gateway-token", "token")))));

    assertThat(choice)
        .isInstanceOfSatisfying(
            DataKey.Choice.Contradiction.class,
            it ->
                assertThat(it.failure().why()).isEqualTo(Samples.SECOND + " reads data key token"));
  }

  private static RotationRequest request(Optional<String> byHand) {
    return new RotationRequest(
        Samples.GATEWAY,
        "apim",
        "gateway-token",
        byHand,
        List.of(Samples.DEPLOYMENT, Samples.SECOND),
        Samples.tenDaysBefore(),
        true);
  }

  private static DataKey.Choice choose(
      Optional<String> byHand, Map<String, TokenText> data, List<TokenSource> sources) {
    return DataKey.choose(
        request(byHand),
        Samples.secret(Optional.empty(), data),
        List.of(Samples.deployment(Samples.DEPLOYMENT, Optional.empty(), sources)));
  }

  private static Arguments row(String shape, List<TokenSource> sources, Object expected) {
    return Arguments.of(shape, sources, expected);
  }

  private static TokenSource key(String variable, String secret, String dataKey) {
    return new TokenSource.SecretKey("gw", variable, secret, dataKey);
  }

  private static TokenSource whole(String secret, String prefix) {
    return new TokenSource.WholeSecret("gw", secret, prefix);
  }

  private static TokenSource literal(TokenSource.Meaning meaning) {
    return new TokenSource.Literal("gw", "config.service.auth", meaning);
  }
}
