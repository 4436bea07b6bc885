package io.github.shgrotate.rotation;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds out what goes beyond pods that are ready: watches them, reads their logs, has them serve.
final class FurtherProof {
  /// While containers are watched they are looked at this often.
  static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private final ProofPolicy policy;
  private final Workloads workloads;
  private final GatewayProbe probe;
  private final InstantSource clock;

  FurtherProof(ProofPolicy policy, Workloads workloads, GatewayProbe probe, InstantSource clock) {
    this.policy = policy;
    this.workloads = workloads;
    this.probe = probe;
    this.clock = clock;
  }

  /// Looks at the watched containers once more.
  ///
  /// @return the watch as it stands now: begun, begun anew after a restart, or over
  Proofs hold(Proofs proofs, List<PodFacts> pods) {
    Instant now = clock.instant();
    Map<String, Integer> restarts = new LinkedHashMap<>();
    pods.stream().filter(PodFacts::counts).forEach(pod -> restarts.put(pod.name(), pod.restarts()));
    if (proofs.hold().isEmpty() || hasRestarted(proofs.hold().get(), restarts)) {
      return proofs.with(new Proofs.Hold(now, restarts));
    }
    Duration watched = Duration.between(proofs.hold().get().since(), now);
    return watched.compareTo(policy.hold()) >= 0 ? proofs.afterHold() : proofs;
  }

  // A pod that is new here was made by a scale-out, or in place of one that was evicted.
  private static boolean hasRestarted(Proofs.Hold hold, Map<String, Integer> restarts) {
    return restarts.entrySet().stream()
        .anyMatch(pod -> pod.getValue() > hold.restarts().getOrDefault(pod.getKey(), 0));
  }

  /// How much longer containers are watched.
  Duration left(Proofs proofs) {
    return proofs
        .hold()
        .map(hold -> policy.hold().minus(Duration.between(hold.since(), clock.instant())))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  LogsAnswer logs(WorkloadFacts workload, List<PodFacts> pods) {
    return workloads.logs(
        workload, pods.stream().filter(PodFacts::counts).toList(), policy.refusalPatterns());
  }

  /// Asks the address, or every pod where the address leaves a place for a pod's own.
  ProbeAnswer probe(String url, List<PodFacts> pods) {
    if (!url.contains(ProofPolicy.POD_IP)) {
      return probe.ask(URI.create(url));
    }
    for (PodFacts pod : pods.stream().filter(PodFacts::counts).toList()) {
      if (pod.ip().isEmpty()) {
        return new ProbeAnswer.NotServed(pod.name() + " has no address");
      }
      String address = pod.ip().get().contains(":") ? "[" + pod.ip().get() + "]" : pod.ip().get();
      ProbeAnswer answer = probe.ask(URI.create(url.replace(ProofPolicy.POD_IP, address)));
      if (answer instanceof ProbeAnswer.NotServed(String how)) {
        return new ProbeAnswer.NotServed(pod.name() + ": " + how);
      }
    }
    return new ProbeAnswer.Served();
  }

  /// What was found out, in words.
  List<String> found(Proofs proofs) {
    List<String> all = new ArrayList<>();
    if (proofs.held()) {
      all.add("no container restarted in " + Words.duration(policy.hold()));
    }
    if (proofs.logs().orElse(null) instanceof LogsAnswer.NoRefusal(int pods)) {
      all.add("no refusal in the logs of " + pods);
    }
    if (proofs.probe().orElse(null) instanceof ProbeAnswer.Served) {
      all.add("the probe is served");
    }
    return all;
  }
}
