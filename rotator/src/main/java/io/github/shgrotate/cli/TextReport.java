package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.Observation;
import io.github.shgrotate.rotation.Plan;
import io.github.shgrotate.rotation.Rotation;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.Step;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// For people: a line for each thing that happens, and a few lines in the end.
final class TextReport implements Report {
  private static final int LABEL_WIDTH = 9;

  private final Surroundings surroundings;
  private String lastWaiting = "";

  TextReport(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void tell(Deed deed) {
    switch (deed) {
      case Deed.GatewayRead(var facts) ->
          step("gateway", "found; Azure's clock is " + facts.azureTime());
      case Deed.Renewed renewed ->
          step(
              "token",
              "%s stored, signed with the %s key, good until %s (%s)"
                  .formatted(
                      renewed.record().token().fingerprint(),
                      renewed.record().key().wireName(),
                      renewed.record().token().expiresAt(),
                      renewed.why().sentence()));
      case Deed.Restarted(var workload, _, _) -> step("restart", workload + " asked to restart");
      case Deed.Proven proven -> step("proven", proven.workload() + ": " + said(proven));
      case Deed.Revoked(var key) ->
          step("revoked", "the %s key: tokens of it have ended".formatted(key.wireName()));
      case Deed.PutBack(var former, var workloads) ->
          step(
              "back",
              "the former token %s is stored again%s"
                  .formatted(
                      former.fingerprint(),
                      workloads.isEmpty()
                          ? ""
                          : "; back on its former template: " + Words.list(workloads)));
      case Deed.Unproven(var workload, String why) -> step("unproven", workload + ": " + why);
      case Deed.Warned(String what) -> step("warning", what);
    }
  }

  @Override
  public void waiting(String workload, String how) {
    String line = workload + ": " + how;
    if (!line.equals(lastWaiting)) {
      step("rollout", line);
      lastWaiting = line;
    }
  }

  @Override
  public ExitCode converged(Settings settings, Rotation rotation, Observation seen) {
    RotationRequest request = settings.request();
    TokenFacts token = seen.storedToken().orElseThrow();
    Instant now = seen.gateway().azureTime();
    Optional<Deed.Renewed> renewed =
        Deeds.of(rotation.deeds(), Deed.Renewed.class).stream().findFirst();
    List<Deed.Restarted> restarted = Deeds.of(rotation.deeds(), Deed.Restarted.class);
    result(
        "%s gateway %s of %s: token %s is good %s."
            .formatted(
                renewed.isPresent()
                    ? "Rotated"
                    : restarted.isEmpty() ? "Nothing is owed for" : "Finished the rotation of",
                request.gateway().name(),
                request.gateway().serviceName(),
                token.fingerprint(),
                Words.end(token, now)));
    result(
        "  Secret    %s/%s, data key %s, %s"
            .formatted(
                request.namespace(),
                request.secretName(),
                seen.dataKey(),
                seen.secret()
                    .lastUsedKey()
                    .flatMap(KeySlot::of)
                    .map(key -> key.wireName() + " key")
                    .orElse("key not recorded")));
    renewed
        .flatMap(Deed.Renewed::former)
        .ifPresent(
            former ->
                result(
                    "  former    %s, %s".formatted(former.fingerprint(), Words.end(former, now))));
    for (Deed.Proven proven : Deeds.lastProven(rotation.deeds())) {
      result("  proven    %s: %s".formatted(proven.workload(), said(proven)));
    }
    for (Deed.Revoked gone : Deeds.of(rotation.deeds(), Deed.Revoked.class)) {
      result("  revoked   the %s key".formatted(gone.key().wireName()));
    }
    for (Deed.Unproven unproven : Deeds.of(rotation.deeds(), Deed.Unproven.class)) {
      result("  unproven  %s: %s".formatted(unproven.workload(), unproven.why()));
    }
    if (request.workloads().isEmpty()) {
      result("  unproven  no workload was named: running pods keep the token they started with");
    }
    settings
        .request()
        .policy()
        .renewBefore()
        .ifPresent(
            margin -> result("  renewal   due from " + token.expiresAt().minus(margin) + " on"));
    return ExitCode.NOTHING_OWED;
  }

  @Override
  public ExitCode planned(Settings settings, Observation seen, Plan plan) {
    RotationRequest request = settings.request();
    result(
        "Plan for gateway %s of %s (nothing was changed):"
            .formatted(request.gateway().name(), request.gateway().serviceName()));
    result(
        "  %s, data key %s, %s"
            .formatted(
                request.secretPath(),
                seen.dataKey(),
                seen.storedToken()
                    .map(
                        token ->
                            "holds token %s, good %s"
                                .formatted(
                                    token.fingerprint(),
                                    Words.end(token, seen.gateway().azureTime())))
                    .orElse("holds no usable token")));
    int number = 1;
    for (Step step : plan.steps()) {
      result("  %d. %s".formatted(number++, Sentences.of(step, request)));
    }
    for (Plan.Stuck stuck : plan.stuck()) {
      result("  !  %s: %s".formatted(stuck.failure().what(), stuck.failure().next()));
    }
    if (plan.steps().isEmpty() && plan.stuck().isEmpty()) {
      result("  Nothing is owed.");
    }
    return ExitCode.NOTHING_OWED;
  }

  @Override
  public ExitCode failed(Failure failure, String holds, Optional<Rotation> rotation) {
    words("apim-shg-rotate: %s [%s]".formatted(failure.what(), failure.reason().code()));
    part("where", failure.where());
    part("why", failure.why());
    part("holds", holds);
    part("next", failure.next());
    if (!failure.requestIds().isEmpty()) {
      part("ids", String.join(" ", failure.requestIds()));
    }
    return ExitCode.of(failure.reason());
  }

  @Override
  public ExitCode broken(RuntimeException mistake) {
    words("apim-shg-rotate: a mistake of its own; please report it with these lines");
    mistake.printStackTrace(surroundings.err());
    return ExitCode.FAILED;
  }

  private static String said(Deed.Proven proven) {
    String all =
        switch (proven.pods()) {
          case 0 -> "no pods run";
          case 1 -> "its one pod runs on token " + proven.token();
          default -> "all %d pods run on token %s".formatted(proven.pods(), proven.token());
        };
    String further = proven.further().isEmpty() ? "" : "; " + String.join("; ", proven.further());
    return proven.leaving() == 0
        ? all + further
        : all + " (%d former pods are shutting down)".formatted(proven.leaving()) + further;
  }

  private void step(String label, String text) {
    words(label + " ".repeat(Math.max(1, LABEL_WIDTH - label.length())) + text);
  }

  private void part(String label, String text) {
    String indent = "\n" + " ".repeat(9);
    words("  " + label + ":" + " ".repeat(6 - label.length()) + text.replace("\n", indent));
  }

  private void words(String line) {
    surroundings.err().println(line);
  }

  private void result(String line) {
    surroundings.out().println(line);
  }
}
