package io.github.shgrotate.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The process: the only place that reads the environment, opens the standard streams and exits.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    String home = System.getenv().getOrDefault("HOME", "");
    Surroundings surroundings =
        new Surroundings(
            System.getenv(),
            // As kubectl does: the user of a container may have no entry in its user list.
            Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home),
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
            Clock.systemUTC(),
            Main::pause,
            new Terminal(new FileInputStream(FileDescriptor.in), Main::errorsAreWatched));
    System.exit(Program.run(List.of(arguments), surroundings).number());
  }

  /// Java tells it of input and output only, which may well be redirected while somebody watches.
  /// Where there is no /proc, nobody is thought to watch.
  private static boolean errorsAreWatched() {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
