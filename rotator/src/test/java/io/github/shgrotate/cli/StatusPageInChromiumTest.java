package io.github.shgrotate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.shgrotate.status.SampleGateways;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The page as a browser lays it out, where there is one. Pictures for people are left in
/// `target/status-page`.
class StatusPageInChromiumTest {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
  private static final Path PICTURES = Path.of("target", "status-page");

  @TempDir Path folder;
  private String chromium = "";

  @BeforeEach
  void findChromium() {
    Optional<Path> found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .flatMap(path -> NAMES.stream().map(name -> Path.of(path, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      String line = "SKIPPED: the status page in a browser. There is none of " + NAMES + " here.";
      assertThat(System.getenv("CI")).as(line).isNotEqualTo("true");
      System.err.println(line);
      Assumptions.abort(line);
    }
    chromium = found.orElseThrow().toString();
  }

  @ParameterizedTest(name = "{0} pixels")
  @ValueSource(ints = {320, 390, 800, 1280, 1920})
  void nothing_is_wider_than_the_screen(int width) throws Exception {
    String page = StatusHtmlTest.page(SampleGateways.cluster());
    Path ruler = folder.resolve("ruler.html");
    Files.writeString(ruler, ruler(page, width));

    Matcher found =
        Pattern.compile("<p id=\"found\">([^<]*)</p>")
            .matcher(
                run(
                    "--hide-scrollbars",
                    "--window-size=2000,6100",
                    "--dump-dom",
                    ruler.toUri().toString()));

    assertThat(found.find()).isTrue();
    assertThat(found.group(1)).isEqualTo("wide= scroll=%d thin=0 nowOnAxis=true".formatted(width));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "desktop-light, 1280, 2600, 1",
    "desktop-dark,  1280, 2600, 0",
    "phone-light,   500,  4400, 1",
    "phone-dark,    500,  4400, 0"
  })
  void pictures_are_made_in_light_and_dark(String name, int width, int height, int scheme)
      throws Exception {
    Files.createDirectories(PICTURES);
    Path page = folder.resolve("page.html");
    Files.writeString(page, StatusHtmlTest.page(SampleGateways.cluster()));
    Path picture = PICTURES.resolve(name + ".png").toAbsolutePath();

    run(
        "--hide-scrollbars",
        "--blink-settings=preferredColorScheme=" + scheme,
        "--window-size=%d,%d".formatted(width, height),
        "--screenshot=" + picture,
        page.toUri().toString());

    assertThat(Files.size(picture)).isGreaterThan(20_000);
  }

  /// A page that measures another in a frame of that width, and writes what it found into itself.
  private static String ruler(String page, int width) {
    return """
    <!DOCTYPE html><meta charset="utf-8"><body>
    <iframe style="width:%dpx;height:6000px;border:0" srcdoc="%s"></iframe>
    <script>
    onload = () => {
      const page = document.querySelector('iframe').contentDocument;
      const wide = [...page.querySelectorAll('body *')].filter(e =>
        getComputedStyle(e).position !== 'absolute' && e.getBoundingClientRect().right > %d + 0.5);
      const bars = [...page.querySelectorAll('.bar i')].filter(e => e.getBoundingClientRect().width < 1);
      const now = page.querySelector('.now').getBoundingClientRect();
      const bar = page.querySelector('.bar').getBoundingClientRect();
      document.body.insertAdjacentHTML('beforeend', `<p id="found">wide=${wide.map(e => e.className || e.tagName)}`
        + ` scroll=${page.documentElement.scrollWidth} thin=${bars.length}`
        + ` nowOnAxis=${now.left >= bar.left && now.left <= bar.right}</p>`);
    };
    </script>
    """
        .formatted(width, page.replace("&", "&amp;").replace("\"", "&quot;"), width);
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                chromium,
                "--headless",
                "--disable-gpu",
                "--no-sandbox",
                // Nothing but the page is asked for: a browser has much of its own to ask.
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-quic",
                "--user-data-dir=" + folder.resolve("profile")));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("the browser has not ended");
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
