package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.Renewal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The runbook has a section for every word that can bring somebody to it, and no other.
class RunbookTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final String RUNBOOK = "runbook.md";

  @ParameterizedTest
  @EnumSource
  void every_reason_has_a_section_below_its_exit_code(Reason reason) throws IOException {
    String before = text(RUNBOOK).split("\n### `" + reason.code() + "`\n", -1)[0];

    assertThat(section(reason.code())).isNotBlank();
    assertThat(before.substring(before.lastIndexOf("\n## ")))
        .contains("(exit code %d)\n".formatted(ExitCode.of(reason).number()));
  }

  @ParameterizedTest
  @EnumSource
  void every_reason_to_renew_has_a_section(Renewal.Check check) throws IOException {
    assertThat(section(check.code())).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource
  void every_event_is_named_and_every_warning_has_a_section(Deed.Kind kind) throws IOException {
    if (kind.isWarning()) {
      assertThat(text(RUNBOOK)).containsPattern("\n### `" + kind.code() + "`(, the event)?\n");
    } else if (kind != Deed.Kind.GATEWAY_READ) {
      assertThat(text(RUNBOOK)).contains("`" + kind.code() + "`");
    }
  }

  @Test
  void no_section_is_about_a_word_that_is_no_more() throws IOException {
    List<String> known =
        Stream.of(
                Arrays.stream(Reason.values()).map(Reason::code),
                Arrays.stream(Renewal.Check.values()).map(Renewal.Check::code),
                Arrays.stream(Deed.Kind.values()).map(Deed.Kind::code))
            .flatMap(each -> each)
            .toList();

    assertThat(
            Pattern.compile("\n### `(\\w+)`")
                .matcher(text(RUNBOOK))
                .results()
                .map(heading -> heading.group(1)))
        .hasSizeGreaterThan(45)
        .allMatch(known::contains);
  }

  private static String section(String code) throws IOException {
    String[] parts = text(RUNBOOK).split("\n### `" + code + "`\n", -1);
    assertThat(parts).as("one section on " + code).hasSize(2);
    return parts[1].split("\n##", -1)[0];
  }

  private static String text(String document) throws IOException {
    return Files.readString(DOCS.resolve(document));
  }
}
