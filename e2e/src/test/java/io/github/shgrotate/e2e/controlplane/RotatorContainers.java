package io.github.shgrotate.e2e.controlplane;

import io.github.shgrotate.sandbox.azure.SandboxAzure;
import io.github.shgrotate.sandbox.kubelet.ContainerRuntime;
import io.github.shgrotate.sandbox.kubelet.ProcessContainer;
import io.github.shgrotate.sandbox.kubelet.RunningContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs the containers of the rotator's own image for real: as processes of this build, with the
/// environment and the files that their pod gives them, and no kubeconfig.
///
/// Azure's names lead to the internet. So where Azure is, and its certificate authority, are told
/// to each container as if its image brought them; what a pod says itself wins.
final class RotatorContainers implements ContainerRuntime {
  private static final Path PROGRAM =
      Path.of("").toAbsolutePath().resolveSibling("bin/apim-shg-rotate");

  private final ControlPlane cluster;
  private final Map<String, String> imageEnvironment = new LinkedHashMap<>();

  RotatorContainers(ControlPlane cluster, SandboxAzure azure) throws IOException {
    this.cluster = cluster;
    Path roots = cluster.folder("rotator-image").resolve("ca.pem");
    Files.writeString(roots, cluster.authority().pem());
    imageEnvironment.put("PATH", System.getenv("PATH"));
    imageEnvironment.put("LANG", "C.UTF-8");
    imageEnvironment.put("SSL_CERT_FILE", roots.toString());
    imageEnvironment.put("AZURE_AUTHORITY_HOST", azure.entra().uri().toString());
    imageEnvironment.put("AZURE_RESOURCE_MANAGER_ENDPOINT", azure.arm().uri().toString());
    imageEnvironment.put("AZURE_RESOURCE_MANAGER_AUDIENCE", azure.armAudience());
  }

  /// Whether an image is the rotator's, of whatever registry and version.
  static boolean runs(String image) {
    return image.matches("(.*/)?apim-shg-rotate([:@][^/]*)?");
  }

  @Override
  public boolean mountsVolumes() {
    return true;
  }

  @Override
  public RunningContainer start(ContainerStart start) {
    ProcessContainer started =
        ProcessContainer.start(List.of(PROGRAM.toString()), imageEnvironment, start);
    cluster.guard(started.process());
    return started;
  }
}
