package io.github.shgrotate.rotation;

/// The verdict on a rollout.
public sealed interface Rollout {
  /// By kubectl's rules.
  static Rollout of(RolloutFacts facts) {
    return RolloutRules.judge(facts);
  }

  /// The controller is at it.
  ///
  /// @param how how far, as `kubectl rollout status` says it
  record InProgress(String how) implements Rollout {}

  /// The controller has replaced every pod that it is going to.
  record Complete() implements Rollout {}

  /// The controller leaves the pods alone until somebody deletes them.
  record ByHand() implements Rollout {}

  /// Nothing rolls out until somebody resumes it.
  record Paused() implements Rollout {}

  /// It will not finish by itself.
  record Failed(String why) implements Rollout {}
}
