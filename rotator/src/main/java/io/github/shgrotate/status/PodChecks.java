package io.github.shgrotate.status;

import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.PodsAnswer;
import io.github.shgrotate.rotation.Rollout;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.status.Finding.Check;
import java.util.Optional;

/// What is wrong with the pods of one gateway.
final class PodChecks {
  private PodChecks() {}

  /// The template does not carry the stored token's stamp, and somebody has used stamps here
  /// before: the pods read the stored token when they are replaced, and not earlier.
  static Optional<Finding> restartOwed(StatusChecks.Facts facts) {
    return facts
        .pods()
        .filter(pods -> onAnother(facts, pods) && !templateIsStamped(facts) && isKnown(pods))
        .flatMap(
            pods ->
                StatusChecks.found(
                    Check.RESTART_OWED,
                    Level.WARNING,
                    run(pods) + " on the stored token: a restart is owed",
                    RotateAdvice.of(facts, "rotate, which restarts them and proves every pod")));
  }

  /// The same, but of no pod it is known that it runs on another token: what started after the
  /// token was stored runs on it without any stamp.
  static Optional<Finding> tokensUnknown(StatusChecks.Facts facts) {
    return facts
        .pods()
        .filter(pods -> onAnother(facts, pods) && !templateIsStamped(facts) && !isKnown(pods))
        .flatMap(
            pods ->
                StatusChecks.found(
                    Check.POD_TOKENS_UNKNOWN,
                    Level.NOTE,
                    "which token %d of its %d %s with is not known, for want of a stamp"
                        .formatted(
                            pods.unknown(),
                            pods.total(),
                            pods.total() == 1 ? "pod started" : "pods started"),
                    RotateAdvice.of(
                        facts, "rotate with it named, which restarts them and proves every pod")));
  }

  private static boolean isKnown(PodCount pods) {
    return pods.onAnotherToken() > 0 || pods.unknown() == 0;
  }

  static Optional<Finding> rolloutUnfinished(StatusChecks.Facts facts) {
    return facts
        .pods()
        .filter(pods -> onAnother(facts, pods) && templateIsStamped(facts))
        .flatMap(
            pods ->
                StatusChecks.found(
                    Check.ROLLOUT_UNFINISHED,
                    Level.WARNING,
                    "%s on the stored token: %s".formatted(run(pods), how(facts)),
                    next(facts)));
  }

  private static String run(PodCount pods) {
    return switch (pods.onStoredToken()) {
      case 0 ->
          pods.total() == 1
              ? "its pod does not run"
              : "none of its %d pods runs".formatted(pods.total());
      case 1 -> "1 of its %d pods runs".formatted(pods.total());
      default -> "%d of its %d pods run".formatted(pods.onStoredToken(), pods.total());
    };
  }

  private static boolean onAnother(StatusChecks.Facts facts, PodCount pods) {
    boolean stampsAreUsed =
        facts.secret().flatMap(read -> read.facts().recordedToken()).isPresent()
            || facts.found().workload().stamp().isPresent();
    // Nobody should want pods on a token that is no good.
    return StatusChecks.storedTokenIsGood(facts) && stampsAreUsed && !pods.allOnStoredToken();
  }

  private static boolean templateIsStamped(StatusChecks.Facts facts) {
    Optional<Fingerprint> stored = facts.token().map(TokenFacts::fingerprint);
    return stored.isPresent() && facts.found().workload().stamp().equals(stored);
  }

  private static Rollout rollout(StatusChecks.Facts facts) {
    return Rollout.of(facts.found().workload().rollout());
  }

  private static String how(StatusChecks.Facts facts) {
    return switch (rollout(facts)) {
      case Rollout.InProgress(String how) -> "the rollout is under way (" + how + ")";
      case Rollout.Complete() -> "the others were not replaced";
      case Rollout.ByHand() -> "its controller waits until somebody deletes the others";
      case Rollout.Paused() -> "the rollout is paused";
      case Rollout.Failed(String why) -> "the rollout has failed (" + why + ")";
    };
  }

  private static Advice next(StatusChecks.Facts facts) {
    String namespace = facts.found().namespace();
    String workload = facts.found().workload().ref().toString();
    return switch (rollout(facts)) {
      case Rollout.InProgress _, Rollout.Complete() ->
          RotateAdvice.of(facts, "wait a little and look again; rotate waits for it, too");
      case Rollout.ByHand() -> Advice.of("delete the pods that carry no stamp, one by one");
      case Rollout.Paused() ->
          Advice.of("resume it", "kubectl", "rollout", "resume", workload, "-n", namespace);
      case Rollout.Failed(_) ->
          Advice.of("see why", "kubectl", "describe", workload, "-n", namespace);
    };
  }

  static Optional<Finding> notReady(StatusChecks.Facts facts) {
    return facts
        .pods()
        .filter(pods -> !pods.notReady().isEmpty())
        .flatMap(
            pods ->
                StatusChecks.found(
                    Check.PODS_NOT_READY,
                    Level.WARNING,
                    "%s ready: %s"
                        .formatted(
                            pods.notReady().size() == pods.total()
                                ? "none of its pods is"
                                : "%d of its %d pods %s not"
                                    .formatted(
                                        pods.notReady().size(),
                                        pods.total(),
                                        pods.notReady().size() == 1 ? "is" : "are"),
                            String.join(", ", pods.notReady())),
                    Advice.of(
                        "see why; do not restart the others meanwhile",
                        "kubectl",
                        "describe",
                        "pods",
                        "-n",
                        facts.found().namespace(),
                        "-l",
                        facts.found().workload().podSelector())));
  }

  static Optional<Finding> notPermitted(StatusChecks.Facts facts) {
    return facts.found().pods() instanceof PodsAnswer.NotPermitted(String permission)
        ? StatusChecks.found(
            Check.PODS_NOT_PERMITTED,
            Level.UNKNOWN,
            "which token its pods run on cannot be told: this account lacks " + permission,
            Advice.of(
                "ask for it; this tells whether it is granted",
                "kubectl",
                "auth",
                "can-i",
                "list",
                "pods",
                "-n",
                facts.found().namespace()))
        : Optional.empty();
  }

  static Optional<Finding> none(StatusChecks.Facts facts) {
    return facts.pods().filter(pods -> pods.total() == 0).isPresent()
        ? StatusChecks.found(
            Check.NO_PODS,
            Level.NOTE,
            "it has no pods",
            Advice.of(
                "if that is not meant so, scale it",
                "kubectl",
                "scale",
                facts.found().workload().ref().toString(),
                "-n",
                facts.found().namespace(),
                "--replicas=3"))
        : Optional.empty();
  }
}
