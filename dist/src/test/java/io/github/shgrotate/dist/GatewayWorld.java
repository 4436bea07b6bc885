package io.github.shgrotate.dist;

import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.Sandbox;
import io.github.shgrotate.sandbox.azure.Fingerprint;
import io.github.shgrotate.sandbox.kubelet.GatewaySighting;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A gateway of two pods in a sandbox, and the judges: the Secret and the pods.
final class GatewayWorld implements AutoCloseable {
  private static final int PODS = 2;

  private final Sandbox sandbox = Sandbox.start();
  private final Path folder;

  /// @param folder for the files that the environment names
  GatewayWorld(Path folder) throws InterruptedException {
    this.folder = folder;
    SampleGateway.install(sandbox, PODS);
    for (int i = 0; i < 600 && serving().size() < PODS; i++) {
      Thread.sleep(50);
    }
    if (serving().size() < PODS) {
      throw new IllegalStateException("the gateway has not come up");
    }
  }

  /// What points the rotator at it, and signs it in.
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(sandbox.environment(folder, "admin"));
    environment.putAll(SampleGateway.environment());
    return environment;
  }

  /// The same from within the cluster, for a service account that has just these rights.
  ///
  /// @param rbac written for a gateway called `apim-gateway`
  /// @param account where to put what Kubernetes mounts
  Map<String, String> inCluster(String rbac, Path account) throws IOException {
    Map<String, String> environment = environment();
    sandbox
        .kubernetes()
        .apply(
            rbac.replace("apim-gateway-token", SampleGateway.SECRET)
                .replace("apim-gateway", SampleGateway.WORKLOAD));
    Files.createDirectories(account);
    Files.writeString(account.resolve("namespace"), SampleGateway.NAMESPACE);
    Files.writeString(account.resolve("ca.crt"), sandbox.authority().pem());
    Files.writeString(
        account.resolve("token"),
        sandbox.kubernetes().serviceAccountToken(SampleGateway.NAMESPACE, "apim-shg-rotate"));
    environment.remove("KUBECONFIG");
    URI api = sandbox.kubernetes().server().uri();
    environment.put("KUBERNETES_SERVICE_HOST", api.getHost());
    environment.put("KUBERNETES_SERVICE_PORT", String.valueOf(api.getPort()));
    return environment;
  }

  String storedToken() {
    String data =
        sandbox
            .kubernetes()
            .get("Secret", SampleGateway.NAMESPACE, SampleGateway.SECRET)
            .at("/data/value")
            .asText();
    return Fingerprint.of(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8));
  }

  Set<String> tokensOfPods() {
    return serving().stream().map(pod -> pod.tokenId().orElse("none")).collect(Collectors.toSet());
  }

  private List<GatewaySighting> serving() {
    return sandbox.kubelet().gateways().stream()
        .filter(pod -> pod.ready() && !pod.servesNothing() && !pod.draining())
        .toList();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
