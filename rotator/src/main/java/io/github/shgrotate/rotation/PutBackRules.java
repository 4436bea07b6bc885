package io.github.shgrotate.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether to go back to the former token when a workload did not come up with the new one.
final class PutBackRules {
  /// Less than this is no time to mend anything in: the next daily run would be too late.
  static final Duration LEAST_LEFT = Duration.ofDays(1);

  /// All that the decision may know.
  ///
  /// @param now Azure's time
  /// @param token the stored token
  /// @param pods of every workload
  /// @param failed it will not come up; otherwise only the time is up
  /// @param disproved pods that are ready do not work with the token
  /// @param provenBefore the workload has been up with the token already
  record Facts(
      Instant now,
      SecretNotes notes,
      Fingerprint token,
      List<PodsAnswer> pods,
      boolean failed,
      boolean disproved,
      boolean provenBefore) {
    Facts {
      pods = List.copyOf(pods);
    }
  }

  /// The decision.
  sealed interface Verdict {
    record GoBack(FormerToken former) implements Verdict {}

    record Stay(String why) implements Verdict {}
  }

  private PutBackRules() {}

  static Verdict judge(Facts facts) {
    Optional<FormerToken> former = facts.notes().former();
    if (former.isEmpty()) {
      return new Verdict.Stay("there is no former token to go back to");
    }
    if (facts.notes().keyToRevoke().isPresent()) {
      return new Verdict.Stay(
          "nothing was put back, as the key of the former token is to be revoked");
    }
    if (facts.provenBefore()) {
      return new Verdict.Stay(
          "nothing was put back, as the workload has been up with token %s before: it is not what is wrong"
              .formatted(facts.token()));
    }
    Instant end = former.get().expiresAt();
    if (Duration.between(facts.now(), end).compareTo(LEAST_LEFT) < 0) {
      return new Verdict.Stay(
          "nothing was put back, as the former token %s ends at %s, too soon to go back to"
              .formatted(former.get().fingerprint(), end));
    }
    for (PodsAnswer answer : facts.pods()) {
      if (answer instanceof PodsAnswer.NotPermitted(String permission) && !facts.failed()) {
        return new Verdict.Stay(
            "nothing was put back, as nobody can tell whether pods have come up without "
                + permission);
      }
    }
    List<String> up = facts.pods().stream().flatMap(answer -> up(answer, facts.token())).toList();
    return up.isEmpty() || facts.disproved()
        ? new Verdict.GoBack(former.get())
        : new Verdict.Stay(
            "nothing was put back, as %d pods have come up with the new token already"
                .formatted(up.size()));
  }

  private static Stream<String> up(PodsAnswer answer, Fingerprint token) {
    return switch (answer) {
      case PodsAnswer.NotPermitted _ -> Stream.empty();
      case PodsAnswer.Pods(var pods) ->
          pods.stream()
              .filter(pod -> pod.counts() && pod.ready())
              .filter(pod -> pod.stamp().equals(Optional.of(token)))
              .map(PodFacts::name);
    };
  }
}
