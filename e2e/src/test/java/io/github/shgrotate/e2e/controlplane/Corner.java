package io.github.shgrotate.e2e.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.e2e.Rotator;
import io.github.shgrotate.sandbox.azure.Application;
import io.github.shgrotate.sandbox.azure.Directory;
import io.github.shgrotate.sandbox.azure.Fingerprint;
import io.github.shgrotate.sandbox.azure.Gateway;
import io.github.shgrotate.sandbox.azure.IssuedToken;
import io.github.shgrotate.sandbox.azure.KeySlot;
import io.github.shgrotate.sandbox.azure.SandboxAzure;
import io.github.shgrotate.sandbox.http.Fault;
import io.github.shgrotate.sandbox.kubelet.Behaviour;
import io.github.shgrotate.sandbox.kubelet.GatewaySighting;
import io.github.shgrotate.sandbox.kubelet.KubernetesApi;
import io.github.shgrotate.sandbox.kubelet.ServiceBalancer;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// One test's part of the [RealWorld]: a namespace, a gateway in Azure with a service principal
/// that may renew its token, and the rotator with an account that has only the shipped rights.
/// Nothing in it is shared with other tests, so they can run at the same time.
public final class Corner implements AutoCloseable {
  static final String SUBSCRIPTION = "2006d617-bee2-430e-8239-c83634af2fef";
  static final String GROUP = "rg-edge";
  static final String SERVICE = "apim-contoso";
  static final String CLIENT_SECRET = "only.for~the-sandbox";
  private static final String SCHEME = "GatewayKey ";

  private final RealWorld world;
  private final String namespace;
  private final Gateway gateway;
  private final String clientId = UUID.randomUUID().toString();
  private final Path folder;
  private final Queue<Process> rotators = new ConcurrentLinkedQueue<>();
  private final Queue<String> drained = new ConcurrentLinkedQueue<>();
  private Installation installation = Installation.of(1);

  private Corner(RealWorld world, String name) throws IOException {
    this.world = world;
    namespace = name;
    gateway =
        azure().resources().gateway(SUBSCRIPTION, GROUP, SERVICE, name.replaceAll("[^a-z0-9]", ""));
    application()
        .withSecret(CLIENT_SECRET)
        .grant(
            gateway.resourceId(),
            "Microsoft.ApiManagement/service/gateways/read",
            "Microsoft.ApiManagement/service/gateways/generateToken/action");
    folder = world.cluster().folder("corner-" + name);
    Files.writeString(folder.resolve("ca.pem"), world.cluster().authority().pem());
  }

  /// Makes one.
  ///
  /// @param title what it is for, for people who look at a run
  public static Corner in(RealWorld world, String title) throws IOException {
    String words = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String name = "t%d-%s".formatted(world.nextCorner(), words);
    Corner corner = new Corner(world, name.substring(0, Math.min(30, name.length())) + "x");
    corner.makeNamespace();
    return corner;
  }

  private void makeNamespace() {
    api()
        .create(
            "/api/v1/namespaces",
            Installation.yaml(
                "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(namespace)));
    // Without it the first pods are refused, and made again only after a pause.
    Eventually.is(
        "the namespace's default account",
        () -> api().find(path("v1", "serviceaccounts/default")).isPresent());
  }

  public RealWorld world() {
    return world;
  }

  public SandboxAzure azure() {
    return world.azure();
  }

  public KubernetesApi api() {
    return world.cluster().api();
  }

  public Gateway gateway() {
    return gateway;
  }

  /// The service principal that may renew the gateway's token.
  public Application application() {
    return azure().directory().application(clientId);
  }

  public String clientId() {
    return clientId;
  }

  public String namespace() {
    return namespace;
  }

  public Path folder() {
    return folder;
  }

  public String workloadName() {
    return installation.shape().workload(gateway.id());
  }

  public String secretName() {
    return installation.shape().secretName(workloadName());
  }

  public String dataKey() {
    return installation.shape().dataKey();
  }

  // What is there.

  /// Installs the gateway with a token that has six days left, and the rotator's rights; waits
  /// until all its pods serve.
  public Corner install(Installation wanted) {
    prepare(wanted);
    api().create(path("apps/v1", kind().plural()), wanted.manifest(namespace, workloadName()));
    awaitServing(wanted.replicas());
    return this;
  }

  /// All of the above but the workload.
  public Corner prepare(Installation wanted) {
    installation = wanted;
    ObjectNode secret =
        Installation.yaml(
            """
            {apiVersion: v1, kind: Secret, metadata: {name: %s, annotations: {last-used-key: primary}}}
            """
                .formatted(secretName()));
    secret.putObject("stringData").put(dataKey(), tokenFromPortal());
    apply(secret);
    ObjectNode settings =
        Installation.yaml(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s-env}}"
                .formatted(workloadName()));
    settings
        .putObject("data")
        .put("gateway.name", gateway.id())
        .put("config.service.endpoint", azure().configuration().uri().toString());
    apply(settings);
    Rights.manifests(namespace, secretName(), kind(), workloadName()).forEach(this::apply);
    return this;
  }

