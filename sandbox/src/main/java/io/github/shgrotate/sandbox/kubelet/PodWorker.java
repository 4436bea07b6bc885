package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/// Runs one pod on one virtual thread: everything that happens to it comes in as a signal, one
/// after the other.
final class PodWorker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PodWorker.class.getName());
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

  /// What can happen to a pod.
  private sealed interface Signal {}

  private record Start(ContainerSlot slot) implements Signal {}

  private record ProbeSucceeded(ContainerSlot slot, int start) implements Signal {}

  private record Exited(ContainerSlot slot, int start, int code) implements Signal {}

  private record Crash(ContainerSlot slot, int start) implements Signal {}

  private record CrashAll() implements Signal {}

  private record Terminate(int graceSeconds) implements Signal {}

  private record Evict() implements Signal {}

  private record Kill() implements Signal {}

  private record Gone() implements Signal {}

  private final SimulatedKubelet kubelet;
  private final JsonNode pod;
  private final List<ContainerSlot> slots;
  private final String address;
  private final String startTime;
  private final ContainerStarts starts;
  private final BlockingQueue<Signal> inbox = new LinkedBlockingQueue<>();
  private final Map<String, String> conditionSince = new HashMap<>();
  private final Thread thread;
  private boolean terminating;
  private boolean evicted;
  private boolean released;
  private boolean over;

  private PodWorker(SimulatedKubelet kubelet, JsonNode pod) {
    this.kubelet = kubelet;
    this.pod = pod;
    this.slots =
        StreamSupport.stream(pod.path("spec").path("containers").spliterator(), false)
            .map(ContainerSlot::new)
            .toList();
    this.address = kubelet.newPodAddress();
    this.startTime = now();
    this.starts = new ContainerStarts(kubelet, pod, address);
    this.thread = Thread.ofVirtual().name("pod " + name()).unstarted(this::run);
  }

  static PodWorker start(SimulatedKubelet kubelet, JsonNode pod) {
    PodWorker worker = new PodWorker(kubelet, pod);
    String phase = pod.path("status").path("phase").asText();
    // A pod that ended under a kubelet before this one is not started again.
    if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
      worker.slots.forEach(slot -> worker.inbox.add(new Start(slot)));
    }
    worker.thread.start();
    return worker;
  }

  String namespace() {
    return pod.path("metadata").path("namespace").asText();
  }

  String name() {
    return pod.path("metadata").path("name").asText();
  }

  boolean is(String namespace, String name) {
    return namespace().equals(namespace) && name().equals(name);
  }

  private String uid() {
    return pod.path("metadata").path("uid").asText();
  }

  /// The object changed; only the wish to end it matters to a kubelet.
  void update(JsonNode changed) {
    JsonNode metadata = changed.path("metadata");
    if (metadata.has("deletionTimestamp")) {
      inbox.add(new Terminate(metadata.path("deletionGracePeriodSeconds").asInt()));
    }
  }

  void gone() {
    inbox.add(new Gone());
  }

  void crash() {
    inbox.add(new CrashAll());
  }

  void evict() {
    inbox.add(new Evict());
  }

  List<SimulatedGateway> gateways() {
    return slots.stream()
        .map(ContainerSlot::container)
        .flatMap(Optional::stream)
        .filter(container -> !container.exited().isDone())
        .filter(SimulatedGateway.class::isInstance)
        .map(SimulatedGateway.class::cast)
        .toList();
  }

  Optional<RunningContainer> container(String container) {
    return slots.stream()
        .filter(slot -> slot.name().equals(container))
        .findFirst()
        .flatMap(ContainerSlot::container);
  }

  void refreshVolumes() {
    try {
      starts.refreshVolumes();
    } catch (Missing missing) {
      LOG.log(Level.DEBUG, "the volumes stay as they are", missing);
    }
  }

  private void run() {
    try {
      while (!over) {
        handle(inbox.take());
      }
    } catch (InterruptedException | KubernetesApi.Stopped e) {
      killAll();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, () -> "pod " + namespace() + "/" + name(), e);
      killAll();
    } finally {
      starts.close();
    }
  }

  private void handle(Signal signal) {
    switch (signal) {
      case Start(ContainerSlot slot) -> {
        if (!terminating && !slot.isRunning()) {
          start(slot);
          publish();
        }
      }
      case ProbeSucceeded(ContainerSlot slot, int start) -> {
        if (slot.starts() == start && slot.isRunning()) {
          slot.turnedReady();
          publish();
        }
      }
      case Exited(ContainerSlot slot, int start, int code) -> {
        if (slot.starts() == start && slot.isRunning()) {
          exited(slot, code);
        }
      }
      case Crash(ContainerSlot slot, int start) -> {
        if (slot.starts() == start) {
          slot.container().ifPresent(RunningContainer::kill);
        }
      }
      case CrashAll() -> killAll();
      case Terminate(int graceSeconds) -> terminate(Duration.ofSeconds(graceSeconds));
      case Evict() -> {
        evicted = true;
        terminate(Duration.ofSeconds(1));
      }
      case Kill() -> killAll();
      case Gone() -> {
        killAll();
        over = true;
      }
    }
  }

  private void start(ContainerSlot slot) {
    Behaviour behaviour = kubelet.behaviour(pod);
    if (behaviour instanceof Behaviour.ImagePullBackOff) {
      slot.waits(
          "ImagePullBackOff",
          "Back-off pulling image \"%s\"".formatted(slot.spec().path("image").asText()));
      later(RETRY, new Start(slot));
      return;
    }
    switch (starts.start(slot.spec(), slot.starts())) {
      case ContainerStarts.Waits(String reason, String message) -> {
        slot.waits(reason, message);
        later(RETRY, new Start(slot));
      }
      case ContainerStarts.Started(RunningContainer started, MountedVolumes volumes) -> {
        slot.started(started, volumes, now());
        follow(slot, started, behaviour);
      }
    }
  }

  private void follow(ContainerSlot slot, RunningContainer started, Behaviour behaviour) {
    int start = slot.starts();
    var _ = started.exited().thenAccept(code -> inbox.add(new Exited(slot, start, code)));
    switch (behaviour) {
      case Behaviour.Normal(Duration readyAfter) ->
          later(readyAfter, new ProbeSucceeded(slot, start));
      case Behaviour.ReadyWhen(var said) -> {
        var _ = said.thenRun(() -> inbox.add(new ProbeSucceeded(slot, start)));
      }
      case Behaviour.Crashing(Duration after, int exitCode) -> later(after, new Crash(slot, start));
      case Behaviour.NeverReady() -> {}
      case Behaviour.ImagePullBackOff() -> {}
    }
  }

  private void exited(ContainerSlot slot, int code) {
    slot.ended(code, now());
    if (terminating) {
      if (slots.stream().noneMatch(ContainerSlot::isRunning)) {
        finish();
      }
      return;
    }
    String policy = pod.path("spec").path("restartPolicy").asText("Always");
    if (policy.equals("Always") || (policy.equals("OnFailure") && code != 0)) {
      slot.waits(
          "CrashLoopBackOff",
          "back-off restarting failed container=%s pod=%s".formatted(slot.name(), name()));
      later(backoff(slot.starts()), new Start(slot));
    }
    publish();
  }

  private void terminate(Duration grace) {
    if (released) {
      return;
    }
    boolean again = terminating;
    terminating = true;
    List<ContainerSlot> running = slots.stream().filter(ContainerSlot::isRunning).toList();
    if (running.isEmpty()) {
      finish();
      return;
    }
    if (!again) {
      running.forEach(slot -> slot.container().ifPresent(c -> c.stop(grace)));
    }
    later(grace, new Kill());
  }

  /// All containers have ended: says so, and lets the object go, unless the pod was evicted and
  /// nobody deleted it.
  private void finish() {
    publish();
    if (evicted && !deletionAsked()) {
      return;
    }
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("apiVersion", "v1").put("kind", "DeleteOptions").put("gracePeriodSeconds", 0);
    options.putObject("preconditions").put("uid", uid());
    try {
      kubelet.api().delete(path(), options);
      released = true;
    } catch (KubernetesApi.Refused goneOrAnother) {
      released = true;
    } catch (UncheckedIOException away) {
      later(RETRY, new Terminate(0));
    }
  }

  private boolean deletionAsked() {
    return kubelet
        .api()
        .find(path())
        .filter(found -> found.path("metadata").has("deletionTimestamp"))
        .isPresent();
  }

  private void publish() {
    String now = now();
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    change.putObject("metadata").put("uid", uid());
    ObjectNode status = change.putObject("status");
    status
        .put("phase", phase())
        .put("hostIP", kubelet.hostAddress(node()))
        .put("podIP", address)
        .put("startTime", startTime);
    status.putArray("hostIPs").addObject().put("ip", kubelet.hostAddress(node()));
    status.putArray("podIPs").addObject().put("ip", address);
    if (evicted) {
      status.put("reason", "Evicted").put("message", "The node was low on resource: memory.");
    }
    boolean ready = slots.stream().allMatch(ContainerSlot::isReady) && phase().equals("Running");
    ArrayNode conditions = status.putArray("conditions");
    condition(conditions, "Initialized", true, now);
    condition(conditions, "ContainersReady", ready, now);
    condition(conditions, "Ready", ready, now);
    ArrayNode containers = status.putArray("containerStatuses");
    slots.forEach(slot -> containers.add(slot.status()));
    tolerantly(() -> kubelet.api().strategicPatch(path() + "/status", change));
  }

  private void condition(ArrayNode conditions, String type, boolean is, String now) {
    String status = is ? "True" : "False";
    String key = type + status;
    if (!conditionSince.containsKey(key)) {
      conditionSince.keySet().removeIf(other -> other.startsWith(type + (is ? "F" : "T")));
      conditionSince.put(key, now);
    }
    ObjectNode condition = conditions.addObject().put("type", type).put("status", status);
    condition.put("lastTransitionTime", conditionSince.get(key));
    // A merge keeps what it is not told to drop.
    if (is) {
      condition.putNull("reason");
    } else {
      condition.put("reason", "ContainersNotReady");
    }
  }

  private String phase() {
    if (evicted) {
      return "Failed";
    }
    boolean allEnded = slots.stream().allMatch(slot -> slot.state() instanceof ContainerSlot.Ended);
    if (allEnded) {
      boolean allWell =
          slots.stream()
              .allMatch(
                  slot ->
                      slot.state() instanceof ContainerSlot.Ended ended && ended.exitCode() == 0);
      return allWell ? "Succeeded" : "Failed";
    }
    return slots.stream().allMatch(ContainerSlot::wasStarted) ? "Running" : "Pending";
  }

  private void killAll() {
    slots.stream()
        .map(ContainerSlot::container)
        .flatMap(Optional::stream)
        .forEach(RunningContainer::kill);
  }

  private void later(Duration delay, Signal signal) {
    CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> inbox.add(signal));
  }

  /// The API may have lost the pod meanwhile, or be away: the next report says it again.
  private static void tolerantly(Runnable call) {
    try {
      call.run();
    } catch (KubernetesApi.Refused | UncheckedIOException e) {
      LOG.log(Level.DEBUG, "a report of a pod was not taken", e);
    }
  }

  private static Duration backoff(int starts) {
    Duration doubled = Duration.ofMillis(50L << Math.min(starts - 1, 10));
    return doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
  }

  private String path() {
    return "/api/v1/namespaces/%s/pods/%s".formatted(namespace(), name());
  }

  private String node() {
    return pod.path("spec").path("nodeName").asText();
  }

  private String now() {
    return kubelet.controlPlaneClock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Override
  public void close() {
    thread.interrupt();
    killAll();
    starts.close();
  }
}
