package io.github.shgrotate.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.Sandbox;
import io.github.shgrotate.sandbox.azure.Application;
import io.github.shgrotate.sandbox.azure.Fingerprint;
import io.github.shgrotate.sandbox.azure.Gateway;
import io.github.shgrotate.sandbox.azure.IssuedToken;
import io.github.shgrotate.sandbox.azure.KeySlot;
import io.github.shgrotate.sandbox.kubelet.GatewaySighting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A sandbox with the sample gateway in it, up and serving; and the judges, which look at the
/// Secret, the pods and Azure's own log and never ask the rotator.
final class SampleWorld implements AutoCloseable {
  /// What the pods present and the Secret holds in front of the token.
  static final String SCHEME = "GatewayKey ";

  private final Sandbox sandbox = Sandbox.start();
  private final Path folder;
  private final Gateway gateway;

  /// What a run that fails may not touch.
  ///
  /// @param secret whole, with its resourceVersion; empty when there is none
  /// @param pods their names
  record Snapshot(Optional<JsonNode> secret, Set<String> pods) {}

  private SampleWorld(Path folder, int pods, Duration ahead) throws InterruptedException {
    this.folder = folder;
    sandbox.clock().advance(ahead);
    gateway = SampleGateway.install(sandbox, pods);
    awaitPods(SampleGateway.WORKLOAD, pods);
  }

  static SampleWorld start(Path folder, int pods) throws InterruptedException {
    return new SampleWorld(folder, pods, Duration.ZERO);
  }

  /// A world whose clock is that far ahead of this machine's; behind it when negative.
  static SampleWorld startAhead(Path folder, int pods, Duration ahead) throws InterruptedException {
    return new SampleWorld(folder, pods, ahead);
  }

  Sandbox sandbox() {
    return sandbox;
  }

  Gateway gateway() {
    return gateway;
  }

  Path folder() {
    return folder;
  }

  /// The service principal of the sample.
  Application application() {
    return sandbox.azure().directory().application(SampleGateway.CLIENT_ID);
  }

  /// The rotator with the sample's environment, as an administrator of the cluster.
  Rotator rotator() {
    return Rotator.forSample(sandbox, folder, "admin");
  }

  /// Somebody more who may do what the sample's service principal may.
  String[] actions() {
    return new String[] {
      "Microsoft.ApiManagement/service/gateways/read",
      "Microsoft.ApiManagement/service/gateways/generateToken/action"
    };
  }

  void apply(String manifests) {
    sandbox.kubernetes().apply(manifests);
  }

  /// Changes an object of the gateway's namespace, whatever a controller writes there meanwhile.
  void edit(String kind, String name, Consumer<ObjectNode> change) {
    ObjectNode object = sandbox.kubernetes().get(kind, SampleGateway.NAMESPACE, name).deepCopy();
    change.accept(object);
    object.withObject("/metadata").remove("resourceVersion");
    apply(object.toString());
  }

  /// A token of the gateway as the portal gives it, six days before its end.
  String tokenFromPortal() {
    return gateway.tokenFromPortal(
        KeySlot.PRIMARY, sandbox.clock().instant().plus(Duration.ofDays(6)));
  }

  void awaitPods(String workload, int count) throws InterruptedException {
    await("%d pods of %s".formatted(count, workload), () -> serving(workload).size() == count);
  }

  Set<String> tokensOfPods(String workload) {
    return serving(workload).stream()
        .map(pod -> pod.tokenId().orElse("none"))
        .collect(Collectors.toSet());
  }

  Set<String> tokensOfPods() {
    return tokensOfPods(SampleGateway.WORKLOAD);
  }

  String storedToken() {
    return storedToken(SampleGateway.SECRET, "value");
  }

  /// The fingerprint of the token under a data key.
  String storedToken(String secret, String dataKey) {
    return Fingerprint.of(storedText(secret, dataKey).substring(SCHEME.length()));
  }

  String storedText(String secret, String dataKey) {
    String data =
        sandbox
            .kubernetes()
            .get("Secret", SampleGateway.NAMESPACE, secret)
            .path("data")
            .path(dataKey)
            .asText();
    return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
  }

  Optional<JsonNode> secret() {
    return sandbox.kubernetes().list("Secret", SampleGateway.NAMESPACE).stream()
        .filter(each -> each.at("/metadata/name").asText().equals(SampleGateway.SECRET))
        .findFirst();
  }

  String annotation(String name) {
    return secret().orElseThrow().path("metadata").path("annotations").path(name).asText();
  }

  List<IssuedToken> issuedTokens() {
    return sandbox.azure().resources().issuedTokens();
  }

  Snapshot snapshot() {
    return new Snapshot(
        secret(),
        // One that was told to stop may go at any moment.
        sandbox.kubernetes().list("Pod", SampleGateway.NAMESPACE).stream()
            .filter(pod -> !pod.path("metadata").has("deletionTimestamp"))
            .map(pod -> pod.at("/metadata/name").asText())
            .collect(Collectors.toSet()));
  }

  /// What the rotator has left in the cluster for others to read.
  List<JsonNode> eventsOfRotator() {
    return sandbox.kubernetes().list("Event", SampleGateway.NAMESPACE).stream()
        .filter(event -> event.toString().contains("apim-shg-rotate"))
        .toList();
  }

  private List<GatewaySighting> serving(String workload) {
    return sandbox.kubelet().gateways().stream()
        .filter(pod -> pod.pod().startsWith(workload + "-"))
        .filter(pod -> pod.ready() && !pod.servesNothing() && !pod.draining())
        .toList();
  }

  static void await(String what, BooleanSupplier there) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      if (there.getAsBoolean()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("not there in half a minute: " + what);
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
