package io.github.shgrotate.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Runs what is in an image as an engine would: as its user, in its root, which is read-only.
final class IsolatedRoot {
  private static final Path PROGRAM = Path.of("src/test/resources/isolated").toAbsolutePath();

  private final Path root;
  private final Path world;

  /// @param world the folder that is `/world` inside
  IsolatedRoot(Path root, Path world) {
    this.root = root;
    this.world = world;
  }

  /// Why this machine cannot isolate a process; empty when it can.
  static String obstacle(Path folder) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork"));
    if (!isRoot()) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    command.addAll(List.of("mount", "--bind", folder.toString(), folder.toString()));
    Run run = Run.of(Map.of("PATH", System.getenv("PATH")), command);
    return run.exitCode() == 0 ? "" : run.err() + " (exit code " + run.exitCode() + ")";
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  Run run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Map<String, String> all = new TreeMap<>(environment);
    all.put("PATH", System.getenv("PATH"));
    List<String> isolated =
        new ArrayList<>(
            List.of(
                PROGRAM.toString(),
                root.toString(),
                world.toString(),
                String.valueOf(ImageConfiguration.USER)));
    isolated.addAll(command);
    return Run.of(all, isolated);
  }

  /// A folder or file of the world as it is called inside.
  String inside(Path file) {
    return Path.of("/world").resolve(world.relativize(file)).toString();
  }

  /// Everybody may look at the world: inside, one is somebody else.
  void open() throws IOException {
    try (var files = Files.walk(world)) {
      for (Path each : files.toList()) {
        Files.setPosixFilePermissions(
            each,
            java.nio.file.attribute.PosixFilePermissions.fromString(
                Files.isDirectory(each) ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }
}
