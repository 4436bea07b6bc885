package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.UUID;

/// One container of a pod over all its starts. Written by the pod's own thread only.
final class ContainerSlot {
  /// What the container does now.
  sealed interface State {}

  record Waiting(String reason, String message) implements State {}

  record Running(String startedAt) implements State {}

  record Ended(int exitCode, String message, String startedAt, String finishedAt)
      implements State {}

  private final JsonNode spec;
  private volatile Optional<RunningContainer> container = Optional.empty();
  private MountedVolumes volumes = MountedVolumes.NONE;
  private State state = new Waiting("ContainerCreating", "");
  private Optional<Ended> last = Optional.empty();
  private String id = "";
  private int starts;
  private boolean ready;

  ContainerSlot(JsonNode spec) {
    this.spec = spec;
  }

  JsonNode spec() {
    return spec;
  }

  String name() {
    return spec.path("name").asText();
  }

  State state() {
    return state;
  }

  boolean isReady() {
    return ready;
  }

  boolean isRunning() {
    return state instanceof Running;
  }

  boolean wasStarted() {
    return starts > 0;
  }

  /// How often it was started; also tells one start's late news from the next one's.
  int starts() {
    return starts;
  }

  Optional<RunningContainer> container() {
    return container;
  }

  void waits(String reason, String message) {
    state = new Waiting(reason, message);
  }

  void started(RunningContainer started, MountedVolumes mounted, String at) {
    container = Optional.of(started);
    volumes = mounted;
    state = new Running(at);
    id = "sandbox://" + UUID.randomUUID();
    starts++;
  }

  void turnedReady() {
    ready = true;
    container.ifPresent(running -> running.readinessChanged(true));
  }

  void ended(int exitCode, String at) {
    String startedAt = state instanceof Running(String since) ? since : at;
    Ended end = new Ended(exitCode, lastWords(exitCode), startedAt, at);
    state = end;
    last = Optional.of(end);
    ready = false;
    container.ifPresent(stopped -> stopped.readinessChanged(false));
  }

  private String lastWords(int exitCode) {
    return LastWords.of(
        spec,
        exitCode,
        PodFolder.lastWords(volumes, spec),
        container.map(RunningContainer::log).orElse(""));
  }

  /// As in `containerStatuses`.
  ObjectNode status() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status
        .put("name", name())
        .put("image", spec.path("image").asText())
        .put("imageID", spec.path("image").asText())
        .put("ready", ready)
        .put("started", isRunning())
        .put("restartCount", Math.max(0, starts - 1));
    if (!id.isEmpty()) {
      status.put("containerID", id);
    }
    write(status.putObject("state"), state);
    ObjectNode lastState = status.putObject("lastState");
    if (state instanceof Ended) {
      return status;
    }
    last.ifPresent(ended -> write(lastState, ended));
    return status;
  }

  private void write(ObjectNode into, State shown) {
    switch (shown) {
      case Waiting(String reason, String message) -> {
        ObjectNode waiting = into.putObject("waiting").put("reason", reason);
        if (!message.isEmpty()) {
          waiting.put("message", message);
        }
      }
      case Running(String startedAt) -> into.putObject("running").put("startedAt", startedAt);
      case Ended(int exitCode, String message, String startedAt, String finishedAt) -> {
        ObjectNode terminated =
            into.putObject("terminated")
                .put("exitCode", exitCode)
                .put("reason", exitCode == 0 ? "Completed" : "Error")
                .put("startedAt", startedAt)
                .put("finishedAt", finishedAt)
                .put("containerID", id);
        if (!message.isEmpty()) {
          terminated.put("message", message);
        }
      }
    }
  }
}
