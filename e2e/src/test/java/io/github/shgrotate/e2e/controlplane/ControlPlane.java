package io.github.shgrotate.e2e.controlplane;

import io.github.shgrotate.sandbox.http.CertificateAuthority;
import io.github.shgrotate.sandbox.kubelet.KubernetesApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// The four programs on loopback, with RBAC, pod security and an audit log. A [Supervisor] ends
/// them when this process ends, however it ends.
public final class ControlPlane implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String ISSUER = "https://kubernetes.default.svc";

  private final Path folder;
  private final int port;
  private final CertificateAuthority authority;
  private final String adminToken = randomToken();
  private final String managerToken = randomToken();
  private final String schedulerToken = randomToken();
  private final Supervisor supervisor;
  private final KubernetesApi api;

  /// Starts it and waits until it is of use.
  ///
  /// @param binaries the folder that `e2e/control-plane` prints
  public static ControlPlane start(Path binaries, CertificateAuthority authority)
      throws IOException, InterruptedException {
    return new ControlPlane(binaries, authority);
  }

  private ControlPlane(Path binaries, CertificateAuthority authority)
      throws IOException, InterruptedException {
    this.authority = authority;
    supervisor = Supervisor.start();
    folder = supervisor.folder();
    port = freePort();
    writeFiles();
    api = connect();
    try {
      supervisor.run("etcd", etcd(binaries));
      supervisor.run("kube-apiserver", apiServer(binaries));
      await("/readyz");
      // Only now: the controller manager gives up when it is refused for ten seconds.
      supervisor.run("kube-controller-manager", controllerManager(binaries));
      supervisor.run("kube-scheduler", scheduler(binaries));
      await("/api/v1/namespaces/default/serviceaccounts/default");
      await("/api/v1/namespaces/default/configmaps/kube-root-ca.crt");
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  public URI uri() {
    return URI.create("https://127.0.0.1:" + port);
  }

  public int port() {
    return port;
  }

  /// As a member of system:masters, whose requests are not in the audit log.
  public KubernetesApi api() {
    return api;
  }

  /// Another such client, with connections of its own, for the caller to close.
  KubernetesApi connect() {
    return KubernetesApi.withToken(uri(), authority.clientContext(), adminToken);
  }

  /// Kills that process, too, when this one ends.
  public void guard(Process process) {
    supervisor.guard(process);
  }

  /// For the files of a test: gone with the control plane.
  public Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  public CertificateAuthority authority() {
    return authority;
  }

  /// One JSON document a line, of everybody but the control plane itself and its masters.
  public Path auditLog() {
    return folder.resolve("audit.log");
  }

  /// A kubeconfig with the authority and a bearer token inside.
  public String kubeconfig(String token) {
    return kubeconfig(uri(), token);
  }

  /// As above, for another way to the API server.
  String kubeconfig(URI server, String token) {
    return """
    apiVersion: v1
    kind: Config
    clusters:
      - name: e2e
        cluster:
          server: %s
          certificate-authority-data: %s
    users: [{name: user, user: {token: "%s"}}]
    contexts: [{name: e2e, context: {cluster: e2e, user: user}}]
    current-context: e2e
    """
        .formatted(
            server,
            Base64.getEncoder().encodeToString(authority.pem().getBytes(StandardCharsets.UTF_8)),
            token);
  }

  public String adminKubeconfig() {
    return kubeconfig(adminToken);
  }

  @Override
  public void close() {
    if (api != null) {
      api.close();
    }
    supervisor.close();
  }

  private void writeFiles() throws IOException {
    KeyPair keys = signingKeys();
    write("sa.key", pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    write("sa.pub", pem("PUBLIC KEY", keys.getPublic().getEncoded()));
    CertificateAuthority.Identity server =
        authority.issue(
            "kube-apiserver", "127.0.0.1", "localhost", "10.0.0.1", "kubernetes.default.svc");
    write("server.pem", server.pem());
    write("ca.pem", authority.pem());
    write(
        "tokens.csv",
        """
        %s,admin,admin,"system:masters"
        %s,system:kube-controller-manager,manager
        %s,system:kube-scheduler,scheduler
        """
            .formatted(adminToken, managerToken, schedulerToken));
    write(
        "audit-policy.yaml",
        """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
          - {level: None, userGroups: ["system:masters"]}
          - {level: None, users: ["system:kube-controller-manager", "system:kube-scheduler", "system:apiserver"]}
          - {level: None, userGroups: ["system:serviceaccounts:kube-system"]}
          - {level: Metadata}
        """);
    write("manager.kubeconfig", kubeconfig(managerToken));
    write("scheduler.kubeconfig", kubeconfig(schedulerToken));
  }

  private List<String> etcd(Path binaries) {
    String socket = "unix://" + folder.resolve("etcd.sock");
    return List.of(
        binaries.resolve("etcd").toString(),
        "--name=e2e",
        "--data-dir=" + folder.resolve("etcd"),
        "--unsafe-no-fsync",
        "--log-level=warn",
        "--listen-client-urls=" + socket,
        "--advertise-client-urls=" + socket,
        "--listen-peer-urls=http://127.0.0.1:0",
        "--initial-advertise-peer-urls=http://127.0.0.1:0",
        "--initial-cluster=e2e=http://127.0.0.1:0");
  }

  private List<String> apiServer(Path binaries) {
    return List.of(
        binaries.resolve("kube-apiserver").toString(),
        "--etcd-servers=unix://" + folder.resolve("etcd.sock"),
        "--bind-address=127.0.0.1",
        "--secure-port=" + port,
        "--advertise-address=127.0.0.1",
        "--endpoint-reconciler-type=none",
        "--cert-dir=" + folder,
        "--tls-cert-file=" + folder.resolve("server.pem"),
        "--tls-private-key-file=" + folder.resolve("server.pem"),
        "--service-cluster-ip-range=10.0.0.0/24",
        "--authorization-mode=Node,RBAC",
        "--token-auth-file=" + folder.resolve("tokens.csv"),
        "--service-account-issuer=" + ISSUER,
        "--service-account-key-file=" + folder.resolve("sa.pub"),
        "--service-account-signing-key-file=" + folder.resolve("sa.key"),
        "--kubelet-preferred-address-types=InternalIP",
        "--kubelet-certificate-authority=" + folder.resolve("ca.pem"),
        "--audit-policy-file=" + folder.resolve("audit-policy.yaml"),
        "--audit-log-path=" + auditLog(),
        "--enable-priority-and-fairness=false");
  }

  private List<String> controllerManager(Path binaries) {
    return List.of(
        binaries.resolve("kube-controller-manager").toString(),
        "--kubeconfig=" + folder.resolve("manager.kubeconfig"),
        "--secure-port=0",
        "--leader-elect=false",
        "--service-account-private-key-file=" + folder.resolve("sa.key"),
        "--root-ca-file=" + folder.resolve("ca.pem"),
        "--use-service-account-credentials=true",
        // With the default of 20 its controllers queue five seconds for their own accounts.
        "--kube-api-qps=500",
        "--kube-api-burst=1000",
        // Simulated nodes send no heartbeat, so that none can be late on a slow machine.
        "--node-monitor-grace-period=1h",
        "--node-startup-grace-period=1h");
  }

  private List<String> scheduler(Path binaries) {
    return List.of(
        binaries.resolve("kube-scheduler").toString(),
        "--kubeconfig=" + folder.resolve("scheduler.kubeconfig"),
        "--secure-port=0",
        "--leader-elect=false",
        "--kube-api-qps=500",
        "--kube-api-burst=1000");
  }

  private void await(String path) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        if (path.equals("/readyz") ? ready() : api.find(path).isPresent()) {
          return;
        }
      } catch (RuntimeException e) {
        // Not there yet.
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException(
        "the control plane did not answer %s within %s: %s"
            .formatted(path, PATIENCE, lastWords("kube-apiserver")));
  }

  private boolean ready() {
    // /readyz answers text; that the namespaces can be listed says the same.
    return api.find("/api/v1/namespaces/kube-system").isPresent();
  }

  private String lastWords(String program) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(program + ".log"));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static KeyPair signingKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), label);
  }

  private static String randomToken() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
