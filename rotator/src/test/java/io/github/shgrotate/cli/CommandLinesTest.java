package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every command line of ours that a document tells is one that the program understands.
class CommandLinesTest {
  private static final Path ROOT = Path.of("..");

  /// In a block, at the beginning or behind what it is given; the rest of its line.
  private static final Pattern IN_A_BLOCK =
      Pattern.compile("(?m)^ {4,}(?:\\S.*[|(] ?)?(?:bin/)?apim-shg-rotate (.*)$");

  private static final Pattern IN_A_SENTENCE =
      Pattern.compile("`(?:bin/)?apim-shg-rotate\\s+([^`]+)`");

  /// `COMMAND [OPTIONS]` tells of a form.
  private static final Pattern FORM = Pattern.compile(".*(?:\\[-|OPTIONS).*");

  /// What a shell does not give to the program.
  private static final Pattern BEHIND_IT = Pattern.compile(" *(?:[|>#)]| \\\\$).*");

  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

  /// What they are asked for is a word and not an option.
  private static final Set<Command> SPOKEN = Set.of(Command.HELP, Command.COMPLETION);

  static List<String> documents() throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> deploy = Files.walk(ROOT.resolve("deploy"))) {
      for (Path file : Stream.of(top, docs, deploy).flatMap(files -> files).sorted().toList()) {
        if (file.toString().endsWith(".md") && !lines(Files.readString(file)).isEmpty()) {
          all.add(ROOT.relativize(file).toString());
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void every_command_line_of_ours_is_understood(String document) throws IOException {
    for (String line : lines(Files.readString(ROOT.resolve(document)))) {
      List<String> words = words(line);
      boolean named = !words.getFirst().startsWith("-");
      Command command = named ? Command.of(words.getFirst()).orElseThrow() : Command.ROTATE;
      if (line.matches("--(help|version)") || SPOKEN.contains(command)) {
        assertThat(Program.run(words, Screen.away().surroundings()))
            .isEqualTo(ExitCode.NOTHING_OWED);
      } else {
        assertThat(
                Arguments.read(
                        command.options(), words.subList(named ? 1 : 0, words.size()), Map.of())
                    .mistakes())
            .as(line)
            .isEmpty();
      }
    }
  }

  @Test
  void they_are_found_where_people_read_of_them() throws IOException {
    assertThat(documents())
        .contains(
            "README.md",
            "deploy/README.md",
            "docs/alerts.md",
            "docs/faq.md",
            "docs/migration.md",
            "docs/reference/file.md",
            "docs/reference/manifests.md",
            "docs/reference/status.md",
            "docs/runbook.md",
            "docs/security.md");
    assertThat(
            lines(
                """
                    read it | bin/apim-shg-rotate plan -n apim \\
                      -t 'a b' -f - | kubectl apply -f -
                    apim-shg-rotate status [OPTIONS]

                and `apim-shg-rotate
                revoke` at once
                """))
        .containsExactly("plan -n apim -t 'a b' -f -", "revoke");
  }

  private static List<String> lines(String document) {
    String whole = document.replaceAll("\\\\\n\\s*", "");
    return Stream.of(IN_A_BLOCK, IN_A_SENTENCE)
        .flatMap(pattern -> pattern.matcher(whole).results())
        .map(found -> found.group(1).replaceAll("\\s+", " "))
        .filter(line -> !FORM.matcher(line).matches())
        .map(line -> BEHIND_IT.matcher(line).replaceFirst(""))
        .toList();
  }

  /// `…` stands for options of the reader's own.
  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group().replaceAll("['\"]", ""))
        .filter(word -> !word.equals("…"))
        .toList();
  }
}
