package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.SandboxClock;
import io.github.shgrotate.sandbox.kubelet.ConfigurationEndpoint.Accepted;
import io.github.shgrotate.sandbox.kubelet.ConfigurationEndpoint.Answer;
import io.github.shgrotate.sandbox.kubelet.ConfigurationEndpoint.Rejected;
import io.github.shgrotate.sandbox.kubelet.ConfigurationEndpoint.Unreachable;
import io.github.shgrotate.sandbox.kubelet.ContainerRuntime.ContainerStart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The inside of one gateway container, as the real one behaves: the token is what the environment
/// held at the start; a refused token does not keep it from turning ready, it just serves nothing;
/// once it has a configuration it goes on serving from memory whatever happens to the token.
public final class SimulatedGateway implements RunningContainer {
  private static final Duration HEARTBEAT = Duration.ofMinutes(1);
  private static final int LOG_LINES = 500;

  private final ContainerStart start;
  private final GatewayAuth auth;
  private final ConfigurationEndpoint azure;
  private final SandboxClock clock;
  private final SandboxClock.Alarms alarms;
  private final Duration drain;
  private final Instant since;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final Deque<String> log = new ArrayDeque<>();
  private volatile boolean configured;
  private volatile boolean ready;
  private volatile boolean draining;

  private SimulatedGateway(
      ContainerStart start,
      ConfigurationEndpoint azure,
      SandboxClock clock,
      SandboxClock.Alarms alarms,
      Duration drain) {
    this.start = start;
    this.auth = GatewayAuth.of(start.environment());
    this.azure = azure;
    this.clock = clock;
    this.alarms = alarms;
    this.drain = drain;
    this.since = clock.instant();
  }

  /// Starts it; it presents its token before this returns, and every simulated minute after.
  ///
  /// @param drain how long it goes on answering after SIGTERM, in real time
  static SimulatedGateway start(
      ContainerStart start,
      ConfigurationEndpoint azure,
      SandboxClock clock,
      SandboxClock.Alarms alarms,
      Duration drain) {
    SimulatedGateway gateway = new SimulatedGateway(start, azure, clock, alarms, drain);
    gateway.write("Information", "GatewayStarting", "Self-hosted gateway is starting");
    gateway.heartbeat();
    return gateway;
  }

  private void heartbeat() {
    if (exit.isDone()) {
      return;
    }
    Answer answer = azure.present(auth.endpoint(), instance(), auth.headerValue());
    switch (answer) {
      case Accepted() -> {
        if (!configured) {
          write("Information", "ConfigurationLoaded", "Configuration was loaded");
        }
        configured = true;
      }
      case Rejected(int status) -> unavailable(status == 401 ? "Unauthorized" : "Forbidden");
      case Unreachable(String why) -> unavailable(why);
    }
    // From now, not from the last time: a clock moved by a month brings one heartbeat, not 43200.
    alarms.at(clock.instant().plus(HEARTBEAT), this::heartbeat);
  }

  private void unavailable(String why) {
    write(
        "Warning",
        "ConfigurationApiV2NotAvailable",
        "The configuration V2 API is not reachable on %s/gateways/%s/events"
            .formatted(auth.endpoint(), GatewayAuth.gatewayId(auth.headerValue())),
        "Gateway.Configuration.Client.ApiException: StatusCode: " + why);
  }

  /// Answers one request.
  public Served request() {
    if (exit.isDone() || (!ready && !draining)) {
      return new Served.ConnectionRefused();
    }
    return new Served.Answered(200, configured ? "{\"message\":\"from the backend\"}" : "");
  }

  public GatewaySighting sighting() {
    return new GatewaySighting(
        start.namespace(),
        start.podName(),
        start.podUid(),
        start.pod().path("spec").path("nodeName").asText(),
        start.restarts() + 1,
        auth.fingerprint(),
        !configured,
        ready && !exit.isDone(),
        draining,
        since);
  }

  /// Whether a Service would send it requests: ready and not told to end.
  public boolean inService() {
    return ready && !draining && !exit.isDone();
  }

  @Override
  public CompletableFuture<Integer> exited() {
    return exit;
  }

  @Override
  public void readinessChanged(boolean isReady) {
    ready = isReady;
  }

  @Override
  public void stop(Duration grace) {
    draining = true;
    write("Information", "GatewayStopping", "Gateway is shutting down");
    Duration wait = grace.compareTo(drain) < 0 ? grace : drain;
    exit.completeOnTimeout(0, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void kill() {
    exit.complete(137);
  }

  @Override
  public String log() {
    synchronized (log) {
      return log.isEmpty() ? "" : String.join("\n", log) + "\n";
    }
  }

  private String instance() {
    return start.podName() + "/" + start.restarts();
  }

  private void write(String level, String type, String message) {
    write(level, type, message, "");
  }

  private void write(String level, String type, String message, String exception) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("timestamp", clock.instant().toString())
        .put("level", level)
        .put("eventType", type)
        .put("message", message);
    if (!exception.isEmpty()) {
      line.put("exception", exception);
    }
    synchronized (log) {
      log.addLast(line.toString());
      if (log.size() > LOG_LINES) {
        log.removeFirst();
      }
    }
  }

  @Override
  public String toString() {
    return "SimulatedGateway[" + instance() + ", " + auth + "]";
  }
}
