package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A program of others that some tests run, found by the script of its name beside the tests.
public final class ForeignProgram {
  private final Path program;

  /// What came of a run.
  public record Run(int exitCode, String out, String err) {
    /// Its output, of a run that went well.
    public String text() {
      assertThat(exitCode).as(err).isZero();
      return out;
    }

    public JsonNode json() throws IOException {
      return new ObjectMapper().readTree(text());
    }
  }

  private ForeignProgram(Path program) {
    this.program = program;
  }

  /// Finds one, and never installs it.
  ///
  /// @param script such as `helm`; called with `--check` it prints the program's path
  public static Optional<ForeignProgram> find(String script)
      throws IOException, InterruptedException {
    Path finder = Path.of(script).toAbsolutePath();
    Run check =
        run(
            Files.createTempDirectory(script),
            System.getenv(),
            List.of(finder.toString(), "--check"));
    return check.exitCode() == 0
        ? Optional.of(new ForeignProgram(Path.of(check.out().strip())))
        : Optional.empty();
  }

  /// Aborts the test, loudly, where there is none; in CI it fails.
  public static ForeignProgram of(String script) throws IOException, InterruptedException {
    Optional<ForeignProgram> found = find(script);
    if (found.isEmpty()) {
      String line = "SKIPPED: no %s here (e2e/%s gets one)".formatted(script, script);
      assertThat(System.getenv("CI")).as(line).isNotEqualTo("true");
      System.err.println(line);
      Assumptions.abort(line);
    }
    return found.orElseThrow();
  }

  /// Where it is.
  public Path path() {
    return program;
  }

  /// Runs it to its end.
  ///
  /// @param folder where it runs and is at home
  public Run run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(Arrays.asList(arguments));
    return run(folder, System.getenv(), command);
  }

  /// Runs anything to its end.
  static Run run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(command + " has not ended: " + Files.readString(err));
    }
    Run run =
        new Run(
            process.exitValue(),
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8));
    Files.delete(out);
    Files.delete(err);
    return run;
  }
}
