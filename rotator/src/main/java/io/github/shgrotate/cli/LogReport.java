package io.github.shgrotate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Observation;
import io.github.shgrotate.rotation.Plan;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.Rotation;
import io.github.shgrotate.rotation.Step;
import io.github.shgrotate.rotation.TokenFacts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

/// Every step and the result as lines of the JSON log; nothing on standard output.
final class LogReport implements Report {
  private final JsonLog log;
  private String lastWaiting = "";

  LogReport(JsonLog log) {
    this.log = log;
  }

  @Override
  public void tell(Deed deed) {
    log.line(
        deed.kind().isWarning() ? JsonLog.Level.WARNING : JsonLog.Level.INFO,
        deed.kind().code(),
        Sentences.of(deed),
        fields(deed));
  }

  private static ObjectNode fields(Deed deed) {
    ObjectNode fields = JsonLog.noFields();
    switch (deed) {
      case Deed.GatewayRead(var facts) -> fields.put("azureTime", facts.azureTime().toString());
      case Deed.Renewed renewed -> {
        fields.put("reason", renewed.why().check().code());
        token(fields, renewed.record().token()).put("key", renewed.record().key().wireName());
        renewed.former().ifPresent(former -> fields.put("formerToken", former.fingerprint().hex()));
      }
      case Deed.Restarted(var workload, var token, _) ->
          fields.put("workload", workload.toString()).put("token", token.hex());
      case Deed.Proven proven -> {
        fields
            .put("workload", proven.workload().toString())
            .put("token", proven.token().hex())
            .put("pods", proven.pods())
            .put("leaving", proven.leaving());
        proven.further().forEach(fields.putArray("further")::add);
      }
      case Deed.Revoked(var key) -> fields.put("key", key.wireName());
      case Deed.PutBack(var former, var workloads) -> {
        fields.put("token", former.fingerprint().hex());
        workloads.forEach(workload -> fields.withArray("workloads").add(workload.toString()));
      }
      case Deed.Unproven(var workload, _) -> fields.put("workload", workload.toString());
      case Deed.Failed(var failure) -> fields.put("reason", failure.reason().code());
      case Deed.Warned _ -> {
        // The sentence is all there is.
      }
    }
    return fields;
  }

  private static ObjectNode token(ObjectNode fields, TokenFacts token) {
    return fields
        .put("token", token.fingerprint().hex())
        .put("expiresAt", token.expiresAt().toString());
  }

  @Override
  public void owed(Settings settings, Plan plan) {
    for (Step step : plan.steps()) {
      log.line(
          JsonLog.Level.INFO,
          LogEvent.STEP_PLANNED.code(),
          Sentences.of(step, settings.request()),
          JsonReport.fields(step));
    }
  }

  @Override
  public void waiting(String workload, String how) {
    String line = workload + ": " + how;
    if (!line.equals(lastWaiting)) {
      log.line(
          JsonLog.Level.INFO,
          LogEvent.ROLLOUT_AWAITED.code(),
          line,
          JsonLog.noFields().put("workload", workload));
      lastWaiting = line;
    }
  }

  @Override
  public ExitCode converged(Settings settings, Rotation rotation, Observation seen) {
    List<Deed> deeds = rotation.deeds();
    ObjectNode fields = JsonLog.noFields().put("outcome", Deeds.outcome(deeds).code());
    seen.storedToken().ifPresent(token -> token(fields, token));
    return ended(Sentences.ofEnd(settings.request(), deeds, seen), fields);
  }

  @Override
  public ExitCode planned(Settings settings, Observation seen, Plan plan) {
    owed(settings, plan);
    for (Plan.Stuck stuck : plan.stuck()) {
      ObjectNode fields = JsonLog.noFields().put("reason", stuck.failure().reason().code());
      stuck.workload().ifPresent(workload -> fields.put("workload", workload.toString()));
      log.line(
          JsonLog.Level.WARNING,
          LogEvent.WORKLOAD_STUCK.code(),
          "%s: %s".formatted(stuck.failure().what(), stuck.failure().next()),
          fields);
    }
    ObjectNode fields = JsonLog.noFields().put("outcome", Outcome.PLANNED.code());
    seen.storedToken().ifPresent(token -> token(fields, token));
    return ended(
        plan.steps().isEmpty() && plan.stuck().isEmpty()
            ? "Nothing is owed."
            : "This is what is owed; nothing was changed.",
        fields);
  }

  private ExitCode ended(String sentence, ObjectNode fields) {
    log.line(
        JsonLog.Level.INFO,
        LogEvent.ROTATION_ENDED.code(),
        sentence,
        fields.put("exitCode", ExitCode.NOTHING_OWED.number()));
    return ExitCode.NOTHING_OWED;
  }

  @Override
  public ExitCode failed(Failure failure, String holds, Optional<Rotation> rotation) {
    ExitCode code = ExitCode.of(failure.reason());
    failed(failure.what(), JsonReport.told(failure, holds), code);
    return code;
  }

  @Override
  public ExitCode broken(RuntimeException mistake) {
    StringWriter trace = new StringWriter();
    mistake.printStackTrace(new PrintWriter(trace));
    failed(
        "a mistake of its own; please report it with this line",
        JsonLog.noFields()
            .put("reason", Reason.INTERNAL.code())
            .put("stackTrace", trace.toString()),
        ExitCode.FAILED);
    return ExitCode.FAILED;
  }

  private void failed(String message, ObjectNode fields, ExitCode code) {
    log.line(
        JsonLog.Level.ERROR,
        Deed.Kind.ROTATION_FAILED.code(),
        message,
        fields.put("exitCode", code.number()));
  }
}
