package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.kubelet.ContainerRuntime.ContainerStart;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Starts the containers of one pod: gathers what they need as it is at that moment, and hands them
/// to the runtime of their image.
final class ContainerStarts implements AutoCloseable {
  private final SimulatedKubelet kubelet;
  private final JsonNode pod;
  private final PodSources sources;
  private Optional<PodFolder> folder = Optional.empty();
  private boolean closed;

  /// What came of it.
  sealed interface Outcome {}

  record Started(RunningContainer container, MountedVolumes volumes) implements Outcome {}

  /// To be tried again later.
  record Waits(String reason, String message) implements Outcome {}

  /// @param address the pod's
  ContainerStarts(SimulatedKubelet kubelet, JsonNode pod, String address) {
    this.kubelet = kubelet;
    this.pod =
        onNode(pod, address, kubelet.hostAddress(pod.path("spec").path("nodeName").asText()));
    this.sources = new ApiPodSources(kubelet.api(), pod);
  }

  /// The pod with what only the kubelet knows, which fieldRef may ask for.
  private static JsonNode onNode(JsonNode pod, String address, String hostAddress) {
    JsonNode copy = pod.deepCopy();
    if (copy instanceof ObjectNode object) {
      ObjectNode status =
          object.get("status") instanceof ObjectNode present ? present : object.putObject("status");
      status.put("podIP", address).put("hostIP", hostAddress);
    }
    return copy;
  }

  /// @param restarts how often the container ran before
  synchronized Outcome start(JsonNode container, int restarts) {
    if (closed) {
      return new Waits("ContainerCreating", "");
    }
    ContainerRuntime runtime = kubelet.runtime(container.path("image").asText());
    MountedVolumes volumes = MountedVolumes.NONE;
    try {
      if (runtime.mountsVolumes()) {
        volumes = files().mount(container);
      }
    } catch (Missing | KubernetesApi.Refused | UncheckedIOException notYet) {
      // A real kubelet writes an event; the status says no more than this.
      return new Waits("ContainerCreating", "");
    }
    try {
      ContainerEnvironment environment =
          volumes.seenFrom(new EnvironmentResolution(pod, sources, given()).of(container));
      return new Started(
          runtime.start(new ContainerStart(pod, container, restarts, environment, volumes)),
          volumes);
    } catch (Missing missing) {
      return new Waits("CreateContainerConfigError", String.valueOf(missing.getMessage()));
    } catch (KubernetesApi.Refused | UncheckedIOException apiAway) {
      return new Waits("ContainerCreating", "");
    }
  }

  /// Brings the volumes up to date.
  synchronized void refreshVolumes() throws Missing {
    if (folder.isPresent()) {
      folder.get().refresh();
    }
  }

  private PodFolder files() {
    PodFolder files = folder.orElseGet(() -> PodFolder.create(kubelet.podFolders(), pod, sources));
    folder = Optional.of(files);
    return files;
  }

  /// What every container gets: its host name, and where the API server is.
  private Map<String, String> given() {
    URI server = kubelet.api().uri();
    String port = String.valueOf(server.getPort());
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("HOSTNAME", pod.path("metadata").path("name").asText());
    variables.put("KUBERNETES_SERVICE_HOST", server.getHost());
    variables.put("KUBERNETES_SERVICE_PORT", port);
    variables.put("KUBERNETES_SERVICE_PORT_HTTPS", port);
    variables.put("KUBERNETES_PORT", "tcp://%s:%s".formatted(server.getHost(), port));
    return variables;
  }

  @Override
  public synchronized void close() {
    closed = true;
    folder.ifPresent(PodFolder::close);
    folder = Optional.empty();
  }
}
