package io.github.shgrotate.simulation.command;

import io.github.shgrotate.cli.SimulationInput;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.simulation.Operation;
import io.github.shgrotate.simulation.Product;
import io.github.shgrotate.simulation.Rights;
import io.github.shgrotate.simulation.crash.Beginning;
import io.github.shgrotate.simulation.world.Installation;
import io.github.shgrotate.simulation.year.Site;
import io.github.shgrotate.simulation.year.Story;
import io.github.shgrotate.simulation.year.Year;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/// Plays the year of each gateway of a file: nothing happens but the outages that were asked for.
final class Policies {
  /// As in deploy/cronjob.yaml.
  private static final Duration RUNS_AT = Duration.ofHours(3).plusMinutes(17);

  private static final int PODS = 3;

  private Policies() {}

  static int play(Order.Policy order, String text, PrintStream out, PrintStream err) {
    SimulationInput.Reading reading = SimulationInput.read(text);
    if (!reading.mistakes().isEmpty()) {
      reading.mistakes().forEach(mistake -> err.println("simulate: " + mistake));
      return 2;
    }
    boolean fine = true;
    for (SimulationInput.Wanted wanted : reading.wanted()) {
      Story story = new Story(0, order.days(), List.of(site(wanted)), order.outages());
      Forecast forecast = Forecast.of(Year.play(story, new Product()));
      Report.lines(wanted, order.days(), forecast).forEach(out::println);
      fine &= forecast.isFine();
    }
    return fine ? 0 : 1;
  }

  private static Site site(SimulationInput.Wanted wanted) {
    RotationRequest request = wanted.request();
    return new Site(
        new Installation(
            request.gateway().name(),
            request.secretName(),
            request.dataKey().orElse("value"),
            request.workloads().stream().map(WorkloadRef::name).toList()),
        request.workloads().stream().map(Policies::kind).toList(),
        PODS,
        Duration.ZERO,
        false,
        RUNS_AT,
        new Operation.Settings(
            request.policy(),
            Rights.ALL,
            request.awaitRollout(),
            wanted.rolloutTimeout(),
            request.proof()));
  }

  private static Beginning.Kind kind(WorkloadRef ref) {
    return switch (ref.kind()) {
      case DEPLOYMENT -> Beginning.Kind.DEPLOYMENT;
      case STATEFUL_SET -> Beginning.Kind.STATEFUL_SET;
      case DAEMON_SET -> Beginning.Kind.DAEMON_SET;
    };
  }
}