  /// A token of the gateway as the portal gives it, six days before its end.
  public String tokenFromPortal() {
    return gateway.tokenFromPortal(
        KeySlot.PRIMARY, world.clock().instant().plus(Duration.ofDays(6)));
  }

  /// Creates it in this namespace; unknown and doubled fields are refused.
  public void apply(ObjectNode manifest) {
    api()
        .create(
            path(
                    manifest.path("apiVersion").asText(),
                    manifest.path("kind").asText().toLowerCase(Locale.ROOT) + "s")
                + "?fieldValidation=Strict",
            manifest);
  }

  public void apply(String yaml) {
    apply(Installation.yaml(yaml));
  }

  /// How containers that start here behave from now on.
  public void behave(Behaviour behaviour) {
    world.behave(namespace, behaviour);
  }

  /// Changes the workload by a merge patch in YAML.
  public void edit(String patch) {
    api().mergePatch(workloadPath(), Installation.yaml(patch));
  }

  public void deletePod(String pod) {
    api().delete(path("v1", "pods/" + pod), JsonNodeFactory.instance.objectNode());
  }

  /// Asks for it as `kubectl drain` does; a disruption budget may refuse.
  public void evictByApi(String pod) {
    api()
        .create(
            path("v1", "pods/%s/eviction".formatted(pod)),
            Installation.yaml(
                "{apiVersion: policy/v1, kind: Eviction, metadata: {name: %s}}".formatted(pod)));
  }

  public String nodeOf(String pod) {
    return api().get(path("v1", "pods/" + pod)).at("/spec/nodeName").asText();
  }

  /// As `kubectl drain` for the pods of this namespace; the node takes pods again when this corner
  /// is closed.
  public void drain(String node) {
    drained.add(node);
    cordon(node, true);
    for (JsonNode pod : pods()) {
      if (pod.at("/spec/nodeName").asText().equals(node)) {
        String name = pod.at("/metadata/name").asText();
        Eventually.is("the eviction of " + name, () -> isEvicted(name));
      }
    }
  }

  private boolean isEvicted(String pod) {
    try {
      evictByApi(pod);
      return true;
    } catch (KubernetesApi.Refused refused) {
      // 429: a disruption budget has no room yet.
      if (refused.code() != 429 && refused.code() != 404) {
        throw refused;
      }
      return refused.code() == 404;
    }
  }

  private void cordon(String node, boolean yes) {
    api()
        .mergePatch(
            "/api/v1/nodes/" + node,
            Installation.yaml("{spec: {unschedulable: %s}}".formatted(yes)));
  }

  /// A path of the API in this namespace: `path("v1", "pods")`.
  public String path(String apiVersion, String resource) {
    return "/%s/%s/namespaces/%s/%s"
        .formatted(apiVersion.contains("/") ? "apis" : "api", apiVersion, namespace, resource);
  }

  public String secretPath() {
    return path("v1", "secrets/" + secretName());
  }

  public String workloadPath() {
    return path("apps/v1", kind().plural() + "/" + workloadName());
  }

  /// The workload's resource as in the audit log: `deployments`.
  public String resource() {
    return kind().plural();
  }

  /// The resource that has one object for each template the workload ever had.
  public String revisions() {
    return kind() == Kind.DEPLOYMENT ? "replicasets" : "controllerrevisions";
  }

  private Kind kind() {
    return installation.kind();
  }

  // The rotator.

  /// Signed in to Azure as the service principal, to Kubernetes as the account that
  /// `deploy/rbac.yaml` makes.
  public Rotator rotator() {
    return rotator(world.cluster().uri());
  }

  /// The same by way of the gate, on which [#onTheWay] plays.
  public Rotator rotatorThroughGate() {
    return rotator(world.gate().uri());
  }

  /// Something that happens to the rotator's next request of that verb for that resource.
  public void onTheWay(String method, String resource, Fault.Effect effect) {
    onTheWay(1, method, resource, effect);
  }

  /// The same, for the first, second or so from now on.
  public void onTheWay(int which, String method, String resource, Fault.Effect effect) {
    world
        .gate()
        .arm(
            new Fault(
                "on the way",
                Fault.on(method, "/namespaces/" + namespace + "/" + resource),
                which - 1,
                1,
                effect));
  }

  /// Something that happens when Azure is next asked for a token of this gateway.
  public void onTheWayToAzure(Fault.Effect effect) {
    azure()
        .arm()
        .arm(Fault.once("issuing", Fault.on("POST", gateway.id() + "/generateToken"), effect));
  }

  private Rotator rotator(URI server) {
    return Rotator.in(folder, environment(server)).telling(this::lookAfter);
  }

  /// What the rotator is told, and whoever else does its work.
  public Map<String, String> environment() {
    return environment(world.cluster().uri());
  }

