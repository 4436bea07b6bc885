package io.github.shgrotate.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The nodes as the API sees them: registered, ready, and alive by their leases.
final class Nodes implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Nodes.class.getName());
  private static final Duration RENEWAL = Duration.ofSeconds(10);
  private static final String LEASES =
      "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";

  private final KubernetesApi api;
  private final List<String> names;
  private final Clock clock;
  private final Optional<KubeletServer> server;
  private final Thread renewal = Thread.ofVirtual().name("node-leases").unstarted(this::renew);

  /// @param server of all of them, where there is one
  Nodes(KubernetesApi api, int count, Clock clock, Optional<KubeletServer> server) {
    this.api = api;
    this.names = IntStream.rangeClosed(1, count).mapToObj(i -> "node-" + i).toList();
    this.clock = clock;
    this.server = server;
  }

  boolean has(String name) {
    return names.contains(name);
  }

  String address(String name) {
    return server
        .map(KubeletServer::address)
        .orElseGet(() -> "192.168.0." + (names.indexOf(name) + 1));
  }

  void register() {
    names.forEach(this::register);
    renewal.start();
  }

  private void register(String name) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("apiVersion", "v1").put("kind", "Node");
    node.putObject("metadata")
        .put("name", name)
        .putObject("labels")
        .put("kubernetes.io/hostname", name)
        .put("kubernetes.io/os", "linux")
        .put("kubernetes.io/arch", "amd64");
    try {
      api.create("/api/v1/nodes", node);
    } catch (KubernetesApi.Refused refused) {
      // 409: left behind by a kubelet before this one.
      if (refused.code() != 409) {
        throw refused;
      }
    }
    report(name);
  }

  private void report(String name) {
    String now = now();
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    ObjectNode status = change.putObject("status");
    for (String amount : List.of("capacity", "allocatable")) {
      status
          .putObject(amount)
          .put("cpu", "64")
          .put("memory", "256Gi")
          .put("pods", "500")
          .put("ephemeral-storage", "100Gi");
    }
    ArrayNode conditions = status.putArray("conditions");
    condition(conditions, "Ready", "True", "KubeletReady", now);
    condition(conditions, "MemoryPressure", "False", "KubeletHasSufficientMemory", now);
    condition(conditions, "DiskPressure", "False", "KubeletHasNoDiskPressure", now);
    condition(conditions, "PIDPressure", "False", "KubeletHasSufficientPID", now);
    status
        .putArray("addresses")
        .addObject()
        .put("type", "InternalIP")
        .put("address", address(name));
    server.ifPresent(
        it ->
            status
                .putObject("daemonEndpoints")
                .putObject("kubeletEndpoint")
                .put("Port", it.port()));
    status.putObject("nodeInfo").setAll(nodeInfo());
    api.strategicPatch("/api/v1/nodes/" + name + "/status", change);
  }

  private static void condition(
      ArrayNode conditions, String type, String status, String reason, String now) {
    conditions
        .addObject()
        .put("type", type)
        .put("status", status)
        .put("reason", reason)
        .put("message", reason)
        .put("lastHeartbeatTime", now)
        .put("lastTransitionTime", now);
  }

  private static ObjectNode nodeInfo() {
    ObjectNode info = JsonNodeFactory.instance.objectNode();
    for (String field :
        List.of(
            "machineID", "systemUUID", "bootID", "kernelVersion", "osImage", "kubeProxyVersion")) {
      info.put(field, "sandbox");
    }
    return info.put("containerRuntimeVersion", "sandbox://1")
        .put("kubeletVersion", "v1.32.0")
        .put("operatingSystem", "linux")
        .put("architecture", "amd64");
  }

  /// Tells the control plane every ten seconds that the nodes live.
  private void renew() {
    try {
      while (true) {
        for (String name : names) {
          renew(name);
        }
        Thread.sleep(RENEWAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KubernetesApi.Stopped e) {
      // Closed in the middle of a request.
      return;
    }
  }

  private void renew(String name) {
    String now = clock.instant().truncatedTo(ChronoUnit.MICROS).toString();
    ObjectNode lease = JsonNodeFactory.instance.objectNode();
    lease
        .put("apiVersion", "coordination.k8s.io/v1")
        .put("kind", "Lease")
        .putObject("metadata")
        .put("name", name)
        .put("namespace", "kube-node-lease");
    lease
        .putObject("spec")
        .put("holderIdentity", name)
        .put("leaseDurationSeconds", 40)
        .put("renewTime", now);
    try {
      JsonNode spec = lease.path("spec");
      ObjectNode change = JsonNodeFactory.instance.objectNode();
      change.set("spec", spec);
      api.mergePatch(LEASES + "/" + name, change);
    } catch (KubernetesApi.Refused refused) {
      if (refused.code() == 404) {
        createIfServed(lease);
      }
    } catch (UncheckedIOException away) {
      LOG.log(Level.DEBUG, "the lease of {0} waits for the next turn", name);
    }
  }

  private void createIfServed(ObjectNode lease) {
    try {
      api.create(LEASES, lease);
    } catch (KubernetesApi.Refused refused) {
      LOG.log(Level.DEBUG, "this API has no leases, so it needs none");
    }
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Override
  public void close() {
    renewal.interrupt();
  }
}
