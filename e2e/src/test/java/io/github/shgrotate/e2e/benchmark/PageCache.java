package io.github.shgrotate.e2e.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the kernel keeps of files in memory.
final class PageCache {
  private static final Path DROP = Path.of("/proc/sys/vm/drop_caches");

  private PageCache() {}

  /// Forgets all of it, so that the next program is read from the disk.
  ///
  /// @return whether this user may
  static boolean drop() throws InterruptedException {
    try {
      if (new ProcessBuilder("sync").start().waitFor() != 0) {
        return false;
      }
      Files.writeString(DROP, "3\n");
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
