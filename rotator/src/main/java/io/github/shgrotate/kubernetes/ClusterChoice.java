package io.github.shgrotate.kubernetes;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Which cluster, and as whom: what was given, as values.
///
/// @param kubeconfig `--kubeconfig`, else `KUBECONFIG`: one file or several, with the system's path
///   separator between them; the first that has a name wins, as with kubectl
/// @param context the context to use instead of the kubeconfig's current one
/// @param environment the process environment (`KUBERNETES_SERVICE_HOST`, `HTTPS_PROXY` …)
/// @param home where `.kube/config` may be
/// @param serviceAccount where Kubernetes mounts a pod's `token` and `ca.crt`
public record ClusterChoice(
    Optional<String> kubeconfig,
    Optional<String> context,
    Map<String, String> environment,
    Path home,
    Path serviceAccount) {
  private static final String MOUNTED = "/var/run/secrets/kubernetes.io/serviceaccount";

  /// A container that runs as a process of its node has no root folder of its own: its volumes
  /// appear below the folder that this variable names. So Kubernetes documents it for HostProcess
  /// containers (on Windows nodes), and its client libraries do not look there by themselves.
  private static final String OWN_ROOT = "CONTAINER_SANDBOX_MOUNT_POINT";

  public ClusterChoice {
    environment = Map.copyOf(environment);
  }

  public ClusterChoice(
      Optional<String> kubeconfig,
      Optional<String> context,
      Map<String, String> environment,
      Path home) {
    this(
        kubeconfig,
        context,
        environment,
        home,
        Path.of(environment.getOrDefault(OWN_ROOT, ""), MOUNTED));
  }

  /// Tells no value of the environment: there may be secrets among them.
  @Override
  public String toString() {
    return "ClusterChoice[kubeconfig=%s, context=%s]".formatted(kubeconfig, context);
  }
}
