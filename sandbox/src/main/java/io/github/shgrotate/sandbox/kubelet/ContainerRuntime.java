package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;

/// Runs the containers of some images.
@FunctionalInterface
public interface ContainerRuntime {
  RunningContainer start(ContainerStart start);

  /// Whether its containers need their volumes as files of this machine; simulated ones do not.
  default boolean mountsVolumes() {
    return false;
  }

  /// A container to start.
  ///
  /// @param pod the whole pod as the API has it
  /// @param container its part of the pod's spec
  /// @param restarts how often it ran before
  /// @param environment resolved now
  /// @param volumes where what it mounts lies on this machine
  record ContainerStart(
      JsonNode pod,
      JsonNode container,
      int restarts,
      ContainerEnvironment environment,
      MountedVolumes volumes) {
    public String namespace() {
      return pod.path("metadata").path("namespace").asText();
    }

    public String podName() {
      return pod.path("metadata").path("name").asText();
    }

    public String podUid() {
      return pod.path("metadata").path("uid").asText();
    }

    public String name() {
      return container.path("name").asText();
    }

    public String image() {
      return container.path("image").asText();
    }
  }
}
