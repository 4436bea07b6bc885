package io.github.shgrotate.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdviceTest {
  @Test
  void a_shell_takes_the_words_as_they_are() {
    Advice advice =
        Advice.of(
            "rotate", "apim-shg-rotate", "-g", "edge & co's", "-n", "apim", "--debug", "-A", "a=b");

    assertThat(advice.commandLine())
        .isEqualTo("apim-shg-rotate -g 'edge & co'\\''s' -n apim --debug -A a=b");
  }

  @Test
  void a_flag_and_its_value_are_one_piece() {
    assertThat(
            Advice.of("x", "kubectl", "get", "pods", "-n", "apim", "--replicas=3", "-A").groups())
        .containsExactly("kubectl", "get", "pods", "-n apim", "--replicas=3", "-A");
  }
}
