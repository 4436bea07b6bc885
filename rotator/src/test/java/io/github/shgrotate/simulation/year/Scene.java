package io.github.shgrotate.simulation.year;

import io.github.shgrotate.simulation.Operation;
import io.github.shgrotate.simulation.Patience;
import io.github.shgrotate.simulation.Rotator;
import io.github.shgrotate.simulation.Trouble;
import io.github.shgrotate.simulation.world.Cluster;
import io.github.shgrotate.simulation.world.Deployment;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.Installation;
import io.github.shgrotate.simulation.world.SecretVersion;
import io.github.shgrotate.simulation.world.Slot;
import io.github.shgrotate.simulation.world.Startup;
import io.github.shgrotate.simulation.world.Template;
import io.github.shgrotate.simulation.world.Workload;
import io.github.shgrotate.simulation.world.World;
import io.github.shgrotate.simulation.world.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The world of a story: its gateways as they are on the first day, and what befalls them, each at
/// its time, also in the middle of a run.
final class Scene {
  private static final Duration BEFORE = Duration.ofHours(1);
  private static final Duration UNTIL_SOMEBODY_LOOKS = Duration.ofHours(1);
  private static final Duration UNTIL_THE_NEXT_POD = Duration.ofMinutes(15);
  private static final int MOST_TIMES = 20;

  private final World world = new World(Calendar.START.minus(BEFORE));
  private final Weather weather = new Weather();
  private final Map<String, Place> places = new LinkedHashMap<>();

  /// A gateway as it is here.
  ///
  /// @param firstToken what a chart keeps; empty when there was none
  private record Place(
      Site site, Installation of, Operation operation, Optional<String> firstToken) {}

  private final Map<String, Happening.RunMeets> nextRunMeets = new HashMap<>();

  Scene(Story story, Rotator rotator) {
    Operation.RunNumbers numbers = new Operation.RunNumbers();
    for (Site site : story.fleet()) {
      Installation of = world.install(site.of());
      Optional<String> first = prepare(site, of);
      Operation operation = new Operation(world, of, site.settings(), rotator, numbers);
      places.put(site.name(), new Place(site, of, operation, first));
    }
    world.time().passUntil(Calendar.START);
    for (Happening happening : story.happenings()) {
      world.time().at(Calendar.at(happening.at()), () -> befall(happening));
    }
  }

  World world() {
    return world;
  }

  Weather weather() {
    return weather;
  }

  private Cluster cluster() {
    return world.cluster();
  }

  private Optional<String> prepare(Site site, Installation of) {
    Writer admin = new Writer.Person("an admin");
    cluster().writeSecret(of.secret(), it -> it.withData("ca.crt", "not ours"), admin);
    Optional<String> first = Optional.empty();
    if (site.stored().isPositive()) {
      String text =
          "GatewayKey "
              + world.azure().madeBefore(of.gateway(), Slot.PRIMARY, Calendar.at(site.stored()));
      cluster().writeSecret(of.secret(), it -> it.withData(of.dataKey(), text), admin);
      if (site.recorded()) {
        cluster()
            .writeSecret(
                of.secret(),
                it -> it.withAnnotation(SecretVersion.LAST_USED_KEY, Slot.PRIMARY.word()),
                admin);
      }
      first = Optional.of(text);
    }
    for (int i = 0; i < of.workloads().size(); i++) {
      site.workloads().get(i).make(cluster(), of.workloads().get(i), of, site.pods());
    }
    return first;
  }

  /// A run by schedule.
  ///
  /// @param calm whether it met none of the troubles that wait for a run
  record Ran(int number, boolean calm) {}

  /// Runs the rotator for a gateway, as its CronJob does.
  Ran run(Site site) {
    Optional<Happening.RunMeets> waiting = Optional.ofNullable(nextRunMeets.get(site.name()));
    Operation.Ran ran =
        run(
            site.name(),
            waiting.stream().map(it -> new Trouble(1, it.request(), it.fault(), false)).toList());
    boolean met = waiting.filter(it -> ran.requests() >= it.request()).isPresent();
    if (met) {
      nextRunMeets.remove(site.name(), waiting.get());
    }
    if (site.byHand()) {
      world.time().in(UNTIL_SOMEBODY_LOOKS, () -> deleteFormerPods(site, 1));
    }
    return new Ran(ran.number(), !met);
  }

  /// Whoever has to delete pods deletes one in each workload, and comes again for the next.
  private void deleteFormerPods(Site site, int times) {
    List<Boolean> deleted = new ArrayList<>();
    eachWorkload(site.name(), workload -> deleted.add(workload.deleteFormerPod()));
    if (deleted.contains(true) && times < MOST_TIMES) {
      world.time().in(UNTIL_THE_NEXT_POD, () -> deleteFormerPods(site, times + 1));
    }
  }

