package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  private static final int SCREEN = 50;
  private static final int COLUMNS = 80;

  /// As it was read and found good. After a change on purpose: read it again, and `apim-shg-rotate
  /// COMMAND --help > rotator/src/test/resources/help/COMMAND.txt`.
  @ParameterizedTest
  @EnumSource
  void the_help_of_a_command_is_as_written_down(Command command) throws IOException {
    assertThat(Help.brief(command, COLUMNS))
        .isEqualTo(
            Files.readString(Path.of("src/test/resources/help").resolve(command.word() + ".txt")));
  }

  @ParameterizedTest
  @EnumSource
  void it_fits_a_screen(Command command) {
    assertThat(Help.brief(command, COLUMNS).lines())
        .hasSizeLessThanOrEqualTo(SCREEN)
        .allMatch(line -> line.length() <= COLUMNS);
  }

  @Test
  void the_first_help_that_somebody_sees_is_shorter() {
    assertThat(Help.brief(Command.HELP, COLUMNS).lines()).hasSizeLessThanOrEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 93, 100})
  void it_is_as_wide_as_the_terminal_allows(int columns) {
    for (Command command : Command.values()) {
      assertThat(Help.brief(command, columns).lines())
          .allMatch(line -> line.length() <= columns)
          .anyMatch(line -> line.length() > columns - 12);
    }
  }

  @Test
  void columns_comes_from_the_surroundings() {
    Screen wide = Screen.with(Map.of("COLUMNS", "100"));

    Program.run(List.of("rotate", "--help"), wide.surroundings());

    assertThat(wide.out()).isEqualTo(Help.brief(Command.ROTATE, 100));
  }

  static Stream<CommandOption> optionsWithFlags() {
    return Arrays.stream(Command.values())
        .flatMap(command -> command.options().stream())
        .filter(option -> !option.flags().isEmpty())
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("optionsWithFlags")
  void an_option_takes_one_line_on_a_narrow_screen(CommandOption option) {
    String row =
        option.flags().getLast() + (option.isSwitch() ? "  " : " " + option.label() + "  ");

    Stream<String> helps = Arrays.stream(Command.values()).map(each -> Help.brief(each, COLUMNS));

    assertThat(helps)
        .anySatisfy(
            help ->
                assertThat(help)
                    .containsPattern(
                        option.group() == OptionGroup.SELDOM
                            ? "\\Q%s\\E( \\Q%s\\E)?(,|\n)"
                                .formatted(option.flags().getLast(), option.label())
                            : "\\Q%s\\E *\\Q%s\\E\n".formatted(row, option.meaning())));
  }

  @ParameterizedTest
  @EnumSource
  void in_full_it_tells_every_flag_variable_choice_and_exit_code(Command command) {
    String full = Help.full(command, COLUMNS);
    String words = full.replaceAll("\\s+", " ");

    for (CommandOption option : command.options()) {
      assertThat(option.flags()).allMatch(words::contains);
      assertThat(option.variables()).allMatch(words::contains);
      assertThat(option.choices()).allMatch(words::contains);
      assertThat(words).contains(option.meaning(), option.details());
    }
    for (Manual.ExitTable table : Manual.of(command).exits()) {
      for (Manual.ExitRow row : table.rows()) {
        assertThat(words).contains(" %d %s".formatted(row.number(), row.meaning()));
      }
    }
    assertThat(full.lines()).allMatch(line -> line.length() <= COLUMNS);
  }

  @ParameterizedTest
  @EnumSource
  void every_example_is_a_command_line_that_is_understood(Command command) {
    List<Manual.Example> examples = Manual.of(command).examples();

    assertThat(examples).isNotEmpty();
    for (Manual.Example example : examples) {
      List<String> words =
          List.of(
              example
                  .command()
                  .replaceAll("^source <\\((.*)\\)$", "$1")
                  .replaceAll(" [>|] .*", "")
                  .split(" "));
      boolean named = !words.get(1).startsWith("-");
      Command called = named ? Command.of(words.get(1)).orElseThrow() : Command.ROTATE;

      assertThat(words.getFirst()).isEqualTo("apim-shg-rotate");
      if (called.options().isEmpty()) {
        assertThat(Program.run(words.subList(1, words.size()), Screen.away().surroundings()))
            .isEqualTo(ExitCode.NOTHING_OWED);
      } else {
        Given given =
            Arguments.read(called.options(), words.subList(named ? 2 : 1, words.size()), Map.of());
        assertThat(given.mistakes()).as(example.command()).isEmpty();
      }
      assertThat(command == Command.HELP || called == command).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "help",
        "help help",
        "-n apim --help",
        "help --help",
      })
  void asked_of_no_command_it_tells_which_there_are(String words) {
    Screen screen = Screen.away();

    Exit exit = Program.run(List.of(words.split(" ")), screen.surroundings());

    assertThat(exit).isEqualTo(ExitCode.NOTHING_OWED);
    assertThat(screen.out()).isEqualTo(Help.brief(Command.HELP, COLUMNS));
    for (Command each : Command.values()) {
      assertThat(screen.out()).contains("\n  " + each.word() + " ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_command_has_help_of_its_own_asked_for_in_either_way(Command command) {
    Screen first = Screen.away();
    Screen second = Screen.away();

    Program.run(List.of(command.word(), "--help"), first.surroundings());
    Program.run(List.of("help", command.word()), second.surroundings());

    assertThat(first.out()).startsWith("Usage: apim-shg-rotate ").isEqualTo(second.out());
  }

  @Test
  void all_of_it_is_asked_for_with_a_flag() {
    Screen first = Screen.away();
    Screen second = Screen.away();

    Program.run(List.of("help", "rotate", "--all"), first.surroundings());
    Program.run(List.of("rotate", "--help", "--all"), second.surroundings());

    assertThat(first.out()).isEqualTo(Help.full(Command.ROTATE, COLUMNS)).isEqualTo(second.out());
  }

  @Test
  void help_about_what_is_no_command_says_what_was_meant() {
    Screen screen = Screen.away();

    Exit exit = Program.run(List.of("help", "statsu"), screen.surroundings());

    assertThat(exit).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("\"statsu\" is no command: did you mean status?");
  }
}
