package io.github.shgrotate.cli;

import java.io.Console;
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
import java.util.Locale;

/// The process: the only place that reads the environment, opens the standard streams and exits.
public final class Main {
  private static final int OUT = 1;
  private static final int ERR = 2;

  private Main() {}

  public static void main(String[] arguments) {
    // Numbers are for programs too: in some languages the digits of %d are not 0 to 9.
    Locale.setDefault(Locale.ROOT);
    String home = System.getenv().getOrDefault("HOME", "");
    Surroundings surroundings =
        new Surroundings(
            System.getenv(),
            // As kubectl does: the user of a container may have no entry in its user list.
            Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home),
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
            SteadyClock.from(Clock.systemUTC(), System::nanoTime),
            Main::pause,
            new Terminal(
                new FileInputStream(FileDescriptor.in), () -> isWatched(OUT), () -> isWatched(ERR)),
            Main::prepare);
    System.exit(Program.run(List.of(arguments), surroundings).number());
  }

  /// Whether a terminal is at the other end.
  @SuppressWarnings("SystemConsoleNull") // Java 25 is back at null where there is no terminal
  private static boolean isWatched(int descriptor) {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException e) {
      // No /proc, as on macOS. Java knows of input and output together only. Nobody is thought to
      // watch standard error, which then stays free of what only a terminal understands.
      Console console = System.console();
      return descriptor == OUT && console != null && console.isTerminal();
    }
  }

  /// The JVM runs its hooks when it is sent SIGTERM or SIGINT, and then ends as that signal says.
  private static LastWords.Prepared prepare(Runnable say) {
    Thread hook = new Thread(say, "last words");
    Runtime.getRuntime().addShutdownHook(hook);
    return () -> {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // They are being said.
      }
    };
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
