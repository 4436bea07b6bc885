package io.github.shgrotate.e2e.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A small process that outlives this one for a moment: when this one ends, however it ends, it
/// kills the programs it was given and removes their folder.
final class Supervisor implements AutoCloseable {
  private final Path folder;
  private final Process process;
  private final Writer orders;

  private Supervisor(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /// Starts it with a new folder.
  static Supervisor start() throws IOException {
    // A short path: that of a unix socket ends at 107 bytes.
    Path folder =
        Files.createTempDirectory(
            Path.of("/tmp"),
            "shg",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Process process =
        new ProcessBuilder("bash", script().toString(), folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new Supervisor(folder, process);
  }

  /// Removed in the end, with all that is in it.
  Path folder() {
    return folder;
  }

  /// Starts a program, whose output goes to `NAME.log` in the folder.
  void run(String name, List<String> command) throws IOException {
    Files.writeString(folder.resolve(name + ".command"), String.join("\n", command) + "\n");
    order("run " + name);
  }

  /// Sees to it that this process does not outlive us.
  void guard(Process guarded) {
    order("guard " + guarded.pid());
    var _ = guarded.onExit().thenRun(() -> order("release " + guarded.pid()));
  }

  private synchronized void order(String line) {
    if (!process.isAlive()) {
      return;
    }
    try {
      orders.write(line + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the supervisor is gone", e);
    }
  }

  private static Path script() {
    try {
      return Path.of(Objects.requireNonNull(Supervisor.class.getResource("/supervise")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      synchronized (this) {
        orders.close();
      }
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