  private Operation.Ran run(String site, List<Trouble> troubles) {
    return place(site)
        .operation()
        .run(
            new Operation.Circumstances(
                Patience.INSISTING, troubles, weather, weather::clockAhead));
  }

  private Place place(String site) {
    return Optional.ofNullable(places.get(site)).orElseThrow();
  }

  private void befall(Happening happening) {
    world.chronicle().add(new Entry.Noted(world.time().now(), happening.words()));
    switch (happening) {
      case Happening.Away it -> {
        weather.begins(it);
        then(it.until(), () -> weather.ends(it));
      }
      case Happening.Throttled it -> {
        weather.begins(it);
        then(it.until(), () -> weather.ends(it));
      }
      case Happening.Unreliable it -> {
        weather.begins(it);
        then(it.until(), () -> weather.ends(it));
      }
      case Happening.ClockIs it -> weather.clockAhead(it.ahead());
      case Happening.Starting it -> {
        eachWorkload(it.site(), workload -> workload.startLike(it.startup()));
        then(
            it.until(),
            () -> eachWorkload(it.site(), workload -> workload.startLike(Startup.NORMAL)));
      }
      case Happening.Paused it -> {
        eachDeployment(it.site(), deployment -> deployment.pause(true));
        then(it.until(), () -> eachDeployment(it.site(), deployment -> deployment.pause(false)));
      }
      case Happening.RunMeets it -> nextRunMeets.put(it.site(), it);
      case Happening.RunByHand it -> run(it.site(), List.of());
      case Happening.ContainerCrashes it -> one(it.site(), it.which()).restartContainer(it.which());
      case Happening.PodEvicted it -> one(it.site(), it.which()).deletePod(it.which());
      case Happening.NodeDrained it ->
          places
              .keySet()
              .forEach(site -> eachWorkload(site, workload -> workload.deletePod(it.which())));
      case Happening.Scaled it ->
          eachWorkload(it.site(), workload -> workload.scale(it.replicas()));
      case Happening.SecretEdited it -> edit(place(it.site()).of());
      case Happening.BackupRestored it -> restore(place(it.site()).of(), it.versions());
      case Happening.ChartUpgraded it -> {
        Place place = place(it.site());
        place
            .firstToken()
            .ifPresent(
                text ->
                    write(
                        place.of(),
                        "helm",
                        version -> version.withData(place.of().dataKey(), text)));
        newImage(it.site(), "helm");
      }
      case Happening.ImageChanged it -> newImage(it.site(), "a developer");
      case Happening.RolloutRestarted it -> {
        String now = world.time().now().toString();
        place(it.site())
            .of()
            .workloads()
            .forEach(
                name ->
                    cluster()
                        .changeTemplate(
                            name,
                            template -> template.with(Template.RESTARTED_AT, now),
                            new Writer.Person("kubectl")));
      }
    }
  }

  private void then(Duration when, Runnable what) {
    world.time().at(Calendar.at(when), what);
  }

  private void eachWorkload(String site, Consumer<Workload> what) {
    for (String name : place(site).of().workloads()) {
      what.accept(cluster().workload(name).orElseThrow());
    }
  }

  private void eachDeployment(String site, Consumer<Deployment> what) {
    eachWorkload(
        site,
        workload -> {
          if (workload instanceof Deployment deployment) {
            what.accept(deployment);
          }
        });
  }

  private Workload one(String site, int which) {
    List<String> names = place(site).of().workloads();
    return cluster().workload(names.get(which % names.size())).orElseThrow();
  }

  private void write(Installation of, String who, UnaryOperator<SecretVersion> change) {
    cluster().writeSecret(of.secret(), change, new Writer.Person(who));
  }

  private void edit(Installation of) {
    String now = world.time().now().toString();
    write(
        of,
        "an editor",
        version -> version.withAnnotation("edited", now).withData("ca.crt", "edited " + now));
  }

  private void restore(Installation of, int versions) {
    List<SecretVersion> former = cluster().formerSecrets(of.secret());
    if (!former.isEmpty()) {
      SecretVersion then = former.get(Math.min(versions, former.size()) - 1);
      write(of, "a backup", _ -> then);
    }
  }

  private void newImage(String site, String who) {
    String image = "gateway:" + world.time().now().getEpochSecond();
    place(site)
        .of()
        .workloads()
        .forEach(
            name ->
                cluster()
                    .changeTemplate(
                        name, template -> template.withImage(image), new Writer.Person(who)));
  }
}
