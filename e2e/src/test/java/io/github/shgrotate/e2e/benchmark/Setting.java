package io.github.shgrotate.e2e.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;

/// Where, when and with what it was measured.
///
/// @param versions of what was measured, by name, in order
record Setting(
    LocalDate date, String processor, int cores, long memoryGib, Map<String, String> versions) {

  /// This machine, now.
  static Setting here(Clock clock, Map<String, String> versions) throws IOException {
    return new Setting(
        LocalDate.now(clock),
        fact("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Math.round(
            Long.parseLong(fact("/proc/meminfo", "MemTotal").replaceAll("\\D", ""))
                / (1024.0 * 1024)),
        versions);
  }

  private static String fact(String file, String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }
}
