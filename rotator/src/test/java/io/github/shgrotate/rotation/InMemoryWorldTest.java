package io.github.shgrotate.rotation;

import java.time.Duration;
import org.junit.jupiter.api.Nested;

/// The world in memory keeps the same contracts as the adapters to Azure and Kubernetes, which
/// `AdapterContractsTest` of the module `e2e` holds to them.
class InMemoryWorldTest {
  private final InMemoryWorld world = new InMemoryWorld();

  @Nested
  class AsTokenStore extends TokenStoreContract {
    private final GatewayToken former =
        Samples.token("edge-eu", world.now.plus(Duration.ofDays(6)), "FRMR");

    AsTokenStore() {
      world.store(former);
    }

    @Override
    protected TokenStore store() {
      return world;
    }

    @Override
    protected TokenFacts former() {
      return former.facts();
    }

    @Override
    protected void somebodyElseEdits() {
      world.touchSecret();
    }
  }

  @Nested
  class AsWorkloads extends WorkloadsContract {
    private final InMemoryWorld.Workload workload = world.has(Samples.DEPLOYMENT);

    @Override
    protected Workloads workloads() {
      return world;
    }

    @Override
    protected Workloads workloadsOfWhoMayNotListPods() {
      world.podsMayBeListed = false;
      return world;
    }

    @Override
    protected WorkloadRef deployment() {
      return Samples.DEPLOYMENT;
    }

    @Override
    protected TokenSource source() {
      return new TokenSource.SecretKey("gw", "config.service.auth", "gateway-token", "value");
    }

    @Override
    protected void somebodyElseEdits() {
      workload.version++;
    }
  }

  @Nested
  class AsTokenIssuer extends TokenIssuerContract {
    @Override
    protected TokenIssuer issuer() {
      return world;
    }

    @Override
    protected Gateway gateway() {
      return Samples.GATEWAY;
    }

    @Override
    protected void moveAzuresClock(Duration by) {
      world.now = world.now.plus(by);
      world.localClockAhead = world.localClockAhead.minus(by);
    }
  }
}
