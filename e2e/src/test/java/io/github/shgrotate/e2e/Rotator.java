package io.github.shgrotate.e2e;

import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The program as a user runs it: `bin/apim-shg-rotate`, a process with an environment of its own.
public final class Rotator {
  private static final Path PROGRAM =
      Path.of("").toAbsolutePath().getParent().resolve("bin/apim-shg-rotate");

  private final Path folder;
  private final Map<String, String> environment;
  private final Consumer<Process> started;

  /// What came of a run.
  public record Run(int exitCode, String out, String err) {}

  private Rotator(Path folder, Map<String, String> environment, Consumer<Process> started) {
    this.folder = folder;
    this.environment = environment;
    this.started = started;
  }

  /// Pointed at the sandbox's sample gateway.
  static Rotator forSample(Sandbox sandbox, Path folder, String user) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", System.getenv("PATH"));
    environment.putAll(sandbox.environment(folder, user));
    environment.putAll(SampleGateway.environment());
    return new Rotator(folder, environment, _ -> {});
  }

  public Rotator with(String variable, String value) {
    Map<String, String> changed = new LinkedHashMap<>(environment);
    changed.put(variable, value);
    return new Rotator(folder, changed, started);
  }

  public Rotator without(String... variables) {
    Map<String, String> changed = new LinkedHashMap<>(environment);
    changed.keySet().removeAll(Arrays.asList(variables));
    return new Rotator(folder, changed, started);
  }

  /// Pointed anywhere.
  public static Rotator in(Path folder, Map<String, String> environment) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put("PATH", System.getenv("PATH"));
    return new Rotator(folder, all, _ -> {});
  }

  /// Tells whoever looks after processes of each one it starts.
  public Rotator telling(Consumer<Process> startedProcess) {
    return new Rotator(folder, environment, startedProcess);
  }

  /// Runs it to its end.
  public Run run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).end();
  }

  /// Starts it, for tests in which something happens meanwhile.
  public Running start(String... arguments) throws IOException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.accept(process);
    return new Running(process, out, err);
  }

  /// A rotator at work.
  public record Running(Process process, Path out, Path err) {
    /// Waits for its end.
    public Run end() throws IOException, InterruptedException {
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("the rotator has not ended: " + Files.readString(err));
      }
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }
}
