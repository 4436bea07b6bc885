package io.github.shgrotate.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shipped archive, unpacked somewhere else than where it was made, on a machine of which the
/// search path knows no program at all.
class ArchiveTest {
  private static final String VERSION =
      """
      apim-shg-rotate \\S+, Java 25\\S*
      commit {7}.+
      build time {3}\\S+Z
      runtime {6}.+
      api-version {2}\\S+
      """;
  private static final String CACHE_OR_NOTHING = "-XX:AOTMode=on";

  @TempDir Path folder;
  private Layout layout;

  @BeforeEach
  void unpack() throws IOException, InterruptedException {
    // Of another depth than the build's, and with a space.
    layout = Unpacked.into(Files.createDirectories(folder.resolve("any where")));
  }

  @Test
  void rotates_from_its_ahead_of_time_cache() throws Exception {
    Path log = folder.resolve("classes.log");
    try (GatewayWorld world = new GatewayWorld(folder)) {
      String former = world.storedToken();

      Run run =
          Run.of(
              with(
                  world.environment(),
                  "%s -Xlog:class+load:file=%s".formatted(CACHE_OR_NOTHING, log)),
              layout.launcher());

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(world.storedToken()).isNotEqualTo(former);
      assertThat(world.tokensOfPods()).isEqualTo(Set.of(world.storedToken()));
    }
    List<String> loaded =
        Files.readAllLines(log).stream().filter(line -> line.contains(" source: ")).toList();
    List<String> cached =
        loaded.stream().filter(line -> line.endsWith("source: shared objects file")).toList();
    // The rest are made at run time (switches over patterns) or depend on the order of events.
    assertThat(cached).hasSizeGreaterThan(loaded.size() * 96 / 100).hasSizeGreaterThan(2000);
    // No jar has been passed over when the cache was made.
    assertThat(loaded.stream().filter(line -> line.contains("source: file:"))).hasSizeLessThan(10);
  }

  @Test
  void says_what_it_is_on_stdout_and_nothing_else_anywhere() throws Exception {
    Run run = Run.of(Map.of(), layout.launcher(), "--version");

    assertThat(run.out()).matches(VERSION);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void works_through_a_link() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("rotate"), layout.launcher());

    Run run = Run.of(Map.of("PATH", System.getenv("PATH")), link, "--version");

    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  void a_jar_that_was_touched_makes_the_cache_useless_but_not_the_program() throws Exception {
    Files.setLastModifiedTime(layout.jar(), FileTime.from(Instant.now()));

    Run strict =
        Run.of(Map.of("JDK_JAVA_OPTIONS", CACHE_OR_NOTHING), layout.launcher(), "--version");
    Run plain = Run.of(Map.of(), layout.launcher(), "--version");

    assertThat(strict.exitCode()).isNotZero();
    assertThat(plain.exitCode()).isZero();
    // Said on stderr: stdout is for results.
    assertThat(plain.out()).matches(VERSION);
    assertThat(plain.err()).contains("[aot]");
  }

  @Test
  void help_is_the_same_in_every_locale() throws Exception {
    Run english = Run.of(Map.of(), layout.launcher(), "--help");
    Run turkish = Run.of(Map.of("LC_ALL", "tr_TR.UTF-8"), layout.launcher(), "--help");

    assertThat(turkish).isEqualTo(english);
  }

  @Test
  void man_page_and_completions_are_what_the_program_prints() throws Exception {
    assertThat(Run.of(Map.of(), layout.launcher(), "help", "--man").out())
        .isEqualTo(Files.readString(layout.manPage()))
        .startsWith(".TH ");
    assertThat(Run.of(Map.of(), layout.launcher(), "completion", "bash").out())
        .isEqualTo(Files.readString(layout.bashCompletion()))
        .isNotEmpty();
    assertThat(Run.of(Map.of(), layout.launcher(), "completion", "zsh").out())
        .isEqualTo(Files.readString(layout.zshCompletion()))
        .startsWith("#compdef apim-shg-rotate\n");
    assertThat(Run.of(Map.of(), layout.launcher(), "completion", "fish").out())
        .isEqualTo(Files.readString(layout.fishCompletion()))
        .isNotEmpty();
  }

  private static Map<String, String> with(Map<String, String> environment, String javaOptions) {
    Map<String, String> all = new TreeMap<>(environment);
    all.put("JDK_JAVA_OPTIONS", javaOptions);
    return all;
  }
}
