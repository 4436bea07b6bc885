package io.github.shgrotate.simulation.year;

import io.github.shgrotate.rotation.KeyPolicy;
import io.github.shgrotate.rotation.ProofPolicy;
import io.github.shgrotate.rotation.RenewalPolicy;
import io.github.shgrotate.simulation.Fault;
import io.github.shgrotate.simulation.Operation;
import io.github.shgrotate.simulation.Rights;
import io.github.shgrotate.simulation.crash.Beginning;
import io.github.shgrotate.simulation.crash.Beginning.Kind;
import io.github.shgrotate.simulation.world.Installation;
import io.github.shgrotate.simulation.world.Startup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Makes a story from a number.
public final class Stories {
  private static final List<List<Kind>> SHAPES =
      List.of(
          List.of(Kind.DEPLOYMENT),
          List.of(Kind.DEPLOYMENT),
          List.of(Kind.DEPLOYMENT),
          List.of(Kind.STATEFUL_SET),
          List.of(Kind.DAEMON_SET),
          List.of(Kind.STATEFUL_SET_ON_DELETE),
          List.of(Kind.DAEMON_SET_ON_DELETE),
          List.of(Kind.DEPLOYMENT, Kind.STATEFUL_SET),
          List.of(Kind.DEPLOYMENT, Kind.DEPLOYMENT));
  private static final List<String> NAMES = List.of("edge-eu", "edge-us", "edge-ap");
  private static final List<String> TROUBLES =
      List.of("ImagePullBackOff", "CrashLoopBackOff", "CreateContainerError");
  private static final List<Fault> ONCE = List.of(Fault.values());

  /// What happens every now and then to any request.
  private static final List<Fault> OFTEN =
      List.of(
          Fault.LOST_BEFORE,
          Fault.LOST_AFTER,
          Fault.REFUSED_409,
          Fault.REFUSED_503,
          Fault.TWICE_FIRST_ANSWER,
          Fault.TWICE_SECOND_ANSWER,
          Fault.GARBAGE);

  private final SplittableRandom random;
  private final int days;
  private final List<Site> fleet = new ArrayList<>();
  private final List<Happening> happenings = new ArrayList<>();

  private Stories(long seed, int days) {
    random = new SplittableRandom(seed);
    this.days = days;
  }

  /// The story of that number.
  public static Story of(long seed, int days) {
    Stories maker = new Stories(seed, days);
    int sites = maker.one(List.of(1, 1, 1, 2, 2, NAMES.size()));
    for (int i = 0; i < sites; i++) {
      maker.fleet.add(maker.site(NAMES.get(i)));
    }
    maker.befall();
    maker.happenings.sort(Comparator.comparing(Happening::at));
    return new Story(seed, days, maker.fleet, maker.happenings);
  }

  private Site site(String name) {
    boolean isNew = chance(8);
    List<Kind> shape = one(SHAPES);
    List<String> workloads =
        IntStream.rangeClosed(1, shape.size())
            .mapToObj(number -> shape.size() == 1 ? name : "%s-%d".formatted(name, number))
            .toList();
    return new Site(
        new Installation(name, name + "-token", "value", workloads),
        shape,
        1 + random.nextInt(4),
        isNew ? Duration.ZERO : Duration.ofMinutes(random.nextLong(60L * 24, 60L * 24 * 29)),
        !isNew && !chance(4),
        Duration.ofMinutes(random.nextLong(60L * 24)),
        settings());
  }

  private Operation.Settings settings() {
    boolean waits = !chance(10);
    boolean revokes = waits && chance(6);
    RenewalPolicy policy =
        new RenewalPolicy(
            revokes || chance(2) ? KeyPolicy.ROTATE : one(List.of(KeyPolicy.values())),
            RenewalPolicy.DEFAULT_LIFETIME,
            chance(12)
                ? Optional.empty()
                : Optional.of(Duration.ofDays(one(List.of(8, 10, 10, 10, 12, 14)))),
            revokes);
    return new Operation.Settings(
        policy,
        revokes || !chance(8) ? Rights.ALL : Rights.OF_THE_SCRIPT,
        waits,
        Duration.ofMinutes(one(List.of(5, 10, 10, 15))),
        waits && chance(5) ? Beginning.Orders.FULL_PROOF : ProofPolicy.PODS_ALONE);
  }

  private void befall() {
    outages();
    people();
    pods();
    clocks();
  }

