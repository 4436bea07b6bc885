package io.github.shgrotate.sandbox;

import io.github.shgrotate.sandbox.azure.Directory;
import io.github.shgrotate.sandbox.azure.SandboxAzure;
import io.github.shgrotate.sandbox.http.CertificateAuthority;
import io.github.shgrotate.sandbox.kubelet.HttpsConfigurationEndpoint;
import io.github.shgrotate.sandbox.kubelet.KubernetesApi;
import io.github.shgrotate.sandbox.kubelet.SimulatedKubelet;
import io.github.shgrotate.sandbox.kubernetes.EmbeddedKubernetes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Azure, an embedded Kubernetes and a node that runs gateways, all on loopback and of one
/// authority and one clock.
public final class Sandbox implements AutoCloseable {
  private final SandboxClock clock = new SandboxClock();
  private final CertificateAuthority authority =
      CertificateAuthority.create("apim-shg-rotate sandbox");
  private final SandboxAzure azure = SandboxAzure.start(clock, authority);
  private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start(clock, authority);
  private final KubernetesApi api =
      KubernetesApi.withToken(
          kubernetes.server().uri(), authority.clientContext(), kubernetes.adminToken());
  private final HttpsConfigurationEndpoint configuration =
      new HttpsConfigurationEndpoint(authority.clientContext());
  private final SimulatedKubelet kubelet;

  private Sandbox() {
    kubelet =
        SimulatedKubelet.beside(api, clock).nodes(2).configurationEndpoint(configuration).start();
    kubernetes.logsFrom(kubelet::log);
  }

  /// Starts everything; `close` ends it without a trace.
  public static Sandbox start() {
    return new Sandbox();
  }

  public SandboxClock clock() {
    return clock;
  }

  public CertificateAuthority authority() {
    return authority;
  }

  public SandboxAzure azure() {
    return azure;
  }

  public EmbeddedKubernetes kubernetes() {
    return kubernetes;
  }

  public SimulatedKubelet kubelet() {
    return kubelet;
  }

  /// The environment that points a client at this sandbox, beside whatever signs it in. Writes the
  /// files it names.
  ///
  /// @param user whose kubeconfig: `admin`, or `system:serviceaccount:NAMESPACE:NAME`
  public Map<String, String> environment(Path folder, String user) {
    Path ca = folder.resolve("ca.pem");
    Path kubeconfig = folder.resolve("kubeconfig");
    try {
      Files.writeString(ca, authority.pem());
      Files.writeString(kubeconfig, kubernetes.kubeconfig(user));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AZURE_AUTHORITY_HOST", azure.entra().uri().toString());
    environment.put("AZURE_RESOURCE_MANAGER_ENDPOINT", azure.arm().uri().toString());
    environment.put("AZURE_RESOURCE_MANAGER_AUDIENCE", azure.armAudience());
    environment.put("AZURE_POD_IDENTITY_AUTHORITY_HOST", azure.imds().uri().toString());
    environment.put("AZURE_TENANT_ID", Directory.HOME_TENANT);
    environment.put("SSL_CERT_FILE", ca.toString());
    environment.put("KUBECONFIG", kubeconfig.toString());
    return environment;
  }

  @Override
  public void close() {
    kubelet.close();
    api.close();
    configuration.close();
    kubernetes.close();
    azure.close();
  }
}
