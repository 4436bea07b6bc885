package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocaleTest {
  @Test
  void what_is_printed_is_the_same_in_every_language() throws IOException, InterruptedException {
    assertThat(schedule("ar", "EG"))
        .isEqualTo(schedule("en", "US"))
        .contains("schedule: \"55 3 * * *\"");
  }

  private static String schedule(String language, String country)
      throws IOException, InterruptedException {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=" + language,
                "-Duser.country=" + country,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "manifests",
                "--sample",
                "--only",
                "cronjob")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return said;
  }
}
