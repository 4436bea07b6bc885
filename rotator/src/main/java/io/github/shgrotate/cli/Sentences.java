package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.Step;

/// What a step is, said to a reader.
final class Sentences {
  private Sentences() {}

  static String of(Step step, RotationRequest request) {
    return switch (step) {
      case Step.Renew renew ->
          "Renew the token: have Azure sign one with the %s key, good until %s, and store it in %s, data key %s (%s)"
              .formatted(
                  renew.key().wireName(),
                  renew.expiry(),
                  request.secretPath(),
                  renew.dataKey(),
                  renew.why().sentence());
      case Step.Restart(var workload) ->
          "Restart %s: stamp its pod template with the token's id".formatted(workload);
      case Step.AwaitRollout(var workload, String how) ->
          "Wait for the rollout of %s (%s)".formatted(workload, how);
      case Step.AskPods(var workload) ->
          "Ask the pods of %s which token they were made with".formatted(workload);
    };
  }
}
