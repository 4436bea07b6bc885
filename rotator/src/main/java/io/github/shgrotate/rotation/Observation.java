package io.github.shgrotate.rotation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Everything that a plan may know: what Azure and Kubernetes told, and nothing else. Every effect
/// answers with fresh facts, which replace the old ones; so nothing has to be read twice, and
/// nothing is believed because it was asked for.
///
/// @param dataKey the Secret's data key for the token
/// @param atStart the token that the Secret held when the run began; empty when it held none, or
///   once this run has renewed it
/// @param pods what the pods said since their workload last changed
/// @param readers the pods of the namespace that read the Secret, if that was asked
public record Observation(
    GatewayFacts gateway,
    SecretFacts secret,
    String dataKey,
    Optional<Fingerprint> atStart,
    List<WorkloadFacts> workloads,
    Map<WorkloadRef, PodsAnswer> pods,
    Optional<PodsAnswer> readers) {
  public Observation {
    workloads = List.copyOf(workloads);
    pods = Map.copyOf(pods);
  }

  /// What the Secret holds for the gateway.
  public TokenText stored() {
    return secret.text(dataKey);
  }

  /// The token that the Secret holds, if it is a whole one.
  public Optional<TokenFacts> storedToken() {
    return stored() instanceof TokenText.Whole(TokenFacts facts)
        ? Optional.of(facts)
        : Optional.empty();
  }

  public WorkloadFacts workload(WorkloadRef ref) {
    return workloads.stream()
        .filter(workload -> workload.ref().equals(ref))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(ref.toString()));
  }

  /// The Secret as it is now, whoever changed it.
  public Observation withSecret(SecretFacts now) {
    return new Observation(gateway, now, dataKey, atStart, workloads, pods, readers);
  }

  /// The Secret with the token that this run has stored.
  public Observation withRenewedSecret(SecretFacts now) {
    return new Observation(gateway, now, dataKey, Optional.empty(), workloads, pods, readers);
  }

  /// A workload as it is now. What its pods said before is forgotten.
  public Observation withWorkload(WorkloadFacts now) {
    List<WorkloadFacts> all = new ArrayList<>();
    for (WorkloadFacts workload : workloads) {
      all.add(workload.ref().equals(now.ref()) ? now : workload);
    }
    Map<WorkloadRef, PodsAnswer> rest = new LinkedHashMap<>(pods);
    rest.remove(now.ref());
    return new Observation(gateway, secret, dataKey, atStart, all, rest, Optional.empty());
  }

  public Observation withPods(WorkloadRef ref, PodsAnswer answer) {
    Map<WorkloadRef, PodsAnswer> all = new LinkedHashMap<>(pods);
    all.put(ref, answer);
    return new Observation(gateway, secret, dataKey, atStart, workloads, all, readers);
  }

  /// What came of looking for all pods that read the Secret.
  public Observation withReaders(PodsAnswer answer) {
    return new Observation(gateway, secret, dataKey, atStart, workloads, pods, Optional.of(answer));
  }
}
