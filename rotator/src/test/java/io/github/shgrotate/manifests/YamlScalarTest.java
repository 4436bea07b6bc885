package io.github.shgrotate.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class YamlScalarTest {
  /// Each is something else to YAML when it stands there bare.
  static Stream<String> hostile() {
    return Stream.of(
        "",
        " ",
        "true",
        "No",
        "y",
        "NULL",
        "~",
        "123",
        "0x1F",
        "0o17",
        "1_000",
        "1e3",
        "12:30:45",
        ".inf",
        "2026-11-29",
        "2026-11-29T10:00:00Z",
        "- a",
        "a: b",
        "a #b",
        "#",
        "{a: b}",
        "[a]",
        "*a",
        "&a",
        "!!int 3",
        "|",
        "> x",
        "%TAG",
        "@a",
        "`a`",
        "---",
        "...",
        "'",
        "\"",
        "\\",
        "a\\nb",
        "it's",
        "a\"b: c",
        " leading",
        "trailing ",
        "a:",
        ":a",
        "?",
        "? a",
        "=",
        "<<",
        "a,b",
        "$(NAMESPACE)",
        "Gärten & Söhne",
        "日本",
        "\uD83D\uDE00",
        "\uD835\uDC9C",
        "next\u0085line",
        "separated\u2028lines",
        "\uFEFFmark",
        "no\u00A0break",
        "right\u202Eto left",
        "tab\tbed",
        "two\nlines",
        "carriage\rreturn",
        "\u0000");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void every_text_is_read_again_as_itself(String text) {
    String written = YamlScalar.of(text);

    assertThat(read("a: " + written + " # comment\nb: 1\n")).isEqualTo(text);
    assertThat(read("a: " + written + "\n")).isEqualTo(text);
    assertThat(new Yaml().<List<Object>>load("[x, " + written + "]").getLast()).isEqualTo(text);
    assertThat(written).isEqualTo(written.strip()).doesNotContainPattern("[\\n\\r\\u0085\\u2028]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apim",
        "rg-edge",
        "deployment/apim-gateway",
        "registry.example/apim-shg-rotate:0.1.0",
        "00000000-0000-0000-0000-000000000000",
        "10d",
        "/etc/roots.pem"
      })
  void what_nobody_can_mistake_stands_as_it_is(String text) {
    assertThat(YamlScalar.of(text)).isEqualTo(text);
    assertThat(read("a: " + text)).isEqualTo(text);
  }

  @Test
  void a_word_of_a_command_line_in_a_comment_ends_neither_the_word_nor_the_comment() {
    assertThat(ShellWord.of("/subscriptions/a")).isEqualTo("/subscriptions/a");
    assertThat(ShellWord.of("o'neil; rm")).isEqualTo("'o'\\''neil; rm'");
    assertThat(ShellWord.of("a\u2028$(b)'\\")).isEqualTo("$'a\\U00002028$(b)\\'\\\\'");
    assertThat(ShellWord.of("")).isEqualTo("''");
  }

  private static Object read(String yaml) {
    return Objects.requireNonNull(new Yaml().<Map<String, Object>>load(yaml).get("a"));
  }
}
