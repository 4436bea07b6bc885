package io.github.shgrotate.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The rotator's classes, read and verified once for a hundred short processes: a third of the time
/// that each of them takes.
final class ClassArchive {
  private static final Path FILE = made();

  private ClassArchive() {}

  static Rotator with(Rotator rotator) {
    return rotator.with("JDK_JAVA_OPTIONS", "-XX:SharedArchiveFile=" + FILE);
  }

  private static Path made() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "class-archive")).toAbsolutePath();
      Path file = folder.resolve("rotator.jsa");
      try (SampleWorld world = SampleWorld.start(folder, 0)) {
        Rotator.Run run =
            world
                .rotator()
                .with("JDK_JAVA_OPTIONS", "-XX:ArchiveClassesAtExit=" + file)
                .run("plan");
        if (run.exitCode() != 0) {
          throw new IllegalStateException(run.err());
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
