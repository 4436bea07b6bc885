package io.github.shgrotate.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.SandboxClock;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import io.github.shgrotate.sandbox.http.LoopbackServer;
import io.github.shgrotate.sandbox.kubernetes.api.DeleteOptions;
import io.github.shgrotate.sandbox.kubernetes.api.ObjectRegistry;
import io.github.shgrotate.sandbox.kubernetes.api.Part;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceType;
import io.github.shgrotate.sandbox.kubernetes.api.ResourceTypes;
import io.github.shgrotate.sandbox.kubernetes.api.Selection;
import io.github.shgrotate.sandbox.kubernetes.api.Store;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import io.github.shgrotate.sandbox.kubernetes.api.WriteOptions;
import io.github.shgrotate.sandbox.kubernetes.controllers.Controllers;
import io.github.shgrotate.sandbox.kubernetes.rbac.BearerTokens;
import io.github.shgrotate.sandbox.kubernetes.rbac.User;
import io.github.shgrotate.sandbox.kubernetes.server.ApiFront;
import io.github.shgrotate.sandbox.kubernetes.server.AuditEntry;
import io.github.shgrotate.sandbox.kubernetes.server.PodLogs;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// A Kubernetes API in this process, over HTTPS, with the controllers that a workload needs. Nodes
/// and what runs on them come from elsewhere: a simulated kubelet.
public final class EmbeddedKubernetes implements AutoCloseable {
  private static final String MANAGER = "sandbox";

  private final ObjectRegistry registry;
  private final BearerTokens tokens = new BearerTokens();
  private final CertificateAuthority authority;
  private final ApiFront front;
  private final Controllers controllers;
  private final LoopbackServer server;

  private EmbeddedKubernetes(SandboxClock clock, CertificateAuthority authority) {
    this.authority = authority;
    this.registry = new ObjectRegistry(new Store(), clock);
    this.front = new ApiFront(registry, tokens);
    // Controllers see changes from their start on, so they come before the first object.
    this.controllers = Controllers.start(registry, clock);
    for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
      apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}");
    }
    this.server = LoopbackServer.https("kubernetes", authority.serverContext(), clock, front);
  }

  /// Starts with the usual namespaces, no nodes and no workloads.
  public static EmbeddedKubernetes start(SandboxClock clock, CertificateAuthority authority) {
    return new EmbeddedKubernetes(clock, authority);
  }

  public LoopbackServer server() {
    return server;
  }

  /// A kubeconfig with the authority's certificate and a new token of the user inside. `admin` may
  /// do everything; any other name (also `system:serviceaccount:NAMESPACE:NAME`) what its roles
  /// say.
  public String kubeconfig(String user) {
    String token = user.equals("admin") ? adminToken() : tokens.issue(User.named(user));
    return """
    apiVersion: v1
    kind: Config
    current-context: sandbox
    clusters:
    - name: sandbox
      cluster:
        server: %s
        certificate-authority-data: %s
    contexts:
    - name: sandbox
      context: {cluster: sandbox, user: "%s", namespace: default}
    users:
    - name: "%s"
      user:
        token: %s
    """
        .formatted(
            server.uri(),
            Base64.getEncoder().encodeToString(authority.pem().getBytes(StandardCharsets.US_ASCII)),
            user,
            user,
            token);
  }

  /// A new bearer token that may do everything.
  public String adminToken() {
    return tokens.issue(User.ADMIN);
  }

  /// A new opaque bearer token of a service account, which need not exist.
  public String serviceAccountToken(String namespace, String name) {
    return tokens.issue(User.serviceAccount(namespace, name));
  }

  /// From now on the API answers 401 to this token.
  public void revoke(String token) {
    tokens.revoke(token);
  }

  /// Creates or replaces every document, as an administrator, without a request. Objects without a
  /// namespace go to `default`.
  public void apply(String yamlOrJson) {
    for (ObjectNode document : Trees.documents(yamlOrJson)) {
      ResourceType type =
          ResourceTypes.byManifest(
                  document.path("apiVersion").asText(), document.path("kind").asText())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the sandbox knows no %s %s"
                              .formatted(
                                  document.path("apiVersion").asText(),
                                  document.path("kind").asText())));
      String stated = Trees.namespace(document);
      String namespace = type.namespaced() ? (stated.isEmpty() ? "default" : stated) : "";
      WriteOptions options = WriteOptions.by(MANAGER);
      if (registry.store().find(type, namespace, Trees.name(document)).isPresent()) {
        registry.replace(type, namespace, Trees.name(document), document, Part.MAIN, options);
      } else {
        registry.create(type, namespace, document, options);
      }
    }
  }

  /// An object as it is now; throws when it is not there.
  public JsonNode get(String kind, String namespace, String name) {
    return registry.get(ResourceTypes.ofKind(kind), namespace, name).deepCopy();
  }

  /// All objects of a kind in a namespace; an empty namespace means all of them.
  public List<JsonNode> list(String kind, String namespace) {
    return registry
        .store()
        .list(ResourceTypes.ofKind(kind), Selection.in(namespace))
        .objects()
        .stream()
        .<JsonNode>map(ObjectNode::deepCopy)
        .toList();
  }

  /// Deletes an object as an administrator would, without a request.
  public void delete(String kind, String namespace, String name) {
    registry.delete(ResourceTypes.ofKind(kind), namespace, name, DeleteOptions.PLAIN);
  }

  /// Every request for a resource so far, oldest first.
  public List<AuditEntry> auditLog() {
    return front.auditLog();
  }

  public void clearAuditLog() {
    front.clearAuditLog();
  }

  /// Where `pods/log` reads: a kubelet.
  public void logsFrom(PodLogs logs) {
    front.logsFrom(logs);
  }

  /// Forgets old versions: whoever watches from one is told 410, as after etcd's compaction.
  public void compact() {
    registry.store().compact();
  }

  /// The objects and their rules, for tests that write without a request.
  public ObjectRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    server.close();
    controllers.close();
  }
}
