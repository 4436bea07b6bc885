package io.github.shgrotate.sandbox.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastWordsTest {
  @ParameterizedTest(name = "{0}, code {1}, \"{2}\" written -> \"{4}\"")
  @CsvSource({
    "File, 1, '', from the log, ''",
    "FallbackToLogsOnError, 1, '', from the log, 'from the log\n'",
    "FallbackToLogsOnError, 0, '', from the log, ''",
    "FallbackToLogsOnError, 1, written, from the log, written",
    "FallbackToLogsOnError, 1, '', '', ''",
    "File, 0, written, from the log, written"
  })
  void a_container_says_what_it_wrote_or_failing_the_end_of_its_log(
      String policy, int code, String written, String log, String message) {
    assertThat(words(policy, code, written, log)).isEqualTo(message);
  }

  @Test
  void no_more_than_eighty_lines_and_two_kibibytes_of_the_log_are_taken() {
    String short100 = lines(100, "x");
    String long100 = lines(100, "x".repeat(99));

    assertThat(words("FallbackToLogsOnError", 1, "", short100).lines()).hasSize(80);
    assertThat(words("FallbackToLogsOnError", 1, "", long100)).hasSize(2048).endsWith("x\n");
  }

  private static String words(String policy, int code, String written, String log) {
    return LastWords.of(Trees.object().put("terminationMessagePolicy", policy), code, written, log);
  }

  private static String lines(int count, String text) {
    return IntStream.range(0, count).mapToObj(_ -> text).collect(Collectors.joining("\n"));
  }
}
