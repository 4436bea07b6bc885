package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.Step;
import io.github.shgrotate.rotation.Words;

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
      case Step.NoteResult(var workload, var result) ->
          "Note in the history of %s: %s".formatted(workload, result.word());
      case Step.FindOtherReaders(var key) ->
          "Look for other pods in the namespace that read %s, as one may run on a token of the %s key"
              .formatted(request.secretPath(), key.wireName());
      case Step.Revoke(var key) ->
          "Revoke the %s key: have Azure make it anew, then prove the pods again. Whoever else uses this gateway with a token of it (another cluster or namespace, a Docker host) is cut off"
              .formatted(key.wireName());
      case Step.Hold(var workload, var length) ->
          "Watch the pods of %s for %s: no container may restart"
              .formatted(workload, Words.duration(length));
      case Step.ReadLogs(var workload) ->
          "Read the logs of the pods of %s for a refused token".formatted(workload);
      case Step.Probe(var workload, String url) -> "Have %s serve %s".formatted(workload, url);
      case Step.AskPods(var workload) ->
          "Ask the pods of %s which token they were made with".formatted(workload);
    };
  }
}
