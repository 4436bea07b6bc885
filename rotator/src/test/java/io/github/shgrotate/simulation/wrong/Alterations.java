package io.github.shgrotate.simulation.wrong;

import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.KeyPolicy;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.RenewalPolicy;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.TokenText;
import io.github.shgrotate.rotation.WorkloadFacts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Facts with one thing in them changed, for those that lie to themselves.
final class Alterations {
  private Alterations() {}

  static RotationRequest with(RotationRequest request, UnaryOperator<RenewalPolicy> policy) {
    return new RotationRequest(
        request.gateway(),
        request.namespace(),
        request.secretName(),
        request.dataKey(),
        request.workloads(),
        policy.apply(request.policy()),
        request.awaitRollout(),
        request.proof(),
        request.strictOwnership());
  }

  static RotationRequest withoutWorkloads(RotationRequest request) {
    return new RotationRequest(
        request.gateway(),
        request.namespace(),
        request.secretName(),
        request.dataKey(),
        List.of(),
        request.policy(),
        request.awaitRollout(),
        request.proof(),
        request.strictOwnership());
  }

  static RotationRequest notWaiting(RotationRequest request) {
    return new RotationRequest(
        request.gateway(),
        request.namespace(),
        request.secretName(),
        request.dataKey(),
        request.workloads(),
        request.policy(),
        false,
        request.proof(),
        request.strictOwnership());
  }

  static RenewalPolicy renewBefore(RenewalPolicy policy, Optional<Duration> margin) {
    return new RenewalPolicy(policy.key(), policy.lifetime(), margin, policy.revokeOldKey());
  }

  static RenewalPolicy key(RenewalPolicy policy, KeyPolicy key) {
    return new RenewalPolicy(key, policy.lifetime(), policy.renewBefore(), policy.revokeOldKey());
  }

  static SecretFacts text(SecretFacts secret, TokenText text) {
    Map<String, TokenText> data = new HashMap<>();
    secret.data().keySet().forEach(key -> data.put(key, text));
    return new SecretFacts(
        secret.resourceVersion(),
        secret.type(),
        secret.immutable(),
        data,
        secret.lastUsedKey(),
        secret.recordedToken(),
        secret.notes(),
        secret.owners());
  }

  static SecretFacts lastUsedKey(SecretFacts secret, Optional<String> key) {
    return new SecretFacts(
        secret.resourceVersion(),
        secret.type(),
        secret.immutable(),
        secret.data(),
        key,
        secret.recordedToken(),
        secret.notes(),
        secret.owners());
  }

  static WorkloadFacts stamp(WorkloadFacts workload, Optional<Fingerprint> stamp) {
    return new WorkloadFacts(
        workload.ref(),
        workload.uid(),
        workload.resourceVersion(),
        workload.podSelector(),
        stamp,
        workload.sources(),
        workload.rollout(),
        workload.restartedAt(),
        workload.former(),
        workload.history(),
        workload.owners());
  }

  static PodFacts stamp(PodFacts pod, Fingerprint stamp) {
    return new PodFacts(
        pod.name(),
        Optional.of(stamp),
        pod.ready(),
        pod.terminating(),
        pod.ended(),
        pod.trouble(),
        pod.restarts(),
        pod.ip());
  }
}
