package io.github.shgrotate.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What came of a process.
record Run(int exitCode, String out, String err) {
  /// Runs a command with this environment and nothing else of ours.
  static Run of(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("run", ".out");
    Path err = Files.createTempFile("run", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("has not ended: " + command + Files.readString(err));
      }
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  static Run of(Map<String, String> environment, Path program, String... arguments)
      throws IOException, InterruptedException {
    return of(
        environment,
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(program.toString()), java.util.Arrays.stream(arguments))
            .toList());
  }
}
