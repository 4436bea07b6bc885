package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Observation;
import io.github.shgrotate.rotation.ProofPolicy;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.Step;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.Words;
import java.util.List;

/// What a step, a deed or an end is, said to a reader.
final class Sentences {
  private Sentences() {}

  static String of(Deed deed) {
    return switch (deed) {
      case Deed.GatewayRead(var facts) -> "found; Azure's clock is " + facts.azureTime();
      case Deed.Renewed renewed ->
          "%s stored, signed with the %s key, good until %s (%s)"
              .formatted(
                  renewed.record().token().fingerprint(),
                  renewed.record().key().wireName(),
                  renewed.record().token().expiresAt(),
                  renewed.why().sentence());
      case Deed.Restarted(var workload, _, _) -> workload + " asked to restart";
      case Deed.Proven proven -> proven.workload() + ": " + proof(proven);
      case Deed.Revoked(var key) -> "the %s key: tokens of it have ended".formatted(key.wireName());
      case Deed.PutBack(var former, var workloads) ->
          "the former token %s is stored again%s"
              .formatted(
                  former.fingerprint(),
                  workloads.isEmpty()
                      ? ""
                      : "; back on its former template: " + Words.list(workloads));
      case Deed.Unproven(var workload, String why) -> workload + ": " + why;
      case Deed.Warned(String what) -> what;
      case Deed.Failed(var failure) -> failure.what();
    };
  }

  /// What the pods were found to run on.
  static String proof(Deed.Proven proven) {
    String all =
        switch (proven.pods()) {
          case 0 -> "no pods run";
          case 1 -> "its one pod runs on token " + proven.token();
          default -> "all %d pods run on token %s".formatted(proven.pods(), proven.token());
        };
    String further = proven.further().isEmpty() ? "" : "; " + String.join("; ", proven.further());
    return proven.leaving() == 0
        ? all + further
        : all
            + " (%s shutting down)".formatted(Words.are(proven.leaving(), "former pod"))
            + further;
  }

  /// What a run came to that has nothing left to do.
  static String ofEnd(RotationRequest request, List<Deed> deeds, Observation seen) {
    TokenFacts token = seen.storedToken().orElseThrow();
    return "%s gateway %s of %s: token %s is good %s."
        .formatted(
            switch (Deeds.outcome(deeds)) {
              case ROTATED -> "Rotated";
              case FINISHED -> "Finished the rotation of";
              case NOTHING_OWED, PLANNED, FAILED -> "Nothing is owed for";
            },
            request.gateway().name(),
            request.gateway().serviceName(),
            token.fingerprint(),
            Words.end(token, seen.gateway().azureTime()));
  }

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
      case Step.AwaitLeaving(var workload, String how) ->
          "Wait until the former pods of %s are gone (%s)".formatted(workload, how);
      case Step.FindSigner(var token) ->
          "Find out which key signed token %s: have Azure sign one for the same minute with each, and compare"
              .formatted(token.fingerprint());
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
      case Step.Probe(var workload, String url) ->
          "Have %s serve %s".formatted(workload, ProofPolicy.shown(url));
      case Step.AskPods(var workload) ->
          "Ask the pods of %s which token they were made with".formatted(workload);
    };
  }
}
