package io.github.shgrotate.sandbox.kubelet;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where the volumes a container mounts lie on this machine.
///
/// A process of this machine cannot have them at the container's own paths: that takes a root
/// folder of its own, which only root can give it. So it is done as Kubernetes documents it for
/// HostProcess containers: every mount path appears below one folder, and
/// `CONTAINER_SANDBOX_MOUNT_POINT` names it. Variables and arguments that name a mounted path are
/// rewritten, for programs that do not know of it.
///
/// @param root the folder below which the mount paths appear; empty when nothing was mounted
/// @param byMountPath the file or folder on this machine for each `mountPath` of the container
public record MountedVolumes(Optional<Path> root, Map<String, Path> byMountPath) {
  public static final MountedVolumes NONE = new MountedVolumes(Optional.empty(), Map.of());

  /// The variable that names the root.
  public static final String VARIABLE = "CONTAINER_SANDBOX_MOUNT_POINT";

  public MountedVolumes {
    byMountPath = Map.copyOf(byMountPath);
  }

  /// What is behind a mount path.
  public Optional<Path> at(String mountPath) {
    return Optional.ofNullable(byMountPath.get(mountPath));
  }

  /// Where a path of the container is on this machine.
  Optional<Path> below(String containerPath) {
    return root.map(folder -> folder.resolve(containerPath.replaceFirst("^/+", "")));
  }

  /// The environment as a process of this machine needs it.
  ContainerEnvironment seenFrom(ContainerEnvironment environment) {
    if (root.isEmpty()) {
      return environment;
    }
    Map<String, String> variables = new LinkedHashMap<>();
    environment.variables().forEach((name, value) -> variables.put(name, translated(value)));
    variables.put(VARIABLE, root.get().toString());
    return new ContainerEnvironment(variables);
  }

  /// The text, unless all of it is a path at or below a mount path: then that path here.
  public String translated(String text) {
    return byMountPath.keySet().stream()
            .anyMatch(mount -> text.equals(mount) || text.startsWith(mount + "/"))
        ? below(text).map(Path::toString).orElse(text)
        : text;
  }
}
