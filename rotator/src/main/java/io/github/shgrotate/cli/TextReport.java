package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.KeySlot;
import io.github.shgrotate.rotation.Observation;
import io.github.shgrotate.rotation.Plan;
import io.github.shgrotate.rotation.Rotation;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.Step;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.Words;
import io.github.shgrotate.rotation.WorkloadFacts;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// For people: a line for each thing that happens, and a few lines in the end.
final class TextReport implements Report {
  private static final int LABEL_WIDTH = 9;

  private final Surroundings surroundings;
  private String lastWaiting = "";

  /// With its result on standard output only where no document goes there.
  static TextReport of(Formats formats, Surroundings surroundings) {
    PrintStream out =
        formats.jsonResult()
            ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)
            : surroundings.out();
    return new TextReport(surroundings.speakingTo(out, surroundings.err()));
  }

  TextReport(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void tell(Deed deed) {
    step(label(deed), Sentences.of(deed));
  }

  private static String label(Deed deed) {
    return switch (deed) {
      case Deed.GatewayRead _ -> "gateway";
      case Deed.Renewed _ -> "token";
      case Deed.Restarted _ -> "restart";
      case Deed.Proven _ -> "proven";
      case Deed.Revoked _ -> "revoked";
      case Deed.PutBack _ -> "back";
      case Deed.Unproven _ -> "unproven";
      case Deed.Warned _ -> "warning";
      case Deed.Failed _ -> "failed";
    };
  }

  @Override
  public void owed(Settings settings, Plan plan) {
    plan.steps().forEach(step -> step("owed", Sentences.of(step, settings.request())));
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
    result(Sentences.ofEnd(request, rotation.deeds(), seen));
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
    Deeds.of(rotation.deeds(), Deed.Renewed.class).stream()
        .flatMap(renewed -> renewed.former().stream())
        .forEach(
            former ->
                result(
                    "  former    %s, %s".formatted(former.fingerprint(), Words.end(former, now))));
    for (Deed.Proven proven : Deeds.lastProven(rotation.deeds())) {
      result("  proven    %s: %s".formatted(proven.workload(), Sentences.proof(proven)));
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
    for (WorkloadFacts workload : seen.workloads()) {
      result("  %s %s".formatted(workload.ref(), standing(workload, seen)));
    }
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
    end(plan, seen).ifPresent(end -> result("  " + nextRenewal(request, end)));
    return ExitCode.NOTHING_OWED;
  }

  /// Which token a workload's pod template stands for.
  private static String standing(WorkloadFacts workload, Observation seen) {
    Optional<Fingerprint> stored = seen.storedToken().map(TokenFacts::fingerprint);
    if (workload.stamp().isEmpty()) {
      return "carries no stamp: which token its pods run on is not known";
    }
    return workload.stamp().equals(stored)
        ? "is stamped with that token"
        : "is stamped with another token, " + workload.stamp().get();
  }

  /// When the token ends that there would be afterwards.
  private static Optional<Instant> end(Plan plan, Observation seen) {
    for (Step step : plan.steps()) {
      if (step instanceof Step.Renew renew) {
        return Optional.of(renew.expiry());
      }
    }
    return seen.storedToken().map(TokenFacts::expiresAt);
  }

  private static String nextRenewal(RotationRequest request, Instant end) {
    return request
        .policy()
        .renewBefore()
        .map(margin -> "Next, a renewal is due from %s on".formatted(end.minus(margin)))
        .orElse("Next, every run renews, as no --renew-before is given");
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
