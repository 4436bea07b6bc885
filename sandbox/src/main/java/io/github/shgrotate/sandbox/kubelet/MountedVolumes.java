package io.github.shgrotate.sandbox.kubelet;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the volumes a container mounts lie on this machine.
///
/// A gap for the tests that run real processes: nothing is materialised yet (projected service
/// account tokens, Secrets, ConfigMaps, `emptyDir`), so no path is mounted.
///
/// @param byMountPath the folder on this machine for each `mountPath` of the container
public record MountedVolumes(Map<String, Path> byMountPath) {
  public static final MountedVolumes NONE = new MountedVolumes(Map.of());

  public MountedVolumes {
    byMountPath = Map.copyOf(byMountPath);
  }

  /// The folder behind a mount path.
  public Optional<Path> at(String mountPath) {
    return Optional.ofNullable(byMountPath.get(mountPath));
  }
}
