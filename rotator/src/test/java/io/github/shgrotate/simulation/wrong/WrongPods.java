package io.github.shgrotate.simulation.wrong;

import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.PodsAnswer;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.TokenRecord;
import io.github.shgrotate.rotation.TokenText;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.simulation.Ports;
import java.util.List;
import java.util.Optional;

/// Wrong ways to look at workloads and pods.
final class WrongPods {
  private WrongPods() {}

  /// The token that the Secret holds, whichever data key it is under.
  private static Optional<Fingerprint> stored(SecretFacts secret) {
    return secret.data().values().stream()
        .filter(TokenText.Whole.class::isInstance)
        .map(text -> ((TokenText.Whole) text).facts().fingerprint())
        .findFirst();
  }

  static final class ReadyIsEnough extends Forwarding.Pods {
    private final Ports ports;

    ReadyIsEnough(Ports ports) {
      super(ports.workloads());
      this.ports = ports;
    }

    @Override
    public PodsAnswer pods(WorkloadFacts workload) {
      Fingerprint token = stored(ports.store().secret()).orElseThrow();
      return switch (proper.pods(workload)) {
        case PodsAnswer.NotPermitted no -> no;
        case PodsAnswer.Pods(var pods) ->
            new PodsAnswer.Pods(pods.stream().map(pod -> Alterations.stamp(pod, token)).toList());
      };
    }
  }

  static final class NoOtherReaders extends Forwarding.Pods {
    NoOtherReaders(Ports ports) {
      super(ports.workloads());
    }

    @Override
    public PodsAnswer readers(String secretName) {
      return new PodsAnswer.Pods(List.of());
    }
  }

  /// A workload is taken for stamped, and its pods for new, as long as this run renews nothing.
  static Ports stampedUnlessRenewed(Ports ports) {
    boolean[] renewed = {false};
    Forwarding.Store store =
        new Forwarding.Store(ports.store()) {
          @Override
          public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
            renewed[0] = true;
            return proper.store(seen, token, record);
          }
        };
    return ports
        .with(store)
        .with(
            new Forwarding.Pods(ports.workloads()) {
              @Override
              public WorkloadFacts workload(WorkloadRef ref) {
                WorkloadFacts workload = proper.workload(ref);
                return renewed[0]
                    ? workload
                    : Alterations.stamp(workload, stored(ports.store().secret()));
              }

              @Override
              public PodsAnswer pods(WorkloadFacts workload) {
                return renewed[0] ? proper.pods(workload) : new ReadyIsEnough(ports).pods(workload);
              }
            });
  }

  static Ports neverStamped(Ports ports) {
    return ports.with(
        new Forwarding.Pods(ports.workloads()) {
          @Override
          public WorkloadFacts workload(WorkloadRef ref) {
            return Alterations.stamp(proper.workload(ref), Optional.empty());
          }
        });
  }
}