  private void outages() {
    for (int i = 0; i < perYear(12); i++) {
      Duration at = sometime();
      add(new Happening.Away(one(List.of(Happening.Whom.values())), at, at.plus(aWhile())));
    }
    for (int i = 0; i < perYear(4); i++) {
      Duration at = sometime();
      add(new Happening.Throttled(at, at.plus(aWhile()), 1 + random.nextInt(4)));
    }
    for (int i = 0; i < perYear(3); i++) {
      Duration at = sometime();
      add(new Happening.Unreliable(one(OFTEN), 2 + random.nextInt(9), at, at.plus(aWhile())));
    }
    for (Site site : fleet) {
      for (int i = 0; i < perYear(3); i++) {
        Duration at = sometime();
        add(new Happening.Starting(site.name(), startup(), at, at.plus(aWhile())));
      }
      if (chance(3)) {
        Duration at = sometime();
        add(new Happening.Paused(site.name(), at, at.plus(aWhile())));
      }
      for (int i = 0; i < perYear(8); i++) {
        add(new Happening.RunMeets(site.name(), one(ONCE), 1 + random.nextInt(20), sometime()));
      }
    }
  }

  private void people() {
    for (Site site : fleet) {
      String name = site.name();
      // Whoever revokes keys and brings old tokens back has to let signatures be proven.
      boolean mayBringBack =
          !site.settings().policy().revokeOldKey() || site.settings().proof().signature();
      for (int i = 0; i < perYear(3) && mayBringBack; i++) {
        add(new Happening.BackupRestored(name, 1 + random.nextInt(4), sometime()));
      }
      if (mayBringBack && chance(3)) {
        for (int i = 0; i < perYear(4); i++) {
          add(new Happening.ChartUpgraded(name, sometime()));
        }
      }
      for (int i = 0; i < perYear(3); i++) {
        add(new Happening.SecretEdited(name, sometime()));
        add(new Happening.ImageChanged(name, sometime()));
        add(new Happening.RolloutRestarted(name, sometime()));
        add(new Happening.RunByHand(name, sometime()));
      }
    }
  }

  private void pods() {
    for (int i = 0; i < perYear(8); i++) {
      add(new Happening.NodeDrained(random.nextInt(100), sometime()));
    }
    for (Site site : fleet) {
      String name = site.name();
      for (int i = 0; i < perYear(10); i++) {
        add(new Happening.ContainerCrashes(name, random.nextInt(100), sometime()));
      }
      for (int i = 0; i < perYear(5); i++) {
        add(new Happening.PodEvicted(name, random.nextInt(100), sometime()));
        add(new Happening.Scaled(name, chance(10) ? 0 : 1 + random.nextInt(5), sometime()));
      }
    }
  }

  private void clocks() {
    for (int i = 0; i < perYear(4); i++) {
      long seconds = Duration.ofDays(2).toSeconds();
      Duration ahead =
          chance(3) ? Duration.ZERO : Duration.ofSeconds(random.nextLong(-seconds, seconds + 1));
      add(new Happening.ClockIs(ahead, sometime()));
    }
  }

  private void add(Happening happening) {
    happenings.add(happening);
    if (!Margin.isKept(fleet, happenings)) {
      happenings.removeLast();
    }
  }

  private Startup startup() {
    return chance(2)
        ? Startup.broken(one(TROUBLES))
        : Startup.slow(Duration.ofSeconds(random.nextLong(60, 60L * 9)));
  }

  private long perYear(int mean) {
    return random.nextLong(2L * mean * days / 365 + 1);
  }

  private Duration sometime() {
    // Half of all things happen while runs are about their work.
    if (chance(2)) {
      Site site = one(fleet);
      Duration day = Calendar.DAY.multipliedBy(random.nextInt(days));
      return day.plus(site.runsAt()).plusMillis(random.nextLong(60L * 1000));
    }
    return Duration.ofSeconds(random.nextLong(24L * 60 * 60 * days));
  }

  /// Mostly minutes or hours, at times days.
  private Duration aWhile() {
    return switch (random.nextInt(3)) {
      case 0 -> Duration.ofMinutes(random.nextLong(1, 60));
      case 1 -> Duration.ofMinutes(random.nextLong(60, 24L * 60));
      default -> Duration.ofMinutes(random.nextLong(24L * 60, 24L * 60 * 12));
    };
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
