package io.github.shgrotate.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A program of this machine that a test needs, or that is loudly missed.
record InstalledProgram(Path path) {
  static InstalledProgram orSkip(String name, String what) {
    return new InstalledProgram(
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseGet(
                () -> {
                  String line = "SKIPPED: %s. There is no %s here.".formatted(what, name);
                  System.err.println(line);
                  return Assumptions.abort(line);
                }));
  }

  /// Runs it in a folder to its end.
  ///
  /// @return all that it said; it is an error when it fails
  String run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    command.addAll(List.of(arguments));
    Path said = Files.createTempFile(folder, "said", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(path + " has not ended: " + Files.readString(said));
    }
    String all = Files.readString(said, StandardCharsets.UTF_8);
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "%s ended with %d: %s".formatted(path, process.exitValue(), all));
    }
    return all;
  }
}
