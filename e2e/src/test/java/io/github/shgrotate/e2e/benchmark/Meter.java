package io.github.shgrotate.e2e.benchmark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Runs programs and has the kernel say what they used. Java cannot ask it, so a few lines of
/// Python do.
final class Meter {
  private final Path folder;

  /// @param folder for what the programs say
  Meter(Path folder) {
    this.folder = folder;
  }

  /// What was used, and how it ended.
  record Reading(int exitCode, double wallMillis, double cpuMillis, double peakMib, String said) {}

  Reading run(Launch launch) throws IOException, InterruptedException {
    Path output = folder.resolve("said");
    Path reading = folder.resolve("reading");
    Files.deleteIfExists(reading);
    List<String> command =
        new ArrayList<>(List.of("python3", resource("measure").toString(), reading.toString()));
    command.addAll(launch.command());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().putAll(launch.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      throw new IllegalStateException("it has not ended: " + launch.command());
    }
    String said = Files.readString(output);
    if (process.exitValue() != 0) {
      throw new IllegalStateException("it could not be measured: " + said);
    }
    String[] numbers = Files.readString(reading).strip().split(" ");
    return new Reading(
        Integer.parseInt(numbers[0]),
        Long.parseLong(numbers[1]) / 1e6,
        Long.parseLong(numbers[2]) / 1e3,
        Long.parseLong(numbers[3]) / 1024.0,
        said);
  }

  /// A file of this benchmark.
  static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Meter.class.getResource("/benchmark/" + name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
