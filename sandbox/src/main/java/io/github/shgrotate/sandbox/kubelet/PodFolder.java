package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The files of one pod on this machine, private to this user, for containers that are processes:
/// its volumes, and for each container the folder below which they appear.
final class PodFolder implements AutoCloseable {
  private static final String TERMINATION_LOG = "/dev/termination-log";

  private final Path folder;
  private final JsonNode pod;
  private final VolumeContents contents;
  private boolean closed;

  /// @param parent where pods have their folders; it exists
  static PodFolder create(Path parent, JsonNode pod, PodSources sources) {
    try {
      return new PodFolder(
          Files.createTempDirectory(
              parent, "pod", PosixFilePermissions.asFileAttribute(AtomicFolder.permissions(0700))),
          pod,
          sources);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PodFolder(Path folder, JsonNode pod, PodSources sources) {
    this.folder = folder;
    this.pod = pod;
    this.contents = new VolumeContents(pod, sources);
  }

  /// Lays out what a container mounts, in its present state; what is in an `emptyDir` stays.
  ///
  /// @throws Missing when the container has to wait
  synchronized MountedVolumes mount(JsonNode container) throws Missing {
    Path root = folder.resolve("containers").resolve(container.path("name").asText());
    try {
      AtomicFolder.delete(root);
      Files.createDirectories(root);
      Map<String, Path> mounted = new LinkedHashMap<>();
      for (JsonNode mount : container.path("volumeMounts")) {
        Path source = lay(volume(mount.path("name").asText()));
        String part = mount.path("subPath").asText();
        String path = mount.path("mountPath").asText().replaceFirst("/+$", "");
        Path target = source.resolve(part);
        link(root, path, target);
        mounted.put(path, target);
      }
      Path lastWords = root.resolve(terminationLog(container).substring(1));
      Files.createDirectories(lastWords.getParent());
      Files.createFile(lastWords);
      return new MountedVolumes(Optional.of(root), mounted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Brings every volume that was laid out up to date, as a kubelet does every minute or so; tokens
  /// are asked for anew.
  synchronized void refresh() throws Missing {
    if (closed) {
      return;
    }
    for (JsonNode volume : pod.path("spec").path("volumes")) {
      if (Files.exists(home(volume))) {
        lay(volume);
      }
    }
  }

  /// What the container left in its termination log.
  static String lastWords(MountedVolumes volumes, JsonNode container) {
    Optional<Path> file = volumes.below(terminationLog(container)).filter(Files::isReadable);
    try {
      return file.isPresent() ? Files.readString(file.get()) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static String terminationLog(JsonNode container) {
    return container.path("terminationMessagePath").asText(TERMINATION_LOG);
  }

  private JsonNode volume(String name) throws Missing {
    for (JsonNode volume : pod.path("spec").path("volumes")) {
      if (volume.path("name").asText().equals(name)) {
        return volume;
      }
    }
    throw new Missing("volume \"%s\" not found".formatted(name));
  }

  private Path home(JsonNode volume) {
    return folder.resolve("volumes").resolve(volume.path("name").asText());
  }

  private Path lay(JsonNode volume) throws Missing {
    Path home = home(volume);
    Optional<Map<String, VolumeFile>> files = contents.of(volume);
    try {
      if (files.isPresent()) {
        AtomicFolder.write(home, files.get());
      } else {
        Files.createDirectories(home);
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path root, String mountPath, Path target) throws IOException {
    Path place = root.resolve(mountPath.substring(1));
    Files.createDirectories(place.getParent());
    Files.createSymbolicLink(place, target);
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      AtomicFolder.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
