package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.SecretFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// `rotate --file`: many gateways, some at a time, over the same connections, the one whose token
/// ends first before all others. One that fails does not stop the others.
final class FleetCommand {
  private final FleetSettings settings;
  private final Surroundings surroundings;
  private final FleetConsole console;
  private final FleetOutput output;
  private final FleetTally tally;

  private FleetCommand(
      FleetSettings settings, Surroundings surroundings, FleetConsole console, FleetOutput output) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.console = console;
    this.output = output;
    this.tally = new FleetTally(settings.all().size());
  }

  static ExitCode run(Given given, Surroundings surroundings) {
    FleetConsole console = new FleetConsole(surroundings);
    return switch (FleetReader.read(given, surroundings)) {
      case FleetReader.Read.Bad(Failure failure, boolean json) ->
          output(json, surroundings, console).failed(failure);
      case FleetReader.Read.Good(FleetSettings settings, _) ->
          new FleetCommand(
                  settings, surroundings, console, output(settings.json(), surroundings, console))
              .run();
    };
  }

  private static FleetOutput output(boolean json, Surroundings surroundings, FleetConsole console) {
    return json ? new FleetJson(surroundings, console) : new FleetText(surroundings, console);
  }

  private ExitCode run() {
    try (Assembly assembly = Assembly.open(settings.access(), surroundings, console::words)) {
      try (FleetProgress progress =
          FleetProgress.begin(tally, console, surroundings.pause(), assembly::heldBackByAzure)) {
        List<Wanted> ordered = ordered(assembly, progress);
        progress.rotating();
        AtATime.run(
            settings.atATime(), ordered, one -> progress.during(() -> rotate(one, assembly)));
      }
      return output.ended(tally);
    } catch (RotationFailed e) {
      return output.failed(e.failure());
    }
  }

  /// Reads every Secret, which is cheap, to know the order.
  ///
  /// @throws RotationFailed when the cluster cannot be reached at all: then nothing is begun
  private List<Wanted> ordered(Assembly assembly, FleetProgress progress) {
    Map<Integer, Instant> ends = new ConcurrentHashMap<>();
    ClusterSilence silence = new ClusterSilence();
    AtATime.run(
        settings.atATime(),
        settings.all(),
        one -> {
          if (silence.reason().isEmpty()) {
            secret(one, assembly, silence)
                .ifPresent(
                    secret -> ends.put(one.document(), ExpiryOrder.end(one.request(), secret)));
            progress.secretRead();
          }
        });
    silence
        .reason()
        .ifPresent(
            failure -> {
              throw failure.thrown();
            });
    return ExpiryOrder.sorted(settings.all(), ends);
  }

  /// What a failure here means is told when the rotation meets it again.
  private static Optional<SecretFacts> secret(
      Wanted one, Assembly assembly, ClusterSilence silence) {
    try (Ports ports = assembly.ports(one.request())) {
      SecretFacts secret = ports.store().secret();
      silence.answered();
      return Optional.of(secret);
    } catch (RotationFailed e) {
      silence.failed(e.failure());
      return Optional.empty();
    }
  }

  private void rotate(Wanted one, Assembly assembly) {
    Settings its = settings.of(one);
    GatewayReport report = new GatewayReport(one, its, surroundings, tally, output, console);
    try (Ports ports = assembly.ports(one.request())) {
      RotateCommand.run(its, ports, surroundings.clock(), report);
    } catch (RotationFailed e) {
      report.failed(e.failure(), "nothing was changed", Optional.empty());
    } catch (RuntimeException e) {
      report.broken(e);
    }
  }
}
