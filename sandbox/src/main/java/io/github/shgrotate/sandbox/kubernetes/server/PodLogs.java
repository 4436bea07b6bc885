package io.github.shgrotate.sandbox.kubernetes.server;

import java.util.Optional;

/// Where the log of a container comes from: on a real node, its kubelet.
@FunctionalInterface
public interface PodLogs {
  PodLogs NONE = (namespace, pod, container) -> Optional.empty();

  /// The log so far; empty when no such container runs.
  Optional<String> read(String namespace, String pod, String container);
}
