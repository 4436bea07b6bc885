package io.github.shgrotate.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
            Main::pause);
    System.exit(Program.run(List.of(arguments), surroundings).number());
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
