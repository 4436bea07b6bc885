package io.github.shgrotate.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Folders as a whole.
final class Folders {

  private Folders() {}

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /// Takes away what depends on when and by whom it was made: times, and all of the permissions but
  /// whether a file is a program.
  static void normalise(Path folder, Instant time) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isSymbolicLink(each)) {
          continue;
        }
        boolean open = Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) || isProgram(each);
        Files.setPosixFilePermissions(
            each, PosixFilePermissions.fromString(open ? "rwxr-xr-x" : "rw-r--r--"));
        Files.setLastModifiedTime(each, FileTime.from(time));
      }
    }
  }

  private static boolean isProgram(Path file) throws IOException {
    return Files.getPosixFilePermissions(file)
        .contains(java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE);
  }
}
