package io.github.shgrotate.rotation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values that many tests begin with.
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-24T10:00:30Z");
  static final Gateway GATEWAY =
      new Gateway("11111111-2222-3333-4444-555555555555", "rg-edge", "apim-contoso", "edge-eu");
  static final WorkloadRef DEPLOYMENT = new WorkloadRef(WorkloadKind.DEPLOYMENT, "apim-gateway");
  static final WorkloadRef SECOND = new WorkloadRef(WorkloadKind.STATEFUL_SET, "apim-gateway-b");

  private Samples() {}

  static RenewalPolicy always(KeyPolicy key) {
    return new RenewalPolicy(key, RenewalPolicy.DEFAULT_LIFETIME, Optional.empty());
  }

  static RenewalPolicy tenDaysBefore() {
    return new RenewalPolicy(
        KeyPolicy.ROTATE, RenewalPolicy.DEFAULT_LIFETIME, Optional.of(Duration.ofDays(10)));
  }

  static RenewalPolicy revoking() {
    return new RenewalPolicy(
        KeyPolicy.ROTATE, RenewalPolicy.DEFAULT_LIFETIME, Optional.empty(), true);
  }

  static RotationRequest request(RenewalPolicy policy, WorkloadRef... workloads) {
    return request(policy, ProofPolicy.PODS_ALONE, workloads);
  }

  static RotationRequest request(
      RenewalPolicy policy, ProofPolicy proof, WorkloadRef... workloads) {
    return new RotationRequest(
        GATEWAY,
        "apim",
        "gateway-token",
        Optional.empty(),
        List.of(workloads),
        policy,
        true,
        proof,
        false);
  }

  /// A token text as Azure issues it; `salt` makes different ones.
  static GatewayToken token(String gateway, Instant expiry, String salt) {
    String time =
        DateTimeFormatter.ofPattern("uuuuMMddHHmm").withZone(ZoneOffset.UTC).format(expiry);
    try {
      return GatewayToken.parse(gateway + "&" + time + "&" + "c2lnbmF0dXJl" + salt + "==");
    } catch (GatewayToken.Malformed e) {
      throw new IllegalArgumentException(e);
    }
  }

  static SecretFacts secret(Optional<String> lastUsedKey, Map<String, TokenText> data) {
    return new SecretFacts("7", "Opaque", false, data, lastUsedKey, Optional.empty());
  }

  static WorkloadFacts deployment(
      WorkloadRef ref, Optional<Fingerprint> stamp, List<TokenSource> sources) {
    return new WorkloadFacts(ref, "uid", "1", "app=gw", stamp, sources, rolledOut());
  }

  static RolloutFacts rolledOut() {
    return new RolloutFacts.Deployment(2, 2, false, 3, 3, 3, 3, Optional.empty(), Optional.empty());
  }
}
