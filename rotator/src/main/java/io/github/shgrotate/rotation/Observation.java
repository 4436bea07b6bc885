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
/// @param signature which key signed the stored token, if that was asked; dropped when another
///   token has taken its place
/// @param pods what the pods said since their workload last changed
/// @param proofs what else was found out about a workload's pods
/// @param readers the pods of the namespace that read the Secret, if that was asked
public record Observation(
    GatewayFacts gateway,
    SecretFacts secret,
    String dataKey,
    Optional<Fingerprint> atStart,
    Optional<Signature> signature,
    List<WorkloadFacts> workloads,
    Map<WorkloadRef, PodsAnswer> pods,
    Map<WorkloadRef, Proofs> proofs,
    Optional<PodsAnswer> readers) {
  public Observation {
    // Which key signed one token says nothing about another that has taken its place meanwhile.
    signature = signature.filter(it -> holds(secret.text(dataKey), it.token()));
    workloads = List.copyOf(workloads);
    pods = Map.copyOf(pods);
    proofs = Map.copyOf(proofs);
  }

  private static boolean holds(TokenText stored, Fingerprint token) {
    return stored instanceof TokenText.Whole(TokenFacts facts) && facts.fingerprint().equals(token);
  }

  /// Which of the gateway's present keys signed a token.
  ///
  /// @param key empty: none, so that Azure refuses the token
  public record Signature(Fingerprint token, Optional<KeySlot> key) {}

  /// Before any pod was asked.
  static Observation of(
      GatewayFacts gateway,
      SecretFacts secret,
      String dataKey,
      Optional<Fingerprint> atStart,
      Optional<Signature> signature,
      List<WorkloadFacts> workloads) {
    return new Observation(
        gateway,
        secret,
        dataKey,
        atStart,
        signature,
        workloads,
        Map.of(),
        Map.of(),
        Optional.empty());
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

  /// Which token the Secret holds, where it is known to hold a whole one.
  Fingerprint token() {
    return storedToken().orElseThrow().fingerprint();
  }

  /// The key of the stored token: the one that signed it where that was asked, else the one that is
  /// recorded, as it stands.
  public Optional<String> lastUsedKey() {
    return signature.flatMap(Signature::key).map(KeySlot::wireName).or(secret::lastUsedKey);
  }

  /// Which key signed the stored token, if it is known for sure: a record counts only beside the
  /// token that it is about. What cannot be undone is decided by this one.
  Optional<KeySlot> signer() {
    if (signature.isPresent()) {
      return signature.get().key();
    }
    return isRecorded() ? secret.lastUsedKey().flatMap(KeySlot::of) : Optional.empty();
  }

  private boolean isRecorded() {
    return storedToken()
        .filter(token -> secret.recordedToken().equals(Optional.of(token.fingerprint())))
        .isPresent();
  }

  /// What was found out about who signed the stored token.
  Observation withSignature(Signature found) {
    return new Observation(
        gateway, secret, dataKey, atStart, Optional.of(found), workloads, pods, proofs, readers);
  }

  public WorkloadFacts workload(WorkloadRef ref) {
    return workloads.stream()
        .filter(workload -> workload.ref().equals(ref))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(ref.toString()));
  }

  /// What was found out about a workload's pods; nothing, at first.
  public Proofs proofs(WorkloadRef ref) {
    return proofs.getOrDefault(ref, Proofs.NONE);
  }

  /// The Secret as it is now, whoever changed it.
  public Observation withSecret(SecretFacts now) {
    return with(now, atStart);
  }

  /// The Secret with the token that this run has stored.
  public Observation withRenewedSecret(SecretFacts now) {
    return with(now, Optional.empty());
  }

  private Observation with(SecretFacts now, Optional<Fingerprint> start) {
    return new Observation(
        gateway, now, dataKey, start, signature, workloads, pods, proofs, readers);
  }

  /// A workload as it is now. What its pods said before is forgotten.
  public Observation withWorkload(WorkloadFacts now) {
    Map<WorkloadRef, PodsAnswer> rest = new LinkedHashMap<>(pods);
    rest.remove(now.ref());
    List<WorkloadFacts> all = withNotedWorkload(now).workloads();
    return new Observation(
            gateway, secret, dataKey, atStart, signature, all, rest, proofs, Optional.empty())
        .withProofs(now.ref(), proofs(now.ref()).withoutAnswers());
  }

  /// A workload of which only its notes have changed.
  Observation withNotedWorkload(WorkloadFacts now) {
    List<WorkloadFacts> all = new ArrayList<>();
    for (WorkloadFacts workload : workloads) {
      all.add(workload.ref().equals(now.ref()) ? now : workload);
    }
    return new Observation(
        gateway, secret, dataKey, atStart, signature, all, pods, proofs, readers);
  }

  public Observation withPods(WorkloadRef ref, PodsAnswer answer) {
    Map<WorkloadRef, PodsAnswer> all = new LinkedHashMap<>(pods);
    all.put(ref, answer);
    return new Observation(
        gateway, secret, dataKey, atStart, signature, workloads, all, proofs, readers);
  }

  Observation withProofs(WorkloadRef ref, Proofs now) {
    Map<WorkloadRef, Proofs> all = new LinkedHashMap<>(proofs);
    all.put(ref, now);
    return new Observation(
        gateway, secret, dataKey, atStart, signature, workloads, pods, all, readers);
  }

  /// What came of looking for all pods that read the Secret.
  public Observation withReaders(PodsAnswer answer) {
    return new Observation(
        gateway, secret, dataKey, atStart, signature, workloads, pods, proofs, Optional.of(answer));
  }
}
