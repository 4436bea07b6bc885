package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Observation;
import io.github.shgrotate.rotation.Plan;
import io.github.shgrotate.rotation.Rotation;
import io.github.shgrotate.rotation.TokenFacts;
import io.github.shgrotate.rotation.Words;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What came of one gateway of many: one line, where a rotation of its own would tell step by step.
/// What takes more than a line, a failure or a plan, is said as a rotation of its own would.
final class GatewayReport implements Report {
  private final Wanted one;
  private final Settings settings;
  private final Surroundings surroundings;
  private final FleetTally tally;
  private final FleetOutput output;
  private final FleetConsole console;
  private final CommonTrouble trouble;
  private final Optional<Report> log;
  private volatile boolean hasProven;

  GatewayReport(
      Wanted one,
      Settings settings,
      Surroundings surroundings,
      FleetTally tally,
      FleetOutput output,
      FleetConsole console,
      CommonTrouble trouble) {
    this.one = one;
    this.settings = settings;
    this.surroundings = surroundings;
    this.tally = tally;
    this.output = output;
    this.console = console;
    this.trouble = trouble;
    this.log =
        settings.formats().jsonLog()
            ? Optional.of(new LogReport(JsonLog.about(settings, surroundings)))
            : Optional.empty();
  }

  @Override
  public void tell(Deed deed) {
    log.ifPresent(report -> report.tell(deed));
    if (log.isEmpty() && deed instanceof Deed.Warned(String what)) {
      console.words("warning  %s: %s".formatted(one.path(), what));
    }
  }

  /// To people the count of all says it: nobody could follow each.
  @Override
  public void owed(Settings settings, Plan plan) {
    log.ifPresent(report -> report.owed(settings, plan));
  }

  @Override
  public void waiting(String workload, String how) {
    tally.rollsOut(one);
    log.ifPresent(report -> report.waiting(workload, how));
  }

  @Override
  public ExitCode converged(Settings same, Rotation rotation, Observation seen) {
    trouble.none();
    List<Deed> deeds = rotation.deeds();
    hasProven = !Deeds.lastProven(deeds).isEmpty();
    TokenFacts token = seen.storedToken().orElseThrow();
    return over(
        Deeds.outcome(deeds),
        ExitCode.NOTHING_OWED,
        "token %s is good %s%s"
            .formatted(
                token.fingerprint(), Words.end(token, seen.gateway().azureTime()), proof(deeds)),
        false,
        report -> report.converged(settings, rotation, seen));
  }

  /// What of it was proven, to stand behind a sentence.
  static String proof(List<Deed> deeds) {
    List<String> parts = new ArrayList<>();
    int pods = Deeds.lastProven(deeds).stream().mapToInt(Deed.Proven::pods).sum();
    if (pods > 0) {
      parts.add("; proven by %d %s".formatted(pods, pods == 1 ? "pod" : "pods"));
    }
    for (Deed.Unproven unproven : Deeds.of(deeds, Deed.Unproven.class)) {
      parts.add("; %s is not proven: %s".formatted(unproven.workload(), unproven.why()));
    }
    for (Deed.Revoked revoked : Deeds.of(deeds, Deed.Revoked.class)) {
      parts.add("; the %s key was revoked".formatted(revoked.key().wireName()));
    }
    return String.join("", parts);
  }

  /// Whether its pods were seen on the token.
  boolean hasProven() {
    return hasProven;
  }

  @Override
  public ExitCode planned(Settings same, Observation seen, Plan plan) {
    trouble.none();
    int steps = plan.steps().size();
    return over(
        Outcome.PLANNED,
        ExitCode.NOTHING_OWED,
        steps == 0 ? "no step is owed" : steps == 1 ? "1 step" : steps + " steps",
        true,
        report -> report.planned(settings, seen, plan));
  }

  @Override
  public ExitCode failed(Failure failure, String holds, Optional<Rotation> rotation) {
    trouble.met(failure);
    Optional<String> first = tally.firstWith(one, failure);
    return over(
        Outcome.FAILED,
        ExitCode.of(failure.reason()),
        "%s [%s]%s"
            .formatted(
                failure.what(),
                failure.reason().code(),
                first.map(path -> ", as " + path).orElse("")),
        first.isEmpty(),
        report -> report.failed(failure, holds, rotation));
  }

  @Override
  public ExitCode broken(RuntimeException mistake) {
    return over(
        Outcome.FAILED,
        ExitCode.FAILED,
        "a mistake of this program's own",
        true,
        report -> report.broken(mistake));
  }

  /// @param takesMore whether more is to be said than the line
  /// @param again tells the same to another report
  private ExitCode over(
      Outcome outcome, ExitCode code, String line, boolean takesMore, Consumer<Report> again) {
    tally.add(one, outcome, code);
    log.ifPresent(again);
    output.finished(one, outcome, line, takesMore ? inFull(again) : "", () -> asDocument(again));
    return code;
  }

  private String inFull(Consumer<Report> again) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream ears = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      again.accept(new TextReport(surroundings.speakingTo(ears, ears)));
    }
    return said.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  private String asDocument(Consumer<Report> again) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream ears = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      again.accept(JsonReport.alone(settings, surroundings.speakingTo(ears, ears)));
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
