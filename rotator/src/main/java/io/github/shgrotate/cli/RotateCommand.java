package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Observation;
import io.github.shgrotate.rotation.Pass;
import io.github.shgrotate.rotation.Plan;
import io.github.shgrotate.rotation.Planner;
import io.github.shgrotate.rotation.Rotation;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.Waits;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadRef;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// `rotate`: drives a [Rotation] until nothing is owed or the time is up. The rotation itself never
/// waits; this does.
final class RotateCommand {
  private RotateCommand() {}

  static ExitCode run(Settings settings, Ports ports, Clock clock, Report report) {
    Rotation rotation =
        new Rotation(
            settings.request(),
            ports.issuer(),
            ports.store(),
            ports.workloads(),
            ports.journal(),
            report,
            ports.probe(),
            clock);
    try {
      Observation seen = rotation.observe();
      Plan plan = Planner.plan(settings.request(), seen);
      if (settings.dryRun()) {
        return report.planned(settings, seen, plan);
      }
      report.owed(settings, plan);
      return untilNothingIsOwed(settings, ports, clock, report, rotation, seen);
    } catch (RotationFailed e) {
      return failed(e.failure(), settings, ports, report, rotation);
    }
  }

  private static ExitCode untilNothingIsOwed(
      Settings settings,
      Ports ports,
      Clock clock,
      Report report,
      Rotation rotation,
      Observation first) {
    Waits waits = new Waits(settings.rolloutTimeout(), settings.request().proof().hold());
    Observation seen = first;
    while (true) {
      switch (rotation.advance(seen)) {
        case Pass.Converged(Observation last) -> {
          return report.converged(settings, rotation, last);
        }
        case Pass.Stopped(_, var failure) -> {
          return failed(failure, settings, ports, report, rotation);
        }
        case Pass.Waiting waiting -> {
          WorkloadRef ref = waiting.workload();
          Duration left = waits.left(waiting, clock.instant());
          if (!left.isPositive()) {
            Failure failure = rotation.giveUp(waiting, waits.atMost(waiting.what())).failure();
            return failed(failure, settings, ports, report, rotation);
          }
          report.waiting(ref.toString(), waiting.how());
          seen = waiting.seen();
          Duration atMost = waiting.atMost().compareTo(left) < 0 ? waiting.atMost() : left;
          WorkloadFacts now = ports.workloads().awaitChange(seen.workload(ref), atMost);
          // Also when it has not changed: what the pods said is forgotten, so that they are asked
          // again.
          seen = seen.withWorkload(now);
        }
      }
    }
  }

  /// Tells it to who watches, and in Kubernetes to who does not: one event, where it can be heard.
  private static ExitCode failed(
      Failure failure, Settings settings, Ports ports, Report report, Rotation rotation) {
    boolean clusterAnswers =
        switch (failure.reason()) {
          case KUBERNETES_UNAVAILABLE, KUBERNETES_SIGN_IN_REFUSED -> false;
          default -> true;
        };
    if (clusterAnswers && !settings.dryRun()) {
      // Whether it could be recorded changes nothing about the failure, which is told anyway.
      var _ = ports.journal().record(new Deed.Failed(failure));
    }
    return report.failed(failure, rotation.standing(), Optional.of(rotation));
  }
}
