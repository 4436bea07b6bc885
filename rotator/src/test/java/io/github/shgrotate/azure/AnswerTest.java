package io.github.shgrotate.azure;

import static io.github.shgrotate.azure.Answers.NOON;
import static io.github.shgrotate.azure.Answers.NOON_DATE;
import static io.github.shgrotate.azure.Answers.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
  @Test
  void the_clocks_are_compared_in_the_middle_of_the_request() {
    Answer answer =
        new Answer(
            200,
            HttpHeaders.of(Map.of("Date", List.of(NOON_DATE)), (name, value) -> true),
            new byte[0],
            NOON.plusSeconds(60),
            NOON.plusSeconds(64));

    assertThat(answer.localClockAhead()).contains(Duration.ofSeconds(62));
  }

  @Test
  void without_a_date_the_clocks_cannot_be_compared() {
    assertThat(answer(200, "").localClockAhead()).isEmpty();
    assertThat(answer(200, "", "Date: yesterday").localClockAhead()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "\"text\"",
        "null",
        "7",
        "{",
        "{}x",
        "{\"a\":1}{\"a\":1}",
        "<html/>"
      })
  void only_a_whole_json_object_counts_as_one(String body) {
    assertThat(answer(200, body).object()).isEmpty();
  }

  @Test
  void it_does_not_print_its_body() {
    assertThat(answer(200, "{\"value\":\"s3cr3t\"}")).hasToString("Answer[200]");
  }
}
