package io.github.shgrotate.sandbox.kubelet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files of a volume, all changed at once, in the kubelet's way: what is at the top are links
/// through `..data`, itself a link to a folder that is never changed. So whoever reads two of the
/// files never gets one of the old and one of the new.
final class AtomicFolder {
  private static final String CURRENT = "..data";

  private AtomicFolder() {}

  static void write(Path folder, Map<String, VolumeFile> files) throws IOException {
    Files.createDirectories(folder);
    Path written = Files.createTempDirectory(folder, "..");
    Files.setPosixFilePermissions(written, permissions(0755));
    for (var entry : files.entrySet()) {
      Path file = written.resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue().content());
      Files.setPosixFilePermissions(file, permissions(entry.getValue().mode()));
    }
    Set<String> names =
        files.keySet().stream()
            .map(path -> Path.of(path).getName(0).toString())
            .collect(Collectors.toSet());
    swap(folder, written.getFileName());
    for (String name : names) {
      Path link = folder.resolve(name);
      if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(link, Path.of(CURRENT, name));
      }
    }
    for (Path other : list(folder)) {
      String name = other.getFileName().toString();
      if (!name.equals(CURRENT) && !other.equals(written) && !names.contains(name)) {
        delete(other);
      }
    }
  }

  private static void swap(Path folder, Path written) throws IOException {
    Path link = folder.resolve("..data_tmp");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, written);
    Files.move(
        link,
        folder.resolve(CURRENT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /// Removes it with all that is in it; links are removed, not followed.
  static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      for (Path inside : list(path)) {
        delete(inside);
      }
    }
    Files.deleteIfExists(path);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.toList();
    }
  }

  static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> granted = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    // They are declared from the owner's reading to the others' executing.
    for (int i = 0; i < all.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        granted.add(all[i]);
      }
    }
    return granted;
  }
}
