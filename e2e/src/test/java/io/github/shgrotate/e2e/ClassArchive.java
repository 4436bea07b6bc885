package io.github.shgrotate.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The rotator's classes, read and verified once for a hundred short processes: a third of the time
/// that each of them takes.
final class ClassArchive {
  private static final Optional<Path> FILE = made();

  private ClassArchive() {}

  static Rotator with(Rotator rotator) {
    return FILE.map(file -> rotator.with("JDK_JAVA_OPTIONS", "-XX:SharedArchiveFile=" + file))
        .orElse(rotator);
  }

  /// Empty when it cannot be made: then everything works as well, and slower.
  private static Optional<Path> made() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "class-archive")).toAbsolutePath();
      Path file = folder.resolve("rotator.jsa");
      try (SampleWorld world = SampleWorld.start(folder, 0)) {
        Rotator.Run run =
            world
                .rotator()
                .with("JDK_JAVA_OPTIONS", "-XX:ArchiveClassesAtExit=" + file)
                .run("plan");
        return run.exitCode() == 0 ? Optional.of(file) : Optional.empty();
      }
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
