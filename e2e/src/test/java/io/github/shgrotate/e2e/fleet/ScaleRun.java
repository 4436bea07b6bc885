package io.github.shgrotate.e2e.fleet;

import io.github.shgrotate.e2e.Rotator;
import io.github.shgrotate.sandbox.azure.TokenVerdict;
import io.github.shgrotate.sandbox.kubernetes.server.AuditEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Rotates so many gateways with one process, and looks from outside at what came of it.
final class ScaleRun implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final long SAMPLE_MILLIS = 20;

  private final FleetWorld world;
  private final int gateways;

  /// Installs them, each with one pod.
  ///
  /// @param readyAfter how long a pod takes until it is ready
  ScaleRun(Path folder, int gateways, Duration readyAfter) throws InterruptedException {
    this.world = new FleetWorld(folder, readyAfter);
    this.gateways = gateways;
    for (int i = 0; i < gateways; i++) {
      // The later in the file, the sooner its token ends.
      world.install(name(i), Duration.ofDays(9).minusMinutes(i), 1);
    }
    world.awaitPods(gateways);
  }

  /// Runs the rotator to its end.
  ///
  /// @param options beside the file
  ScaleResult rotate(List<String> options) throws IOException, InterruptedException {
    Map<String, String> former = stored();
    world.sandbox().kubernetes().clearAuditLog();
    List<String> arguments = new ArrayList<>(List.of("rotate", "-f", file().toString()));
    arguments.addAll(options);

    Duration before = ProcessUsage.own();
    Duration childrenBefore = ProcessUsage.ofEndedChildren();
    long begun = System.nanoTime();
    Rotator.Running running = world.rotator().start(arguments.toArray(String[]::new));
    long peak = watched(running.process());
    Duration wall = Duration.ofNanos(System.nanoTime() - begun);
    Duration cpu = ProcessUsage.ofEndedChildren().minus(childrenBefore);
    Duration ofSandbox = ProcessUsage.own().minus(before);

    return new ScaleResult(
        gateways,
        wall,
        cpu,
        ofSandbox,
        peak,
        requests(),
        world.sandbox().azure().resources().throttling().refusals(),
        FleetAccount.outOfTurn(world.issuedFor(), names().reversed()),
        FleetAccount.mostRolling(rotatorsRequests()),
        wrong(running, former));
  }

  private static long watched(Process process) throws InterruptedException {
    long peak = 0;
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, ProcessUsage.peakKib(process.pid()));
      if (System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IllegalStateException("the rotator has not ended after " + LONGEST);
      }
    }
    return peak;
  }

  private Path file() throws IOException {
    return world.file(names().stream().map(name -> FleetWorld.document(name, true)).toList());
  }

  private Map<String, String> stored() {
    Map<String, String> all = new HashMap<>();
    names().forEach(name -> all.put(name, world.storedToken(name)));
    return all;
  }

  private Map<String, Long> requests() {
    Map<String, Long> counts = new TreeMap<>();
    world
        .sandbox()
        .azure()
        .arm()
        .log()
        .forEach(it -> counts.merge("ARM " + it.method(), 1L, Long::sum));
    counts.put("Entra", (long) world.sandbox().azure().entra().log().size());
    rotatorsRequests().forEach(it -> counts.merge(it.verb() + " " + it.resource(), 1L, Long::sum));
    return counts;
  }

  private List<AuditEntry> rotatorsRequests() {
    return world.sandbox().kubernetes().auditLog().stream()
        .filter(it -> it.user().equals(FleetWorld.ROTATOR))
        .toList();
  }

  private List<String> wrong(Rotator.Running running, Map<String, String> former)
      throws IOException {
    List<String> wrong = new ArrayList<>();
    if (running.process().exitValue() != 0) {
      wrong.add(
          "exit code %d: %s"
              .formatted(running.process().exitValue(), Files.readString(running.err())));
    }
    List<String> issuedFor = world.issuedFor();
    if (issuedFor.size() != gateways || new HashSet<>(issuedFor).size() != gateways) {
      wrong.add("%d tokens for %d gateways".formatted(issuedFor.size(), gateways));
    }
    Map<String, Set<String>> ofPods = world.tokensOfPods();
    former.forEach(
        (name, old) -> {
          String now = world.storedToken(name);
          if (now.equals(old)) {
            wrong.add(name + " has its former token");
          }
          if (!(world.sandbox().azure().verify(world.storedText(name))
              instanceof TokenVerdict.Accepted)) {
            wrong.add(name + " has a token that Azure refuses");
          }
          if (!Set.of(now).equals(ofPods.get(name))) {
            wrong.add("%s: its pods run on %s, not on %s".formatted(name, ofPods.get(name), now));
          }
        });
    return wrong;
  }

  /// In the order of the file, which is from the latest end to the soonest.
  private List<String> names() {
    return IntStream.range(0, gateways).mapToObj(ScaleRun::name).toList();
  }

  private static String name(int number) {
    return "edge-" + number;
  }

  @Override
  public void close() {
    world.close();
  }
}
