package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void the_first_line_says_which_it_is_and_the_rest_what_it_was_built_from() {
    Screen screen = Screen.away();

    assertThat(Program.run(List.of("--version"), screen.surroundings()))
        .isEqualTo(ExitCode.NOTHING_OWED);

    assertThat(screen.out().lines().findFirst())
        .contains(
            "apim-shg-rotate %s, Java %s".formatted(Build.known().version(), Runtime.version()));
    assertThat(screen.out())
        .containsPattern(
            "\\ncommit {7}([0-9a-f]{12}(, with changes)?|unknown, built outside git)\\n")
        .containsPattern("\\nbuild time {3}\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\n")
        .contains("\napi-version  2024-05-01\n")
        .doesNotContain("${");
  }

  @Test
  void a_build_outside_git_says_so_also_within_another_repository() throws Exception {
    InstalledProgram git = InstalledProgram.orSkip("git", "the commit of a build");
    git.run(folder, "init", "-q");
    Path checkout = Files.createDirectories(folder.resolve("unpacked here/config"));
    Path script = Files.copy(ROOT.resolve("config/commit"), checkout.resolve("commit"));

    assertThat(new InstalledProgram(script).run(folder)).isEqualTo("unknown, built outside git\n");
  }

  @Test
  void a_build_of_changed_files_says_so() throws Exception {
    InstalledProgram git = InstalledProgram.orSkip("git", "the commit of a build");
    Path config = Files.createDirectories(folder.resolve("config"));
    InstalledProgram commit =
        new InstalledProgram(Files.copy(ROOT.resolve("config/commit"), config.resolve("commit")));
    git.run(folder, "init", "-q");
    git.run(folder, "add", ".");
    git.run(folder, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "one");
    String clean = commit.run(folder);

    Files.writeString(
        config.resolve("commit"), "\n# changed\n", java.nio.file.StandardOpenOption.APPEND);

    assertThat(clean).matches("[0-9a-f]{12}\n");
    assertThat(commit.run(folder)).isEqualTo(clean.strip() + ", with changes\n");
  }
}
