package io.github.shgrotate.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The shipped archive, unpacked as a user would.
final class Unpacked {
  private Unpacked() {}

  /// Gives back the one folder in it.
  static Layout into(Path folder) throws IOException, InterruptedException {
    Run tar =
        Run.of(
            Map.of("PATH", System.getenv("PATH")),
            List.of("tar", "-xzf", archive().toString(), "-C", folder.toString()));
    if (tar.exitCode() != 0) {
      throw new IllegalStateException(tar.err());
    }
    return new Layout(Folders.files(folder).getFirst());
  }

  static Path archive() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.toString().endsWith(".tar.gz"))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath();
    }
  }
}
