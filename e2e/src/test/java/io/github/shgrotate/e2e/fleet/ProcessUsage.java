package io.github.shgrotate.e2e.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What processes have used, as Linux counts it in `/proc`.
final class ProcessUsage {
  // USER_HZ, which is 100 on every Linux that Java runs on.
  private static final long MILLIS_PER_TICK = 10;
  private static final int OWN = 11;
  private static final int OF_CHILDREN = 13;

  private ProcessUsage() {}

  /// CPU time of this process so far.
  static Duration own() {
    return ticks(OWN);
  }

  /// CPU time of the child processes that have ended so far.
  static Duration ofEndedChildren() {
    return ticks(OF_CHILDREN);
  }

  /// The most memory that a process has had resident so far, in KiB; 0 when it has ended.
  static long peakKib(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      // Between its end and its burial its files can be opened, but not read.
      return 0;
    }
  }

  /// User and system time, from `/proc/self/stat`.
  ///
  /// @param first of the two fields, counted after the name in parentheses, which may hold anything
  private static Duration ticks(int first) {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
      long ticks = Long.parseLong(fields.get(first)) + Long.parseLong(fields.get(first + 1));
      return Duration.ofMillis(ticks * MILLIS_PER_TICK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
