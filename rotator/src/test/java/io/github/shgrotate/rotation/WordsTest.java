package io.github.shgrotate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "PT0S,        0 s",
    "PT59S,       59 s",
    "PT1M,        1 min",
    "PT59M59S,    59 min",
    "PT1H,        1 h",
    "PT1H1M,      1 h 1 min",
    "PT23H59M,    23 h 59 min",
    "P1D,         1 day",
    "P1DT59M,     1 day",
    "P1DT1H,      1 day 1 h",
    "P6DT4H30M,   6 days 4 h",
    "-P2D,        2 days",
  })
  void a_duration_is_said_in_its_two_largest_units(Duration duration, String words) {
    assertThat(Words.duration(duration)).isEqualTo(words);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({"'', ''", "a, a", "a b, a and b", "a b c, 'a, b and c'"})
  void a_list_is_said_with_an_and(String things, String words) {
    assertThat(Words.list(things.isEmpty() ? List.of() : List.of(things.split(" "))))
        .isEqualTo(words);
  }

  @ParameterizedTest(name = "{0} s before")
  @CsvSource({
    "60, 'until 2026-11-24T10:01:00Z (1 min left)'",
    "0,  'ended at 2026-11-24T10:01:00Z (0 s ago)'",
    "-7, 'ended at 2026-11-24T10:01:00Z (7 s ago)'",
  })
  void an_end_is_seen_from_now(int secondsLeft, String words) {
    Instant end = Instant.parse("2026-11-24T10:01:00Z");
    TokenFacts token = new TokenFacts(new Fingerprint("aaaaaaaaaaaa"), "edge-eu", end);

    assertThat(Words.end(token, end.minusSeconds(secondsLeft))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"CONTENDED, Contended", "SECRET_NOT_THE_SOURCE, SecretNotTheSource"})
  void a_reason_is_written_as_kubernetes_writes_reasons(Reason reason, String code) {
    assertThat(reason.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"ASKED_FOR, AskedFor", "TOKEN_OF_ANOTHER_GATEWAY, TokenOfAnotherGateway"})
  void and_so_is_a_check(Renewal.Check check, String code) {
    assertThat(check.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"PROVEN, proven", "ROLLED_OUT, rolled-out"})
  void a_result_is_a_word_of_the_history(PastRotation.Result result, String word) {
    assertThat(result.word()).isEqualTo(word);
  }

  @ParameterizedTest
  @EnumSource
  void no_two_reasons_have_one_code(Reason reason) {
    assertThat(List.of(Reason.values()))
        .filteredOn(each -> each.code().equals(reason.code()))
        .containsExactly(reason);
  }
}
