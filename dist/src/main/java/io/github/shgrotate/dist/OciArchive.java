package io.github.shgrotate.dist;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Writes the image as an archive in the format of the Open Container Initiative, which every
/// engine and registry takes.
final class OciArchive {
  private final ImageRoot root;
  private final Instant time;

  OciArchive(ImageRoot root, Instant time) {
    this.root = root;
    this.time = time;
  }

  /// @param cache a folder of Jib's own
  void write(Path file, Path cache, String version)
      throws IOException,
          InterruptedException,
          ExecutionException,
          RegistryException,
          CacheDirectoryCreationException,
          InvalidImageReferenceException {
    Path home = root.home().home();
    Predicate<Path> inRuntime = path -> path.startsWith(root.home().runtime());
    Predicate<Path> inLibraries = path -> path.startsWith(root.home().libraries());
    Predicate<Path> isCache = root.home().cache()::equals;
    Predicate<Path> inHome = path -> path.startsWith(home);
    JibContainerBuilder image =
        Jib.fromScratch()
            .setFormat(ImageFormat.OCI)
            .setPlatforms(Set.of(platform()))
            .setCreationTime(time)
            .setUser(ImageConfiguration.user())
            .setEntrypoint(ImageConfiguration.entryPoint())
            .setEnvironment(ImageConfiguration.environment())
            .setLabels(ImageConfiguration.labels(version))
            // What changes least comes first. Only the last layer differs from build to build.
            .addFileEntriesLayer(layer("system", inHome.negate()))
            .addFileEntriesLayer(layer("runtime", inRuntime))
            .addFileEntriesLayer(layer("libraries", inLibraries))
            .addFileEntriesLayer(
                layer("application", inHome.and(inRuntime.or(inLibraries).or(isCache).negate())))
            .addFileEntriesLayer(layer("cache", isCache));
    image.containerize(
        Containerizer.to(TarImage.at(file).named("apim-shg-rotate:" + version))
            .setOfflineMode(true)
            .setBaseImageLayersCache(cache)
            .setApplicationLayersCache(cache)
            .setToolName("apim-shg-rotate"));
  }

  private FileEntriesLayer layer(String name, Predicate<Path> members) throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
    try (Stream<Path> files = Files.walk(root.path())) {
      List<Path> all = files.filter(Files::isRegularFile).filter(members).sorted().toList();
      for (Path each : all) {
        layer.addEntry(
            each,
            AbsoluteUnixPath.get("/" + root.path().relativize(each)),
            FilePermissions.fromPosixFilePermissions(Files.getPosixFilePermissions(each)),
            Files.getLastModifiedTime(each).toInstant(),
            "0:0");
      }
    }
    return layer.build();
  }

  private static Platform platform() {
    String architecture = System.getProperty("os.arch");
    return new Platform(architecture.equals("aarch64") ? "arm64" : architecture, "linux");
  }
}
