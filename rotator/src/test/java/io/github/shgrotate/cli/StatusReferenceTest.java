package io.github.shgrotate.cli;

import static io.github.shgrotate.status.SampleGateways.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.status.Finding;
import io.github.shgrotate.status.SampleGateways;
import io.github.shgrotate.status.StatusPolicy;
import io.github.shgrotate.status.StatusReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/reference/status.md` says what the program does.
class StatusReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs/reference/status.md");

  @Test
  void the_example_is_what_the_program_prints() throws IOException {
    String printed =
        StatusText.of(
            StatusReport.judge(SampleGateways.documented(), StatusPolicy.STANDARD, NOW), 80, false);

    assertThat(text())
        .contains(
            printed
                .lines()
                .map(line -> line.isEmpty() ? "" : "    " + line)
                .collect(Collectors.joining("\n")));
  }

  static Stream<CommandOption> options() {
    return Command.STATUS.options().stream();
  }

  @ParameterizedTest
  @MethodSource("options")
  void every_option_has_a_row_with_all_its_flags_and_variables(CommandOption option)
      throws IOException {
    assertThat(text())
        .contains("\n| %s | %s | ".formatted(spans(option.flags()), spans(option.variables())));
    assertThat(Help.brief(Command.STATUS, 80)).contains(option.flags().getLast());
  }

  @ParameterizedTest
  @EnumSource
  void every_finding_has_a_row(Finding.Check check) throws IOException {
    assertThat(text()).contains("\n| `" + check.code() + "` | ");
  }

  @Test
  void the_rows_of_findings_stand_in_the_order_of_importance() throws IOException {
    String text = text();
    List<Integer> places =
        Stream.of(Finding.Check.values())
            .map(check -> text.indexOf("\n| `" + check.code() + "` | "))
            .toList();

    assertThat(places).isSorted();
  }

  @ParameterizedTest
  @EnumSource
  void every_monitoring_state_has_its_row(MonitoringState state) throws IOException {
    assertThat(text())
        .contains("| %d | %s | %s |".formatted(state.number(), state, state.meaning()));
    assertThat(Help.full(Command.STATUS, 100))
        .contains("  %d  %s: %s".formatted(state.number(), state, state.meaning()));
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
