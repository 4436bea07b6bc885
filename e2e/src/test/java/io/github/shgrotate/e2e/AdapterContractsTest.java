package io.github.shgrotate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.azure.AzureCloud;
import io.github.shgrotate.azure.AzureTokenIssuer;
import io.github.shgrotate.azure.ClientSecret;
import io.github.shgrotate.azure.RetryPolicy;
import io.github.shgrotate.kubernetes.ClusterChoice;
import io.github.shgrotate.kubernetes.KubernetesConnection;
import io.github.shgrotate.network.Network;
import io.github.shgrotate.network.ProxyRules;
import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.Pause;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.TokenIssuer;
import io.github.shgrotate.rotation.TokenIssuerContract;
import io.github.shgrotate.rotation.TokenRecord;
import io.github.shgrotate.rotation.TokenSource;
import io.github.shgrotate.rotation.TokenStore;
import io.github.shgrotate.rotation.TokenStoreContract;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.rotation.Workloads;
import io.github.shgrotate.rotation.WorkloadsContract;
import io.github.shgrotate.sandbox.SampleGateway;
import io.github.shgrotate.sandbox.azure.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The adapters to Azure and Kubernetes keep the contracts that the core's tests rely on in their
/// world in memory. The one test class that is compiled against the product: its ports are what is
/// judged here.
class AdapterContractsTest {
  private static final int PODS = 2;
  private static final Pause REALLY =
      duration -> {
        try {
          Thread.sleep(duration);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      };

  @TempDir Path folder;
  private SampleWorld world;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void installGateway() throws InterruptedException {
    world = SampleWorld.start(folder, PODS);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    world.close();
  }

  @Nested
  class KubernetesAsTokenStore extends TokenStoreContract {
    private TokenStore store;

    @BeforeEach
    void connect() {
      store = connection("admin").tokenStore(SampleGateway.NAMESPACE, SampleGateway.SECRET);
    }

    @Override
    protected TokenStore store() {
      return store;
    }

    @Override
    protected TokenFacts former() {
      return token(world.storedText(SampleGateway.SECRET, DATA_KEY)).facts();
    }

    @Override
    protected void somebodyElseEdits() {
      edit("Secret", SampleGateway.SECRET);
    }

    @Test
    void everything_else_in_the_secret_stays_as_it_was() {
      world.apply(
          """
          apiVersion: v1
          kind: Secret
          metadata:
            name: edge-eu-token
            namespace: apim
            labels: {team: edge}
            annotations: {last-used-key: primary, note: by hand}
          type: Opaque
          stringData: {value: "", certificate: "not a token"}
          """);
      JsonNode before = world.secret().orElseThrow();
      GatewayToken token = token(world.tokenFromPortal());

      store.store(
          store.secret(),
          token,
          new TokenRecord(
              DATA_KEY,
              AdapterContractsTest.gateway(),
              KeySlot.SECONDARY,
              token.facts(),
              world.sandbox().clock().instant()));

      assertThat(withoutWhatIsOurs(world.secret().orElseThrow()))
          .isEqualTo(withoutWhatIsOurs(before));
      assertThat(world.annotation("note")).isEqualTo("by hand");
    }

    private JsonNode withoutWhatIsOurs(JsonNode secret) {
      ObjectNode rest = secret.deepCopy();
      rest.withObject("/data").remove(DATA_KEY);
      ObjectNode metadata = rest.withObject("/metadata");
      metadata.remove(List.of("resourceVersion", "managedFields"));
      metadata
          .withObject("/annotations")
          .properties()
          .removeIf(
              note ->
                  note.getKey().equals("last-used-key")
                      || note.getKey().startsWith("shgrotate.github.io/"));
      return rest;
    }
  }

  @Nested
  class KubernetesAsWorkloads extends WorkloadsContract {
    private Workloads workloads;

    @BeforeEach
    void connect() throws InterruptedException {
      SampleWorld.await(
          "the Deployment's own word that its pods are available",
          () -> deploymentNow().at("/status/availableReplicas").asInt() == PODS);
      workloads = connection("admin").workloads(SampleGateway.NAMESPACE);
    }

    private JsonNode deploymentNow() {
      return world
          .sandbox()
          .kubernetes()
          .get("Deployment", SampleGateway.NAMESPACE, SampleGateway.WORKLOAD);
    }

    @Override
    protected Workloads workloads() {
      return workloads;
    }

    @Override
    protected Workloads workloadsOfWhoMayNotListPods() {
      world.apply(DeployTest.RBAC_OF_THE_SCRIPT);
      return connection(DeployTest.ACCOUNT).workloads(SampleGateway.NAMESPACE);
    }

    @Override
    protected WorkloadRef deployment() {
      return new WorkloadRef(WorkloadKind.DEPLOYMENT, SampleGateway.WORKLOAD);
    }

    @Override
    protected TokenSource source() {
      return new TokenSource.SecretKey(
          SampleGateway.WORKLOAD, "config.service.auth", SampleGateway.SECRET, "value");
    }

    @Override
    protected void somebodyElseEdits() {
      edit("Deployment", SampleGateway.WORKLOAD);
    }
  }

  @Nested
  class AzureAsTokenIssuer extends TokenIssuerContract {
    private TokenIssuer issuer;

    @BeforeEach
    void signIn() throws IOException {
      world
          .application()
          .grant(
              "/subscriptions/" + SampleGateway.SUBSCRIPTION,
              "Microsoft.ApiManagement/service/gateways/*");
      Path ca = folder.resolve("ca.pem");
      Files.writeString(ca, world.sandbox().authority().pem());
      AzureTokenIssuer azure =
          AzureTokenIssuer.open(
              new AzureCloud(
                  world.sandbox().azure().entra().uri(),
                  world.sandbox().azure().arm().uri(),
                  world.sandbox().azure().armAudience()),
              new ClientSecret(
                  Directory.HOME_TENANT, SampleGateway.CLIENT_ID, SampleGateway.CLIENT_SECRET),
              new Network(Optional.of(ca), ProxyRules.none()),
              "2024-05-01",
              RetryPolicy.STANDARD,
              Clock.systemUTC(),
              REALLY,
              _ -> {},
              _ -> {});
      open.add(azure);
      issuer = azure;
    }

    @Override
    protected TokenIssuer issuer() {
      return issuer;
    }

    @Override
    protected Gateway gateway() {
      return AdapterContractsTest.gateway();
    }

    @Override
    protected void moveAzuresClock(Duration by) {
      world.sandbox().clock().advance(by);
    }
  }

  private static Gateway gateway() {
    return new Gateway(
        SampleGateway.SUBSCRIPTION,
        SampleGateway.RESOURCE_GROUP,
        SampleGateway.SERVICE,
        SampleGateway.GATEWAY);
  }

  private KubernetesConnection connection(String user) {
    String kubeconfig = world.sandbox().environment(folder, user).getOrDefault("KUBECONFIG", "");
    KubernetesConnection connection =
        KubernetesConnection.open(
            new ClusterChoice(Optional.of(kubeconfig), Optional.empty(), Map.of(), folder),
            Network.direct(),
            Clock.systemUTC(),
            REALLY,
            _ -> {},
            _ -> {});
    open.add(connection);
    return connection;
  }

  /// As an administrator would with `kubectl label`.
  private void edit(String kind, String name) {
    world.edit(kind, name, object -> object.withObject("/metadata/labels").put("edited", "yes"));
  }

  private static GatewayToken token(String stored) {
    try {
      return GatewayToken.parse(stored.substring(SampleWorld.SCHEME.length()));
    } catch (GatewayToken.Malformed e) {
      throw new AssertionError(e);
    }
  }
}
