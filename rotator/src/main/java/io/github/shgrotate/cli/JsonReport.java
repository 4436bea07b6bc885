package io.github.shgrotate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Observation;
import io.github.shgrotate.rotation.Plan;
import io.github.shgrotate.rotation.Rotation;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.Step;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.WorkloadRef;
import java.util.List;
import java.util.Optional;

/// For programs: one JSON document on standard output, whatever happens;
/// `docs/reference/rotation.schema.json` describes it. Beside it, the lines on standard error are
/// those of another report.
final class JsonReport implements Report {
  static final String SCHEMA = "shgrotate.github.io/rotation/v1";

  private final Surroundings surroundings;
  private final Optional<Report> beside;
  private final ObjectNode document = JsonNodeFactory.instance.objectNode();

  private JsonReport(Surroundings surroundings, Optional<Report> beside) {
    this.surroundings = surroundings;
    this.beside = beside;
    document.put("schema", SCHEMA);
  }

  static JsonReport withoutSettings(Surroundings surroundings, Report beside) {
    return new JsonReport(surroundings, Optional.of(beside));
  }

  static JsonReport about(Settings settings, Surroundings surroundings, Report beside) {
    return about(settings, new JsonReport(surroundings, Optional.of(beside)));
  }

  /// The document and nothing else.
  static JsonReport alone(Settings settings, Surroundings surroundings) {
    return about(settings, new JsonReport(surroundings, Optional.empty()));
  }

  private static JsonReport about(Settings settings, JsonReport report) {
    RotationRequest request = settings.request();
    report.document.put("gateway", request.gateway().resourceId());
    report
        .document
        .putObject("secret")
        .put("namespace", request.namespace())
        .put("name", request.secretName());
    return report;
  }

  @Override
  public void tell(Deed deed) {
    beside.ifPresent(report -> report.tell(deed));
  }

  @Override
  public void owed(Settings settings, Plan plan) {
    beside.ifPresent(report -> report.owed(settings, plan));
  }

  @Override
  public void waiting(String workload, String how) {
    beside.ifPresent(report -> report.waiting(workload, how));
  }

  @Override
  public ExitCode converged(Settings settings, Rotation rotation, Observation seen) {
    beside.ifPresent(report -> report.converged(settings, rotation, seen));
    observed(seen);
    done(settings.request(), rotation.deeds());
    return end(Deeds.outcome(rotation.deeds()), ExitCode.NOTHING_OWED);
  }

  @Override
  public ExitCode planned(Settings settings, Observation seen, Plan plan) {
    beside.ifPresent(report -> report.planned(settings, seen, plan));
    observed(seen);
    ArrayNode steps = document.putArray("plan");
    for (Step step : plan.steps()) {
      steps
          .addObject()
          .put("sentence", Sentences.of(step, settings.request()))
          .setAll(fields(step));
    }
    ArrayNode stuck = document.putArray("stuck");
    plan.stuck()
        .forEach(
            one -> {
              ObjectNode told = stuck.addObject();
              one.workload().ifPresent(workload -> told.put("workload", workload.toString()));
              told.put("reason", one.failure().reason().code()).put("why", one.failure().why());
            });
    return end(Outcome.PLANNED, ExitCode.NOTHING_OWED);
  }

  /// A step as programs read it.
  static ObjectNode fields(Step step) {
    ObjectNode one = JsonNodeFactory.instance.objectNode();
    switch (step) {
      case Step.Renew renew ->
          one.put("step", "renew")
              .put("key", renew.key().wireName())
              .put("expiresAt", renew.expiry().toString())
              .put("reason", renew.why().check().code());
      case Step.Restart(var workload) ->
          one.put("step", "restart").put("workload", workload.toString());
      case Step.AwaitRollout(var workload, _) ->
          one.put("step", "await-rollout").put("workload", workload.toString());
      case Step.AwaitLeaving(var workload, _) ->
          one.put("step", "await-leaving").put("workload", workload.toString());
      case Step.FindSigner(var token) ->
          one.put("step", "find-signer").put("token", token.fingerprint().hex());
      case Step.NoteResult(var workload, _) ->
          one.put("step", "note-result").put("workload", workload.toString());
      case Step.FindOtherReaders(var key) ->
          one.put("step", "find-other-readers").put("key", key.wireName());
      case Step.Revoke(var key) -> one.put("step", "revoke").put("key", key.wireName());
      case Step.Hold(var workload, _) ->
          one.put("step", "hold").put("workload", workload.toString());
      case Step.ReadLogs(var workload) ->
          one.put("step", "read-logs").put("workload", workload.toString());
      case Step.Probe(var workload, _) ->
          one.put("step", "probe").put("workload", workload.toString());
      case Step.AskPods(var workload) ->
          one.put("step", "ask-pods").put("workload", workload.toString());
    }
    return one;
  }

