package io.github.shgrotate.e2e.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.e2e.Rotator;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.Sandbox;
import io.github.shgrotate.sandbox.azure.Fingerprint;
import io.github.shgrotate.sandbox.azure.Gateway;
import io.github.shgrotate.sandbox.azure.KeySlot;
import io.github.shgrotate.sandbox.kubelet.Behaviour;
import io.github.shgrotate.sandbox.kubelet.GatewaySighting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A sandbox with any number of gateways in it, each with a Secret and, if wanted, a Deployment of
/// the same name; and the judges, which never ask the rotator.
final class FleetWorld implements AutoCloseable {
  static final String NAMESPACE = "fleet";

  /// The rotator's account in the cluster.
  static final String ROTATOR = "system:serviceaccount:fleet:rotator";

  private static final String NAMESPACE_AND_RIGHTS =
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: fleet}}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: rotator, namespace: fleet}
      rules:
        - {apiGroups: [""], resources: [secrets], verbs: [get, patch]}
        - {apiGroups: [apps], resources: [deployments], verbs: [get, watch, patch]}
        - {apiGroups: [""], resources: [pods], verbs: [list]}
        - {apiGroups: [""], resources: [events], verbs: [create]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: rotator, namespace: fleet}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: rotator}
      subjects: [{kind: ServiceAccount, name: rotator, namespace: fleet}]
      """;
  private static final Duration READY_AFTER = Duration.ofMillis(20);

  private final Sandbox sandbox = Sandbox.start();
  private final Path folder;
  private final Duration readyAfter;

  FleetWorld(Path folder) {
    this(folder, READY_AFTER);
  }

  /// @param readyAfter how long a pod takes from its start until it is ready
  FleetWorld(Path folder, Duration readyAfter) {
    this.folder = folder;
    this.readyAfter = readyAfter;
    sandbox
        .azure()
        .directory()
        .application(SampleGateway.CLIENT_ID)
        .withSecret(SampleGateway.CLIENT_SECRET)
        .grant(
            "/subscriptions/%s/resourceGroups/%s"
                .formatted(SampleGateway.SUBSCRIPTION, SampleGateway.RESOURCE_GROUP),
            "Microsoft.ApiManagement/service/gateways/read",
            "Microsoft.ApiManagement/service/gateways/generateToken/action");
    sandbox.kubernetes().apply(NAMESPACE_AND_RIGHTS);
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /// Installs one.
  ///
  /// @param left how long its token is good
  /// @param pods of its Deployment; none: there is no Deployment
  Gateway install(String name, Duration left, int pods) {
    Gateway gateway =
        sandbox
            .azure()
            .resources()
            .gateway(
                SampleGateway.SUBSCRIPTION,
                SampleGateway.RESOURCE_GROUP,
                SampleGateway.SERVICE,
                name);
    String token = gateway.tokenFromPortal(KeySlot.PRIMARY, sandbox.clock().instant().plus(left));
    sandbox
        .kubernetes()
        .apply(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: %s, namespace: %s, annotations: {last-used-key: primary}}
            stringData: {value: "%s"}
            """
                .formatted(name, NAMESPACE, token));
    if (pods > 0) {
      sandbox
          .kubernetes()
          .apply(
              deployment(
                  name, pods, Behaviour.DELAY_ANNOTATION, Long.toString(readyAfter.toMillis())));
    }
    return gateway;
  }

  /// Installs one with a pod that is annotated so.
  void installBehaving(String name, String annotation, String value) {
    install(name, Duration.ofDays(1), 0);
    sandbox.kubernetes().apply(deployment(name, 1, annotation, value));
  }

  private String deployment(String name, int pods, String annotation, String value) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, namespace: %2$s}
    spec:
      replicas: %3$d
      selector: {matchLabels: {app: %1$s}}
      strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 0, maxSurge: 25%%}}
      template:
        metadata:
          labels: {app: %1$s}
          annotations: {%5$s: "%6$s"}
        spec:
          terminationGracePeriodSeconds: 60
          containers:
            - name: gateway
              image: mcr.microsoft.com/azure-api-management/gateway:v2
              env:
                - {name: config.service.endpoint, value: "%4$s"}
                - name: config.service.auth
                  valueFrom: {secretKeyRef: {name: %1$s, key: value}}
    """
        .formatted(name, NAMESPACE, pods, sandbox.azure().configuration().uri(), annotation, value);
  }

  /// The document of one.
  static String document(String name, boolean hasWorkload) {
    return document(name, hasWorkload, SampleGateway.RESOURCE_GROUP);
  }

  /// The document of one.
  ///
  /// @param resourceGroup of the gateway; the rotator may do nothing in another than the sample's
  static String document(String name, boolean hasWorkload, String resourceGroup) {
    return """
    ---
    apiVersion: shgrotate.github.io/v1alpha1
    kind: GatewayToken
    metadata: {name: %1$s, namespace: %2$s}
    spec:
      gateway: {subscriptionId: %3$s, resourceGroup: %4$s, service: %5$s, name: %1$s}
      secretRef: {name: %1$s}
      workloads: [%6$s]
    """
        .formatted(
            name,
            NAMESPACE,
            SampleGateway.SUBSCRIPTION,
            resourceGroup,
            SampleGateway.SERVICE,
            hasWorkload ? "{kind: Deployment, name: %s}".formatted(name) : "");
  }

  /// Writes documents to a file.
  Path file(List<String> documents) throws IOException {
    return Files.writeString(folder.resolve("gateways.yaml"), String.join("", documents));
  }

  /// The rotator with an account of its own in the cluster, signed in to Azure.
  Rotator rotator() {
    Map<String, String> environment = new LinkedHashMap<>(sandbox.environment(folder, ROTATOR));
    environment.put("SP_ID", SampleGateway.CLIENT_ID);
    environment.put("SP_SECRET", SampleGateway.CLIENT_SECRET);
    return Rotator.in(folder, environment);
  }

  void awaitPods(int count) throws InterruptedException {
    for (int i = 0; i < 1200 && serving().size() < count; i++) {
      Thread.sleep(100);
    }
    if (serving().size() < count) {
      throw new IllegalStateException("%d of %d pods are up".formatted(serving().size(), count));
    }
  }

  /// Waits until Azure has made that many tokens.
  void awaitIssued(int count) throws InterruptedException {
    for (int i = 0; i < 1200 && issuedFor().size() < count; i++) {
      Thread.sleep(50);
    }
    if (issuedFor().size() < count) {
      throw new IllegalStateException("Azure has made %d tokens".formatted(issuedFor().size()));
    }
  }

  /// The tokens with which the pods of one serve.
  Set<String> tokensOfPods(String name) {
    return tokensOfPods().getOrDefault(name, Set.of());
  }

  /// The tokens with which the pods of each serve.
  Map<String, Set<String>> tokensOfPods() {
    return serving().stream()
        .collect(
            Collectors.groupingBy(
                pod -> pod.pod().replaceAll("-[a-z0-9]+-[a-z0-9]+$", ""),
                Collectors.mapping(pod -> pod.tokenId().orElse("none"), Collectors.toSet())));
  }

  private List<GatewaySighting> serving() {
    return sandbox.kubelet().gateways().stream()
        .filter(pod -> pod.ready() && !pod.servesNothing() && !pod.draining())
        .toList();
  }

  String storedText(String name) {
    JsonNode secret = sandbox.kubernetes().get("Secret", NAMESPACE, name);
    return new String(
        Base64.getDecoder().decode(secret.at("/data/value").asText()), StandardCharsets.UTF_8);
  }

  String storedToken(String name) {
    return Fingerprint.of(storedText(name).substring("GatewayKey ".length()));
  }

  /// The names of the gateways for which Azure has made tokens, in that order.
  List<String> issuedFor() {
    return sandbox.azure().resources().issuedTokens().stream()
        .map(token -> token.gatewayResourceId().replaceAll(".*/", ""))
        .toList();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
