package io.github.shgrotate.cli;

import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.SecretFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// `rotate --file`: many gateways, some at a time, over the same connections, the one whose token
/// ends first before all others. One that fails does not stop the others; what would fail all of
/// them does.
final class FleetCommand {
  /// Each read is one short request.
  private static final int SECRETS_AT_A_TIME = 16;

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
    return switch (FleetReader.read(given, surroundings)) {
      case FleetReader.Read.Bad(Failure failure, Formats formats) ->
          output(formats, surroundings, new FleetConsole(surroundings, formats)).failed(failure);
      case FleetReader.Read.Good(FleetSettings settings, _) -> {
        FleetConsole console = new FleetConsole(surroundings, settings.formats());
        yield new FleetCommand(
                settings, surroundings, console, output(settings.formats(), surroundings, console))
            .run();
      }
    };
  }

  private static FleetOutput output(
      Formats formats, Surroundings surroundings, FleetConsole console) {
    FleetOutput lines =
        formats.jsonLog()
            ? new FleetLog(JsonLog.of(surroundings))
            : new FleetText(
                surroundings, console, formats.jsonResult() ? console::words : console::result);
    return formats.jsonResult() ? new FleetJson(surroundings, console, lines) : lines;
  }

  private ExitCode run() {
    try (Assembly assembly = Assembly.open(settings.access(), surroundings, console.log())) {
      FleetProgress progress =
          new FleetProgress(
              tally, console, limits(assembly), surroundings.clock(), surroundings.pause());
      try (var _ = progress.begin();
          var _ = surroundings.lastWords().prepare(() -> output.stopped(tally))) {
        List<Wanted> ordered = ordered(assembly, progress);
        assembly.signInToAzure();
        progress.rotating();
        rotate(ordered, assembly);
      }
      return output.ended(tally);
    } catch (RotationFailed e) {
      return output.failed(e.failure());
    } catch (RuntimeException e) {
      return output.broken(tally, e);
    }
  }

  private static FleetProgress.AzureLimits limits(Assembly assembly) {
    return new FleetProgress.AzureLimits() {
      @Override
      public int heldBack() {
        return assembly.heldBackByAzure();
      }

      @Override
      public Duration leastTime(int tokens) {
        return assembly.leastTime(tokens);
      }
    };
  }

  /// Reads every Secret, which is cheap, to know the order.
  ///
  /// @throws RotationFailed when the cluster cannot be reached at all: then nothing is begun
  private List<Wanted> ordered(Assembly assembly, FleetProgress progress) {
    Map<Integer, Instant> ends = new ConcurrentHashMap<>();
    CommonTrouble trouble = new CommonTrouble();
    AtATime.run(
        new Room(SECRETS_AT_A_TIME, SECRETS_AT_A_TIME),
        settings.all(),
        () -> trouble.found().isEmpty(),
        one -> {
          secret(one, assembly, trouble)
              .ifPresent(
                  secret -> ends.put(one.document(), ExpiryOrder.end(one.request(), secret)));
          progress.secretRead();
          return Room.Ended.OTHERWISE;
        });
    trouble
        .found()
        .ifPresent(
            failure -> {
              throw failure.thrown();
            });
    return ExpiryOrder.sorted(settings.all(), ends);
  }

  /// What a failure here means is told when the rotation meets it again.
  private static Optional<SecretFacts> secret(
      Wanted one, Assembly assembly, CommonTrouble trouble) {
    try (Ports ports = assembly.ports(one.request())) {
      SecretFacts secret = ports.store().secret();
      trouble.none();
      return Optional.of(secret);
    } catch (RotationFailed e) {
      trouble.met(e.failure());
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private void rotate(List<Wanted> ordered, Assembly assembly) {
    CommonTrouble trouble = new CommonTrouble();
    AtATime.run(
        Room.upTo(settings.atATime()),
        ordered,
        () -> trouble.found().isEmpty(),
        one -> {
          tally.begins();
          return rotate(one, assembly, trouble);
        });
    trouble
        .found()
        .filter(_ -> tally.counts().notBegun() > 0)
        .ifPresent(failure -> output.cutShort(tally, failure));
  }

  private Room.Ended rotate(Wanted one, Assembly assembly, CommonTrouble trouble) {
    Settings its = settings.of(one);
    GatewayReport report =
        new GatewayReport(one, its, surroundings, tally, output, console, trouble);
    try (Ports ports = assembly.ports(one.request())) {
      ExitCode code = RotateCommand.run(its, ports, surroundings.clock(), report);
      return Room.Ended.with(code, report.hasProven());
    } catch (RotationFailed e) {
      report.failed(e.failure(), "nothing was changed", Optional.empty());
      return Room.Ended.OTHERWISE;
    } catch (RuntimeException e) {
      report.broken(e);
      return Room.Ended.OTHERWISE;
    }
  }
}