  @Override
  public ExitCode failed(Failure failure, String holds, Optional<Rotation> rotation) {
    beside.ifPresent(report -> report.failed(failure, holds, rotation));
    rotation.ifPresent(
        run -> {
          run.lastSeen().ifPresent(this::observed);
          done(run.request(), run.deeds());
        });
    document.set("failure", told(failure, holds));
    return end(Outcome.FAILED, ExitCode.of(failure.reason()));
  }

  /// A failure as programs read it.
  static ObjectNode told(Failure failure, String holds) {
    return JsonDocument.failure(failure).put("holds", holds);
  }

  @Override
  public ExitCode broken(RuntimeException mistake) {
    beside.ifPresent(report -> report.broken(mistake));
    document.set("failure", told(OwnMistake.of(mistake), OwnMistake.HOLDS));
    return end(Outcome.FAILED, ExitCode.FAILED);
  }

  private void observed(Observation seen) {
    document.put("azureTime", seen.gateway().azureTime().toString());
    if (document.get("secret") instanceof ObjectNode secret) {
      secret.put("dataKey", seen.dataKey());
    }
    seen.storedToken()
        .ifPresent(
            token -> {
              ObjectNode told = token("token", token);
              seen.secret().lastUsedKey().ifPresent(key -> told.put("key", key));
            });
  }

  private void done(RotationRequest request, List<Deed> deeds) {
    for (Deed.Renewed renewed : Deeds.of(deeds, Deed.Renewed.class)) {
      renewed.former().ifPresent(former -> token("formerToken", former));
      document
          .putObject("renewal")
          .put("reason", renewed.why().check().code())
          .put("sentence", renewed.why().sentence());
    }
    ArrayNode workloads = document.putArray("workloads");
    for (WorkloadRef ref : request.workloads()) {
      ObjectNode told = workloads.addObject();
      told.put("kind", ref.kind().kind()).put("name", ref.name());
      told.put(
          "restarted",
          Deeds.of(deeds, Deed.Restarted.class).stream()
              .anyMatch(restarted -> restarted.workload().equals(ref)));
      Optional<Deed.Proven> proven =
          Deeds.of(deeds, Deed.Proven.class).stream()
              .filter(deed -> deed.workload().equals(ref))
              .reduce((_, last) -> last);
      told.put("proven", proven.isPresent());
      proven.ifPresent(
          deed -> {
            told.put("pods", deed.pods()).put("leaving", deed.leaving());
            deed.further().forEach(told.putArray("further")::add);
          });
    }
    Deeds.of(deeds, Deed.Revoked.class)
        .forEach(revoked -> document.put("revokedKey", revoked.key().wireName()));
    Deeds.of(deeds, Deed.PutBack.class)
        .forEach(back -> document.put("putBack", back.former().fingerprint().hex()));
    ArrayNode warnings = document.putArray("warnings");
    Deeds.of(deeds, Deed.Warned.class).forEach(warned -> warnings.add(warned.what()));
    Deeds.of(deeds, Deed.Unproven.class)
        .forEach(unproven -> warnings.add(unproven.workload() + ": " + unproven.why()));
  }

  private ObjectNode token(String field, TokenFacts token) {
    return document
        .putObject(field)
        .put("id", token.fingerprint().hex())
        .put("expiresAt", token.expiresAt().toString());
  }

  private ExitCode end(Outcome outcome, ExitCode code) {
    document.put("outcome", outcome.code()).put("exitCode", code.number());
    surroundings.out().println(JsonDocument.written(document));
    return code;
  }
}
