package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.sandbox.SandboxClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/// Nodes that exist only in this process, and what runs on them. Works beside any Kubernetes API,
/// as a client of it; closing it leaves the API's objects as they are.
public final class SimulatedKubelet implements AutoCloseable {
  private static final String GATEWAY_IMAGE = "azure-api-management/gateway";

  /// Of so many pods that are gone the logs are kept.
  private static final int REMEMBERED = 300;

  private final KubernetesApi api;
  private final Clock controlPlaneClock;
  private final Function<JsonNode, Behaviour> behaviours;
  private final List<ImageRuntime> runtimes;
  private final SandboxClock.Alarms alarms;
  private final Optional<KubeletServer> server;
  private final Nodes nodes;
  private final Map<String, PodWorker> workers = new ConcurrentHashMap<>();
  private final AtomicInteger addresses = new AtomicInteger();
  private final List<Watch> watches = new ArrayList<>();
  private final Path podFolders;
  private final Map<String, PodWorker> former =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, PodWorker> eldest) {
              return size() > REMEMBERED;
            }
          });

  private record ImageRuntime(Predicate<String> image, ContainerRuntime runtime) {}

  /// What a kubelet is made of.
  public static final class Builder {
    private final KubernetesApi api;
    private final SandboxClock clock;
    private final List<ImageRuntime> runtimes = new ArrayList<>();
    private Clock controlPlaneClock;
    private Function<JsonNode, Behaviour> behaviours = Behaviour::annotated;
    private ConfigurationEndpoint azure =
        (endpoint, instance, value) ->
            new ConfigurationEndpoint.Unreachable("no configuration endpoint in this sandbox");
    private Duration drain = Duration.ofMillis(100);
    private int nodes = 1;
    private Path podFolders = Path.of(System.getProperty("java.io.tmpdir"));
    private Optional<SSLContext> serving = Optional.empty();

    private Builder(KubernetesApi api, SandboxClock clock) {
      this.api = api;
      this.clock = clock;
      this.controlPlaneClock = clock;
    }

    /// How many nodes it registers: `node-1`, `node-2` and so on. One by default.
    public Builder nodes(int count) {
      nodes = count;
      return this;
    }

    /// Where the gateways present their tokens. Nowhere by default: then they serve nothing.
    public Builder configurationEndpoint(ConfigurationEndpoint endpoint) {
      azure = endpoint;
      return this;
    }

    /// How pods behave, asked at each start of a container; by default as they are annotated.
    public Builder behaviours(Function<JsonNode, Behaviour> hook) {
      behaviours = hook;
      return this;
    }

    /// Runs the containers of these images otherwise than as a gateway.
    public Builder runtime(Predicate<String> image, ContainerRuntime runtime) {
      runtimes.add(new ImageRuntime(image, runtime));
      return this;
    }

    /// Where the pods whose containers are processes have their files; the machine's temporary
    /// folder by default.
    public Builder podFolders(Path parent) {
      podFolders = parent;
      return this;
    }

    /// How long a gateway goes on answering after SIGTERM, in real time.
    public Builder drain(Duration longest) {
      drain = longest;
      return this;
    }

    /// The clock of the control plane, for the times in statuses. The sandbox's by default; beside
    /// a real control plane it is the machine's.
    public Builder controlPlaneClock(Clock clockOfControlPlane) {
      controlPlaneClock = clockOfControlPlane;
      return this;
    }

    /// Answers an API server that asks its nodes for logs, with this certificate for 127.0.0.1. Not
    /// by default.
    public Builder serving(SSLContext tls) {
      serving = Optional.of(tls);
      return this;
    }

    public SimulatedKubelet start() {
      SimulatedKubelet kubelet = new SimulatedKubelet(this);
      kubelet.begin();
      return kubelet;
    }
  }

  public static Builder beside(KubernetesApi api, SandboxClock clock) {
    return new Builder(api, clock);
  }

  private SimulatedKubelet(Builder builder) {
    this.api = builder.api;
    this.controlPlaneClock = builder.controlPlaneClock;
    this.behaviours = builder.behaviours;
    this.podFolders = builder.podFolders;
    this.alarms = builder.clock.alarms("gateway-heartbeats");
    this.server =
        builder.serving.map(tls -> new KubeletServer(this, tls, builder.controlPlaneClock));
    this.nodes = new Nodes(api, builder.nodes, controlPlaneClock, server);
    this.runtimes = new ArrayList<>(builder.runtimes);
    SandboxClock.Alarms heartbeats = this.alarms;
    runtimes.add(
        new ImageRuntime(
            image -> image.contains(GATEWAY_IMAGE),
            start ->
                SimulatedGateway.start(
                    start,
                    builder.azure,
                    builder.clock,
                    heartbeats,
                    Behaviour.annotatedDrain(start.pod()).orElse(builder.drain))));
    runtimes.add(new ImageRuntime(image -> true, start -> new IdleContainer()));
  }

  private void begin() {
    nodes.register();
    watches.add(
        api.watch(
            "/api/v1/pods",
            Map.of(),
            new Watch.Listener() {
              @Override
              public void listed(List<JsonNode> pods) {
                List<String> there =
                    pods.stream().map(pod -> pod.path("metadata").path("uid").asText()).toList();
                workers.forEach(
                    (uid, worker) -> {
                      if (!there.contains(uid)) {
                        gone(uid);
                      }
                    });
                pods.forEach(this::changed);
              }

              @Override
              public void changed(JsonNode pod) {
                if (nodes.has(pod.path("spec").path("nodeName").asText())) {
                  workers
                      .computeIfAbsent(
                          pod.path("metadata").path("uid").asText(),
                          uid -> PodWorker.start(SimulatedKubelet.this, pod))
                      .update(pod);
                }
              }

              @Override
              public void deleted(JsonNode pod) {
                gone(pod.path("metadata").path("uid").asText());
              }
            }));
  }

  private void gone(String uid) {
    Optional.ofNullable(workers.remove(uid))
        .ifPresent(
            worker -> {
              former.put(uid, worker);
              worker.gone();
            });
  }

  KubernetesApi api() {
    return api;
  }

  Clock controlPlaneClock() {
    return controlPlaneClock;
  }

  Behaviour behaviour(JsonNode pod) {
    return behaviours.apply(pod);
  }

  String hostAddress(String node) {
    return nodes.address(node);
  }

  String newPodAddress() {
    int number = addresses.incrementAndGet();
    return "10.244." + (number / 250) % 250 + "." + (number % 250 + 1);
  }

  ContainerRuntime runtime(String image) {
    return runtimes.stream()
        .filter(candidate -> candidate.image().test(image))
        .findFirst()
        .orElseThrow()
        .runtime();
  }

  Path podFolders() {
    return podFolders;
  }

  /// Every gateway container that runs now.
  public List<GatewaySighting> gateways() {
    return running().map(SimulatedGateway::sighting).toList();
  }

  /// The gateway in a pod, when it runs.
  public Optional<SimulatedGateway> gateway(String namespace, String pod) {
    return worker(namespace, pod).stream()
        .flatMap(worker -> worker.gateways().stream())
        .findFirst();
  }

  /// The gateways of a namespace that a Service would send requests to.
  public List<SimulatedGateway> inService(String namespace) {
    return workers.values().stream()
        .filter(worker -> worker.namespace().equals(namespace))
        .flatMap(worker -> worker.gateways().stream())
        .filter(SimulatedGateway::inService)
        .toList();
  }

  /// The log of a container, also of a pod that is gone; empty when it has never run.
  public Optional<String> log(String namespace, String pod, String container) {
    return container(namespace, pod, container).map(RunningContainer::log);
  }

  /// The container that runs, or ran last, also of a pod that is gone; empty when none has.
  Optional<RunningContainer> container(String namespace, String pod, String container) {
    return Stream.concat(
            workers.values().stream(), List.copyOf(former.values()).reversed().stream())
        .filter(worker -> worker.is(namespace, pod))
        .findFirst()
        .flatMap(worker -> worker.container(container));
  }

  /// Brings the volumes of a pod up to date, tokens included. A real kubelet does it by itself
  /// every minute or so, and gets new tokens when four fifths of their time are over.
  public void refreshVolumes(String namespace, String pod) {
    worker(namespace, pod).ifPresent(PodWorker::refreshVolumes);
  }

  /// Ends the pod's containers as a crash would; they are restarted by the pod's policy.
  public void crash(String namespace, String pod) {
    worker(namespace, pod).ifPresent(PodWorker::crash);
  }

  /// Evicts the pod as a kubelet under pressure does: it fails, and stays as a failed object.
  public void evict(String namespace, String pod) {
    worker(namespace, pod).ifPresent(PodWorker::evict);
  }

  private Optional<PodWorker> worker(String namespace, String pod) {
    return workers.values().stream().filter(worker -> worker.is(namespace, pod)).findFirst();
  }

  private Stream<SimulatedGateway> running() {
    return workers.values().stream().flatMap(worker -> worker.gateways().stream());
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
    nodes.close();
    server.ifPresent(KubeletServer::close);
    alarms.close();
    workers.values().forEach(PodWorker::close);
    workers.clear();
  }
}