  private Map<String, String> environment(URI server) {
    Path kubeconfig = folder.resolve("kubeconfig-" + server.getPort());
    try {
      Files.writeString(kubeconfig, world.cluster().kubeconfig(server, accountToken()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> environment = cloud();
    environment.put("KUBECONFIG", kubeconfig.toString());
    environment.put("SUBSCRIPTION_ID", SUBSCRIPTION);
    environment.put("RESOURCE_GROUP", GROUP);
    environment.put("APIM_INSTANCE", SERVICE);
    environment.put("APIM_GATEWAY", gateway.id());
    environment.put("NAMESPACE", namespace);
    environment.put("TOKEN_SECRET", secretName());
    environment.put("TOKEN_KEY", "rotate");
    environment.put("K8S_OBJECT", kind().option() + "/" + workloadName());
    environment.put("LOGIN_METHOD", "sp");
    environment.put("SP_ID", clientId);
    environment.put("SP_SECRET", CLIENT_SECRET);
    return environment;
  }

  /// Where Azure is, for whoever shall find the sandbox.
  Map<String, String> cloud() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AZURE_AUTHORITY_HOST", azure().entra().uri().toString());
    environment.put("AZURE_RESOURCE_MANAGER_ENDPOINT", azure().arm().uri().toString());
    environment.put("AZURE_RESOURCE_MANAGER_AUDIENCE", azure().armAudience());
    environment.put("AZURE_TENANT_ID", Directory.HOME_TENANT);
    environment.put("SSL_CERT_FILE", folder.resolve("ca.pem").toString());
    return environment;
  }

  /// A token of the account, as a pod of it gets one.
  public String accountToken() {
    JsonNode request =
        Installation.yaml("{apiVersion: authentication.k8s.io/v1, kind: TokenRequest, spec: {}}");
    return api()
        .create(path("v1", "serviceaccounts/%s/token".formatted(Rights.ACCOUNT)), request)
        .at("/status/token")
        .asText();
  }

  private void lookAfter(Process rotator) {
    world.cluster().guard(rotator);
    rotators.add(rotator);
  }

  // The judges: they never ask the rotator.

  public JsonNode secret() {
    return api().get(secretPath());
  }

  public JsonNode workload() {
    return api().get(workloadPath());
  }

  /// All pods, also those on their way out.
  public List<JsonNode> pods() {
    return list("v1", "pods");
  }

  public List<JsonNode> list(String apiVersion, String resource) {
    return Trees.items(api().get(path(apiVersion, resource)).path("items"));
  }

  /// The text under the data key that the gateway reads.
  public String storedText() {
    return new String(
        Base64.getDecoder().decode(secret().path("data").path(dataKey()).asText()),
        StandardCharsets.UTF_8);
  }

  /// The stored token's fingerprint.
  public String storedToken() {
    return Fingerprint.of(storedText().substring(SCHEME.length()));
  }

  /// An annotation of the Secret; empty when it is not there.
  public String annotation(String name) {
    return secret().path("metadata").path("annotations").path(name).asText();
  }

  /// The gateways that run here, whatever they do.
  public List<GatewaySighting> gateways() {
    return world.kubelet().gateways().stream()
        .filter(gateway -> gateway.namespace().equals(namespace))
        .toList();
  }

  /// Those that do what they are for.
  public List<GatewaySighting> serving() {
    return gateways().stream()
        .filter(gateway -> gateway.ready() && !gateway.servesNothing() && !gateway.draining())
        .toList();
  }

  /// The fingerprints of the tokens that the serving pods started with.
  public Set<String> tokensOfServingPods() {
    return serving().stream()
        .map(gateway -> gateway.tokenId().orElse("none"))
        .collect(Collectors.toSet());
  }

  /// Waits until exactly so many pods serve.
  public void awaitServing(int pods) {
    Eventually.is(
        "%d serving pods of %s".formatted(pods, namespace), () -> serving().size() == pods);
  }

  public ServiceBalancer balancer() {
    return new ServiceBalancer(world.kubelet(), namespace);
  }

  /// Every token that Azure has given out for this gateway, oldest first.
  public List<IssuedToken> issuedTokens() {
    return azure().resources().issuedTokens().stream()
        .filter(token -> token.gatewayResourceId().equals(gateway.resourceId()))
        .toList();
  }

  /// What the API server says that the rotator asked of it.
  public AuditLog auditLog() {
    return new AuditLog(
        world.cluster().auditLog(),
        "system:serviceaccount:%s:%s".formatted(namespace, Rights.ACCOUNT));
  }

  /// Ends the rotators and gives the namespace up; its pods go while other tests run.
  @Override
  public void close() {
    rotators.forEach(Process::destroyForcibly);
    drained.forEach(node -> cordon(node, false));
    world.behaveAsAnnotated(namespace);
    api()
        .delete(
            "/api/v1/namespaces/" + namespace,
            JsonNodeFactory.instance.objectNode().put("propagationPolicy", "Background"));
  }
}
