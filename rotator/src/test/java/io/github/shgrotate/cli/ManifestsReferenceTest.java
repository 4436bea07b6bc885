package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `docs/reference/manifests.md` says what the program does.
class ManifestsReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs/reference/manifests.md");

  @ParameterizedTest
  @EnumSource
  void every_option_has_a_row_with_all_its_flags_and_variables(ManifestsOption option)
      throws IOException {
    assertThat(text())
        .contains("\n| %s | %s | ".formatted(spans(option.flags()), spans(option.variables())));
    assertThat(Help.full(Command.MANIFESTS, 80)).contains(option.flags().getLast());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void every_way_to_sign_in_has_a_row(Login login) throws IOException {
    String word = Login.words().get(List.of(Login.values()).indexOf(login));

    assertThat(text()).contains("\n| `" + word + "`");
  }

  @Test
  void every_flag_that_is_named_is_one_of_the_command() throws IOException {
    List<String> flags =
        Command.MANIFESTS.options().stream().flatMap(each -> each.flags().stream()).toList();

    assertThat(flags)
        .containsAll(
            Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]+")
                .matcher(text())
                .results()
                .map(found -> found.group())
                .toList());
  }

  @Test
  void the_example_prints_what_can_be_applied() throws IOException {
    String example =
        text()
            .lines()
            .dropWhile(line -> !line.startsWith("    apim-shg-rotate manifests -s"))
            .takeWhile(line -> !line.isBlank())
            .collect(Collectors.joining(" "))
            .replace("\\", "")
            .replaceAll("\\|.*", "");
    List<String> words = Arrays.stream(example.strip().split("\\s+", -1)).skip(1).toList();
    Screen screen = Screen.away();

    Exit exit = Program.run(words, screen.surroundings());

    assertThat(exit.number()).as(screen.err()).isZero();
    assertThat(screen.out()).contains("kind: CronJob").doesNotContain("<-");
  }

  private static String spans(List<String> words) {
    return words.isEmpty()
        ? "(none)"
        : words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }

  private static String text() throws IOException {
    return Files.readString(REFERENCE);
  }
}
