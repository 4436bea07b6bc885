package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.Renewal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the documents promise is what the program has, and the other way round.
class ReferenceTest {
  private static final Path ROOT = Path.of("..");
  private static final String REFERENCE = "docs/reference/options.md";

  /// They belong to no single option.
  private static final List<String> GENERAL_FLAGS =
      List.of("--help", "--all", "--man", "--version");

  @ParameterizedTest
  @EnumSource
  void every_command_has_its_row(Command command) throws IOException {
    assertThat(text(REFERENCE))
        .contains("\n| `%s` | %s |".formatted(command.word(), command.purpose()));
  }

  @ParameterizedTest
  @EnumSource
  void every_option_has_a_row_with_all_its_flags_and_variables(Option option) throws IOException {
    assertThat(text(REFERENCE))
        .contains("\n| %s | %s | ".formatted(spans(option.flags()), spans(option.variables())));
  }

  @Test
  void every_flag_that_is_named_exists() throws IOException {
    assertThat(allFlags())
        .containsAll(found("(?<![\\w-])--[a-z][a-z0-9-]+", text(REFERENCE)).toList());
  }

  @ParameterizedTest
  @EnumSource
  void every_reason_has_a_row_below_its_exit_code(Reason reason) throws IOException {
    String section = text(REFERENCE).split("\\| `" + reason.code() + "` \\|", -1)[0];

    assertThat(text(REFERENCE)).contains("| `" + reason.code() + "` |");
    assertThat(section.substring(section.lastIndexOf("\n### ")))
        .contains("(exit code %d)".formatted(ExitCode.of(reason).number()));
  }

  @ParameterizedTest
  @EnumSource
  void every_reason_to_renew_has_a_row(Renewal.Check check) throws IOException {
    assertThat(text(REFERENCE)).contains("| `" + check.code() + "` |");
  }

  @ParameterizedTest
  @EnumSource
  void every_exit_code_has_its_row(ExitCode code) throws IOException {
    assertThat(text(REFERENCE)).contains("| %d | %s |".formatted(code.number(), code.meaning()));
  }

  @Test
  void the_rows_of_reasons_are_those_of_the_program() throws IOException {
    Set<String> codes =
        Stream.concat(
                Arrays.stream(Reason.values()).map(Reason::code),
                Arrays.stream(Renewal.Check.values()).map(Renewal.Check::code))
            .collect(Collectors.toSet());

    assertThat(found("(?m)(?<=^\\| `)[A-Z][A-Za-z]+(?=` \\|)", text(REFERENCE)))
        .hasSameSizeAs(codes)
        .allMatch(codes::contains);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy/cronjob.yaml", "deploy/cronjob-workload-identity.yaml"})
  void every_variable_of_the_cronjobs_is_one_of_an_option(String file) throws IOException {
    Set<String> variables =
        Arrays.stream(Option.values())
            .flatMap(option -> option.variables().stream())
            .collect(Collectors.toSet());

    assertThat(found("(?<=- name: )[A-Z][A-Z0-9_]+", text(file)))
        .hasSizeGreaterThan(5)
        .allMatch(variables::contains);
  }

  private static Set<String> allFlags() {
    return Stream.concat(
            Arrays.stream(Option.values()).flatMap(option -> option.flags().stream()),
            GENERAL_FLAGS.stream())
        .collect(Collectors.toSet());
  }

  private static String spans(List<String> words) {
    return words.isEmpty()
        ? "(none)"
        : words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }

  private static Stream<String> found(String pattern, String text) {
    return java.util.regex.Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(result -> result.group());
  }

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
