package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ManPageTest {
  @TempDir Path folder;

  @Test
  void help_prints_it() {
    Screen screen = Screen.away();

    Program.run(List.of("help", "--man"), screen.surroundings());

    assertThat(screen.out()).isEqualTo(ManPage.text()).startsWith(".TH APIM");
  }

  @ParameterizedTest
  @CsvSource({"groff, -man -ww -Tutf8 -z", "mandoc, -Tlint -Wwarning"})
  void what_reads_man_pages_has_nothing_to_say_against_it(String name, String flags)
      throws Exception {
    InstalledProgram reader = InstalledProgram.orSkip(name, "the man page in " + name);
    Files.writeString(folder.resolve("page.1"), ManPage.text());

    assertThat(reader.run(folder, (flags + " page.1").split(" "))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void it_tells_every_command_option_variable_example_and_exit_code(Command command)
      throws Exception {
    InstalledProgram groff = InstalledProgram.orSkip("groff", "the man page as it is read");
    Files.writeString(folder.resolve("page.1"), ManPage.text());
    String read =
        groff
            .run(folder, "-man", "-Tascii", "-P-cbou", "-rLL=2000n", "-rHY=0", "page.1")
            .replaceAll("\\s+", " ");

    assertThat(read).contains(" " + command.word() + " ");
    for (CommandOption option : command.options()) {
      if (!option.flags().isEmpty()) {
        String flags = String.join(", ", option.flags());
        assertThat(read).contains(flags + (option.isSwitch() ? "" : " " + option.label()));
      }
      assertThat(read).contains(option.meaning(), option.details());
      assertThat(option.variables()).allMatch(variable -> read.contains(" " + variable + " "));
    }
    for (Manual.ExitTable table : Manual.of(command).exits()) {
      assertThat(table.rows())
          .allMatch(row -> read.contains(" %d %s".formatted(row.number(), row.meaning())));
    }
    if (command != Command.HELP) {
      for (Manual.Example example : Manual.of(command).examples()) {
        assertThat(read.replace(" \\ ", " ")).contains(example.command());
      }
    }
  }
}
