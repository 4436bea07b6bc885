package io.github.shgrotate.e2e.benchmark;

import io.github.shgrotate.e2e.controlplane.Corner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// [Floor] packed as the product is: a jar, the same Java runtime with the same flags, and an
/// ahead-of-time cache that a rotation of its own has trained.
final class PackedFloor {
  private final Path folder;
  private final Path runtime;
  private final Path options;

  /// @param runtime the home of the Java to run it
  /// @param options the product's `java.options`
  PackedFloor(Path folder, Path runtime, Path options) throws IOException {
    this.folder = folder;
    this.runtime = runtime;
    this.options = options;
    writeJar();
  }

  /// The run that makes the cache: a rotation like any other.
  Launch training(Corner corner) {
    return launch("-XX:AOTCacheOutput=" + cache(), corner);
  }

  Launch next(Corner corner) {
    return launch("-XX:AOTCache=" + cache(), corner);
  }

  double diskMb() throws IOException {
    return DiskSpace.mb(runtime) + DiskSpace.mb(folder);
  }

  private Launch launch(String option, Corner corner) {
    Map<String, String> environment = new LinkedHashMap<>(corner.environment());
    environment.put("CLUSTER", corner.world().cluster().uri().toString());
    environment.put("CLUSTER_TOKEN", corner.accountToken());
    List<String> command =
        new ArrayList<>(List.of(runtime.resolve("bin/java").toString(), "@" + options, option));
    command.addAll(List.of("-cp", jar().toString(), Floor.class.getName()));
    return new Launch(command, environment);
  }

  private Path jar() {
    return folder.resolve("floor.jar");
  }

  private Path cache() {
    return folder.resolve("floor.aot");
  }

  private void writeJar() throws IOException {
    String name = Floor.class.getName().replace('.', '/') + ".class";
    try (InputStream bytes =
            Objects.requireNonNull(Floor.class.getClassLoader().getResourceAsStream(name));
        OutputStream file = Files.newOutputStream(jar());
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry(name));
      bytes.transferTo(zip);
    }
  }
}
