package io.github.shgrotate.simulation.wrong;

import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.GatewayFacts;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.LogsAnswer;
import io.github.shgrotate.rotation.PastRotation;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.PodsAnswer;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.TokenIssuer;
import io.github.shgrotate.rotation.TokenRecord;
import io.github.shgrotate.rotation.TokenStore;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.rotation.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Ports that do what the ones behind them do: a wrong one overrides what it does wrong.
final class Forwarding {
  private Forwarding() {}

  static class Issuer implements TokenIssuer {
    final TokenIssuer proper;

    Issuer(TokenIssuer proper) {
      this.proper = proper;
    }

    @Override
    public GatewayFacts gateway(Gateway gateway) {
      return proper.gateway(gateway);
    }

    @Override
    public GatewayToken issue(Gateway gateway, KeySlot key, Instant expiry) {
      return proper.issue(gateway, key, expiry);
    }

    @Override
    public Optional<KeySlot> signer(Gateway gateway, TokenFacts token) {
      return proper.signer(gateway, token);
    }

    @Override
    public void regenerate(Gateway gateway, KeySlot key) {
      proper.regenerate(gateway, key);
    }
  }

  static class Store implements TokenStore {
    final TokenStore proper;

    Store(TokenStore proper) {
      this.proper = proper;
    }

    @Override
    public SecretFacts secret() {
      return proper.secret();
    }

    @Override
    public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
      return proper.store(seen, token, record);
    }

    @Override
    public Written revoked(SecretFacts seen) {
      return proper.revoked(seen);
    }
  }

  static class Pods implements Workloads {
    final Workloads proper;

    Pods(Workloads proper) {
      this.proper = proper;
    }

    @Override
    public WorkloadFacts workload(WorkloadRef ref) {
      return proper.workload(ref);
    }

    @Override
    public Restart restart(WorkloadFacts seen, PastRotation rotation) {
      return proper.restart(seen, rotation);
    }

    @Override
    public Restart noteResult(WorkloadFacts seen, PastRotation.Result result) {
      return proper.noteResult(seen, result);
    }

    @Override
    public Restart putBack(WorkloadFacts seen) {
      return proper.putBack(seen);
    }

    @Override
    public PodsAnswer readers(String secretName) {
      return proper.readers(secretName);
    }

    @Override
    public PodsAnswer pods(WorkloadFacts workload) {
      return proper.pods(workload);
    }

    @Override
    public LogsAnswer logs(WorkloadFacts workload, List<PodFacts> pods, List<String> patterns) {
      return proper.logs(workload, pods, patterns);
    }

    @Override
    public WorkloadFacts awaitChange(WorkloadFacts seen, Duration atMost) {
      return proper.awaitChange(seen, atMost);
    }
  }
}
