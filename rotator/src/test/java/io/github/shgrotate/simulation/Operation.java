package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.Gateway;
import io.github.shgrotate.rotation.GatewayProbe;
import io.github.shgrotate.rotation.Journal;
import io.github.shgrotate.rotation.ProofPolicy;
import io.github.shgrotate.rotation.RenewalPolicy;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.TokenIssuer;
import io.github.shgrotate.rotation.TokenStore;
import io.github.shgrotate.rotation.Workloads;
import io.github.shgrotate.simulation.judges.Terms;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.Installation;
import io.github.shgrotate.simulation.world.Told;
import io.github.shgrotate.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// How the rotator is run for one installation, again and again.
public final class Operation {
  private static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";

  /// What its command line says.
  ///
  /// @param awaitRollout whether it waits for the pods (not with `--no-wait`)
  public record Settings(
      RenewalPolicy policy,
      Rights rights,
      boolean awaitRollout,
      Duration rolloutTimeout,
      ProofPolicy proof) {
    /// As the judges are told of them.
    public Terms terms() {
      return new Terms(
          policy.renewBefore(),
          policy.key().name().toLowerCase(Locale.ROOT),
          awaitRollout,
          policy.revokeOldKey(),
          proof.signature());
    }
  }

  private final World world;
  private final Installation of;
  private final Settings settings;
  private final Rotator rotator;
  private final RunNumbers numbers;

  /// Numbers the runs of a whole world.
  public static final class RunNumbers {
    private int last;

    int next() {
      return ++last;
    }
  }

  public Operation(
      World world, Installation of, Settings settings, Rotator rotator, RunNumbers numbers) {
    this.world = world;
    this.of = of;
    this.settings = settings;
    this.rotator = rotator;
    this.numbers = numbers;
  }

  public Installation of() {
    return of;
  }

  /// What one run meets.
  ///
  /// @param clockAhead how wrong its machine's clock is, at the moment when that is asked
  public record Circumstances(
      Patience patience,
      List<Trouble> troubles,
      Line.Outages outages,
      Supplier<Duration> clockAhead) {
    public static final Circumstances CALM =
        new Circumstances(Patience.INSISTING, List.of(), Line.Outages.none(), () -> Duration.ZERO);
  }

  /// A run that is over.
  ///
  /// @param requests how many it made
  public record Ran(int number, int requests) {}

  /// Runs the rotator once.
  public Ran run(Circumstances circumstances) {
    int run = numbers.next();
    Line line =
        new Line(
            world,
            run,
            circumstances.patience(),
            circumstances.troubles(),
            circumstances.outages(),
            () -> run(Circumstances.CALM),
            answer -> told(run, answer));
    Ports ports =
        new Ports(
            line.through(
                TokenIssuer.class,
                Side.ARM,
                new AzureAnswers(world, run, circumstances.clockAhead())),
            line.through(
                TokenStore.class, Side.KUBERNETES, new SecretAnswers(world, of.secret(), run)),
            line.through(
                Workloads.class,
                Side.KUBERNETES,
                new WorkloadAnswers(world, run, settings.rights())),
            line.through(
                Journal.class, Side.KUBERNETES, new EventAnswers(world, run, settings.rights())),
            line.through(GatewayProbe.class, Side.GATEWAY, new GatewayAnswers(world, of)));
    world
        .chronicle()
        .add(new Entry.RunBegan(world.time().now(), run, of, world.cluster().snapshot(of)));
    Told told = told(run, ports, circumstances.clockAhead());
    world
        .chronicle()
        .add(new Entry.RunEnded(world.time().now(), run, of, told, world.cluster().snapshot(of)));
    return new Ran(run, line.requests());
  }

  private Told told(int run, Ports ports, Supplier<Duration> clockAhead) {
    Rotator.Order order =
        new Rotator.Order(
            request(),
            settings.rolloutTimeout(),
            () -> world.time().now().plus(clockAhead.get()),
            new Rotator.BehindTheLine(world, of, run));
    try {
      return rotator.run(order, ports);
    } catch (Killed e) {
      return new Told(Told.Ending.KILLED, "", Set.of(), List.of());
    } catch (RuntimeException e) {
      // The command line would call it a defect of its own.
      return new Told(Told.Ending.FAILED, "Internal", Set.of(), List.of(e.toString()));
    }
  }

  private RotationRequest request() {
    return new RotationRequest(
        new Gateway(SUBSCRIPTION, "rg-edge", "apim-contoso", of.gateway()),
        "apim",
        of.secret(),
        Optional.empty(),
        of.workloads().stream()
            .map(name -> Reading.ref(world.cluster().workload(name).orElseThrow()))
            .toList(),
        settings.policy(),
        settings.awaitRollout(),
        settings.proof(),
        false);
  }

  private void told(int run, Object answer) {
    Optional<SecretFacts> secret =
        switch (answer) {
          case SecretFacts facts -> Optional.of(facts);
          case TokenStore.Written.Stored(SecretFacts facts) -> Optional.of(facts);
          default -> Optional.empty();
        };
    secret.ifPresent(
        facts ->
            world
                .chronicle()
                .add(
                    new Entry.SecretTold(
                        world.time().now(), run, Long.parseLong(facts.resourceVersion()))));
  }
}
