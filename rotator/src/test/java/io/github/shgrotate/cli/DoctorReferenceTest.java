package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.doctor.Check;
import io.github.shgrotate.doctor.Diagnosis;
import io.github.shgrotate.doctor.Level;
import io.github.shgrotate.doctor.SampleInstallations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `docs/reference/doctor.md` says what the program does.
class DoctorReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs/reference/doctor.md");

  @Test
  void the_example_is_what_the_program_prints() throws IOException {
    String printed =
        DoctorText.of(List.of(Diagnosis.of(SampleInstallations.withTroubles())), 80, false);

    assertThat(text())
        .contains(
            printed
                .lines()
                .map(line -> line.isEmpty() ? "" : "    " + line)
                .collect(Collectors.joining("\n")));
  }

  @Test
  void it_fits_80_columns_but_for_words_that_cannot_be_broken() {
    String printed =
        DoctorText.of(List.of(Diagnosis.of(SampleInstallations.withTroubles())), 80, false);

    assertThat(printed.lines())
        .allMatch(line -> line.length() <= 80 || line.matches(".*\\S{60,}.*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--rollout-timeout=10m",
        "--hold=1m",
        "--probe-url=http://gw/up",
        "--refusal-pattern=Unauthorized",
        "--concurrency=8",
        "--dry-run"
      })
  void what_tells_it_nothing_may_stand_there_all_the_same_and_is_not_offered(String flag)
      throws IOException {
    String name = flag.replaceFirst("=.*", "");
    Screen screen = Screen.away();

    Program.run(List.of("doctor", flag), screen.surroundings());

    assertThat(screen.err()).doesNotContain(name + " is no flag");
    assertThat(Help.full(Command.DOCTOR, 80)).doesNotContain(name);
    assertThat(text()).contains("`" + name + "`");
  }

  @ParameterizedTest
  @EnumSource
  void every_check_has_a_row(Check check) throws IOException {
    assertThat(text()).contains("\n| `" + check.code() + "` | ");
  }

  @Test
  void the_rows_of_checks_stand_in_the_order_in_which_a_rotation_meets_them() throws IOException {
    String text = text();
    List<Integer> places =
        Stream.of(Check.values())
            .map(check -> text.indexOf("\n| `" + check.code() + "` | "))
            .toList();

    assertThat(places).isSorted();
  }

  @ParameterizedTest
  @EnumSource
  void every_level_has_its_row(Level level) throws IOException {
    assertThat(text()).contains("\n| " + level.word() + " | ");
  }

  @Test
  void colours_are_an_ornament() {
    List<Diagnosis> all = List.of(Diagnosis.of(SampleInstallations.withTroubles()));

    String coloured = DoctorText.of(all, 80, true);

    assertThat(coloured).contains("\033[1;31m").isNotEqualTo(DoctorText.of(all, 80, false));
    assertThat(coloured.replaceAll("\033\\[[0-9;]*m", "")).isEqualTo(DoctorText.of(all, 80, false));
  }

  private static String text() throws IOException {
    return Files.readString(REFERENCE);
  }
}
