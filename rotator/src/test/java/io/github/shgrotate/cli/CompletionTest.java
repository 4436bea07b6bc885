package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What the shells themselves make of the scripts that `completion` prints.
class CompletionTest {
  /// What stands on the line, and what has to be proposed, all of it, in this order.
  private static final String BASH_CASES =
      """
      apim-shg-rotate st                           | status
      apim-shg-rotate rev                          | revoke
      apim-shg-rotate --subs                       | --subscription-id
      apim-shg-rotate rotate --token-k             | --token-key
      apim-shg-rotate --token-l                    | --token-lifetime
      apim-shg-rotate -s GUID -k ''                | last rotate primary secondary
      apim-shg-rotate rotate --token-key ''        | last rotate primary secondary
      apim-shg-rotate plan --login-method w        | workload-identity
      apim-shg-rotate revoke -O ''                 | text json
      apim-shg-rotate status -O ''                 | text json html
      apim-shg-rotate rotate --azure-cloud us      | usgovernment
      apim-shg-rotate rotate --output = j          | json
      apim-shg-rotate rotate --output =            | text json
      apim-shg-rotate rotate --ca-file ro          | 'roots of ours.pem'
      apim-shg-rotate rotate --client-secret-file r| 'roots of ours.pem'
      apim-shg-rotate rotate --kubeconfig nowhere  |
      apim-shg-rotate rotate --namespace ''        |
      apim-shg-rotate status --subs                |
      apim-shg-rotate help rev                     | revoke
      apim-shg-rotate help --a                     | --all
      apim-shg-rotate completion ''                | bash zsh fish --help
      apim-shg-rotate status --warn 7d --cr        | --crit
      """;

  @TempDir Path folder;

  @Test
  void bash_proposes_commands_flags_words_and_files() throws Exception {
    InstalledProgram bash = InstalledProgram.orSkip("bash", "completion in bash");
    Path script = script(Shell.BASH);
    Files.writeString(folder.resolve("roots of ours.pem"), "");
    for (String row : BASH_CASES.lines().toList()) {
      String[] cells = row.split("\\|", -1);
      String asked =
          """
          set -u
          source '%s'
          complete -p apim-shg-rotate >/dev/null
          COMP_WORDS=(%s)
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          _apim_shg_rotate
          wanted=(%s)
          [ "${COMPREPLY[*]@Q}" = "${wanted[*]@Q}" ] || echo "proposed: ${COMPREPLY[*]@Q}"
          """
              .formatted(script, cells[0], cells[1]);

      assertThat(bash.run(folder, "-c", asked)).as(row).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "stat,                           status",
    "rotate --token-k,               rotate --token-key",
    "rotate --token-key sec,         rotate --token-key secondary",
    "plan -k pri,                    plan -k primary",
    "--token-lif,                    --token-lifetime",
    "-k sec,                         -k secondary",
    "status -O ht,                   status -O html",
    "rotate --ca-file roo,           rotate --ca-file roots.pem",
    "completion fi,                  completion fish",
    "help rev,                       help revoke",
  })
  void zsh_completes_what_is_begun(String begun, String completed) throws Exception {
    InstalledProgram zsh = InstalledProgram.orSkip("zsh", "completion in zsh");
    Files.writeString(folder.resolve("roots.pem"), "");
    String terminal =
        """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "PS1= PS2= RPS1="
        zpty -w shell "autoload -U compinit && compinit -u -D"
        zpty -w shell "source '%s'"
        zpty -w shell "apim-shg-rotate() { print -r -- ran: \\$@ :end }"
        zpty -w -n shell "apim-shg-rotate %s"
        zpty -w shell $'\\t'
        zpty -r -m shell said '*ran: [^$]*:end*'
        print -r -- "$said"
        """
            .formatted(script(Shell.ZSH), begun);

    assertThat(zsh.run(folder, "-f", "-c", terminal)).contains("ran: " + completed + " :end");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'stat',                      'status'",
    "'rotate --token-k',          '--token-key'",
    "'rotate --token-key ',       'last rotate primary secondary'",
    "'-k ',                       'last rotate primary secondary'",
    "'rotate --output=',          '--output=text --output=json'",
    "'status -O ',                'text json html'",
    "'status --subs',             ''",
    "'rotate --ca-file roo',      'roots.pem'",
    "'rotate --namespace roo',    ''",
    "'completion ',               'bash zsh fish'",
    "'help rev',                  'revoke'",
  })
  void fish_proposes_words_and_files(String begun, String proposed) throws Exception {
    InstalledProgram fish = InstalledProgram.orSkip("fish", "completion in fish");
    Files.writeString(folder.resolve("roots.pem"), "");

    List<String> words =
        fish.run(
                folder,
                "--no-config",
                "-c",
                "source '%s'; complete -C 'apim-shg-rotate %s'"
                    .formatted(script(Shell.FISH), begun))
            .lines()
            .map(line -> line.split("\t", -1)[0])
            .toList();

    assertThat(words)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(proposed.split(" ", -1)).filter(word -> !word.isEmpty()).toList());
  }

  @ParameterizedTest
  @EnumSource
  void every_flag_and_command_is_in_every_script(Shell shell) {
    for (Command command : Command.values()) {
      assertThat(shell.script()).contains(command.word());
      for (CommandOption option : command.options()) {
        for (String flag : option.flags()) {
          String name = flag.replaceFirst("^-+", "");
          String dash = flag.startsWith("--") ? "-l " : "-s ";
          assertThat(shell.script()).contains(shell == Shell.FISH ? dash + name + " " : flag);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 2", "tcsh, 2", "bash zsh, 2", "bash, 0"})
  void completion_is_of_one_shell(String words, int exitCode) {
    Screen screen = Screen.away();
    List<String> arguments =
        words.isEmpty()
            ? List.of("completion")
            : Arrays.asList(("completion " + words).split(" ", -1));

    assertThat(Program.run(arguments, screen.surroundings()).number()).isEqualTo(exitCode);
    assertThat(screen.out()).isEqualTo(exitCode == 0 ? Shell.BASH.script() : "");
    assertThat(screen.err()).contains(exitCode == 0 ? "" : "of one shell: bash, zsh, fish");
  }

  private Path script(Shell shell) throws IOException {
    return Files.writeString(folder.resolve("completion." + shell.word()), shell.script());
  }
}
