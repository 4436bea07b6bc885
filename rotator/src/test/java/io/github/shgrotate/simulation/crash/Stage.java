package io.github.shgrotate.simulation.crash;

import io.github.shgrotate.simulation.world.Cluster;
import io.github.shgrotate.simulation.world.Deployment;
import io.github.shgrotate.simulation.world.Installation;
import io.github.shgrotate.simulation.world.SecretVersion;
import io.github.shgrotate.simulation.world.Slot;
import io.github.shgrotate.simulation.world.Startup;
import io.github.shgrotate.simulation.world.StatefulSet;
import io.github.shgrotate.simulation.world.Template;
import io.github.shgrotate.simulation.world.Workload;
import io.github.shgrotate.simulation.world.World;
import io.github.shgrotate.simulation.world.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A world made ready for a [Beginning], and the person who mends what has to be mended.
final class Stage {
  static final Instant START = Instant.parse("2026-11-24T03:00:30Z");
  private static final String GATEWAY = "edge-eu";
  private static final String OTHER_GATEWAY = "edge-us";
  private static final String SECRET = "gateway-token";
  private static final String OTHER_READER = "another-reader";
  private static final int REPLICAS = 3;
  private static final Writer ADMIN = new Writer.Person("an admin");

  private final Beginning beginning;
  private final World world = new World(START.minus(Duration.ofDays(3)));
  private final Installation of;

  Stage(Beginning beginning) {
    this.beginning = beginning;
    of = world.install(new Installation(GATEWAY, SECRET, dataKey(), names()));
    world.azure().makeGateway(OTHER_GATEWAY);
    prepare();
    world.time().passUntil(START);
  }

  World world() {
    return world;
  }

  Installation of() {
    return of;
  }

  private String dataKey() {
    return beginning.workloads().contains(Beginning.Kind.DEPLOYMENT_WITH_ENV_FROM)
        ? "config.service.auth.key"
        : "value";
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < beginning.workloads().size(); i++) {
      names.add("gateway-" + (char) ('a' + i));
    }
    return names;
  }

  private Cluster cluster() {
    return world.cluster();
  }

  private void prepare() {
    String running = "GatewayKey " + token(runningUntil());
    if (beginning.mishap() != Beginning.Mishap.SECRET_MISSING) {
      cluster().writeSecret(SECRET, it -> it.withData("ca.crt", "not ours"), ADMIN);
      if (beginning.stored() != Beginning.Stored.NOTHING) {
        write(running, recorded());
      }
    }
    for (int i = 0; i < of.workloads().size(); i++) {
      beginning.workloads().get(i).make(cluster(), of.workloads().get(i), of, REPLICAS);
    }
    if (beginning.stamped() == Beginning.Stamped.YES) {
      of.workloads().forEach(name -> stamp(name, running));
    }
    if (beginning.stamped() == Beginning.Stamped.FORMER) {
      of.workloads().forEach(name -> stamp(name, "GatewayKey " + token(START)));
    }
    world.time().pass(Duration.ofDays(1));
    of.workloads().forEach(name -> deleteFormerPods(workload(name)));
    lastTouch(running);
  }

  /// The token that the pods were started with.
  private Instant runningUntil() {
    return switch (beginning.stored()) {
      case EXPIRED, EXPIRED_BUT_RECORDED_AS_GOOD -> START.minus(Duration.ofDays(1));
      case GOOD -> START.plus(Duration.ofDays(20));
      case NEARLY_EXPIRED -> START.plus(Duration.ofHours(20));
      default -> START.plus(Duration.ofDays(6));
    };
  }

  private boolean recorded() {
    return beginning.stored() != Beginning.Stored.DUE_UNRECORDED;
  }

  private String token(Instant expiry) {
    return world.azure().madeBefore(GATEWAY, Slot.PRIMARY, expiry);
  }

  private void write(String text, boolean recorded) {
    cluster()
        .writeSecret(
            SECRET,
            it ->
                recorded
                    ? record(it.withData(dataKey(), text), text)
                    : it.withData(dataKey(), text),
            ADMIN);
  }

  private SecretVersion record(SecretVersion version, String text) {
    Instant expiry = world.azure().ledger(text).orElseThrow().expiry();
    return version
        .withAnnotation(SecretVersion.LAST_USED_KEY, "primary")
        .withAnnotation(SecretVersion.PREFIX + "gateway", "/…/gateways/" + GATEWAY)
        .withAnnotation(SecretVersion.PREFIX + "token-id", fingerprint(text))
        .withAnnotation(SecretVersion.PREFIX + "expires-at", expiry.toString());
  }

  private void stamp(String workload, String text) {
    cluster().changeTemplate(workload, it -> it.with(Template.STAMP, fingerprint(text)), ADMIN);
  }

  /// The last thing that happened before the first run.
  private void lastTouch(String running) {
    switch (beginning.stored()) {
      case MALFORMED ->
          cluster().writeSecret(SECRET, it -> it.withData(dataKey(), running + "\n"), ADMIN);
      case WITHOUT_SCHEME ->
          cluster()
              .writeSecret(
                  SECRET,
                  it -> it.withData(dataKey(), running.substring("GatewayKey ".length())),
                  ADMIN);
      case OF_ANOTHER_GATEWAY ->
          write(
              "GatewayKey "
                  + world
                      .azure()
                      .madeBefore(OTHER_GATEWAY, Slot.PRIMARY, START.plus(Duration.ofDays(20))),
              true);
      case EXPIRED_BUT_RECORDED_AS_GOOD -> {
        String newer = "GatewayKey " + token(START.plus(Duration.ofDays(20)));
        cluster().writeSecret(SECRET, it -> record(it, newer), ADMIN);
      }
      default -> {}
    }
    world.time().passUntil(START.minus(Duration.ofSeconds(5)));
    if (beginning.stamped() == Beginning.Stamped.JUST_THE_FIRST) {
      stamp(of.workloads().getFirst(), running);
    }
    switch (beginning.mishap()) {
      case NONE, SECRET_MISSING -> {}
      case ANOTHER_READER ->
          cluster().makeDeployment(OTHER_READER, of, Workload.Reads.SECRET_KEY, 1);
      case PAUSED -> firstDeployment().pause(true);
      case BROKEN_IMAGE -> startLike(Startup.broken("ImagePullBackOff"));
      case SLOW_PODS -> startLike(Startup.slow(Duration.ofMinutes(4)));
      case KEY_RECORD_SPOILED ->
          cluster()
              .writeSecret(
                  SECRET, it -> it.withAnnotation(SecretVersion.LAST_USED_KEY, "rotate"), ADMIN);
    }
  }

  private Deployment firstDeployment() {
    return (Deployment) workload(of.workloads().getFirst());
  }

  private Workload workload(String name) {
    return cluster().workload(name).orElseThrow();
  }

  private void startLike(Startup startup) {
    of.workloads().forEach(name -> workload(name).startLike(startup));
  }

  /// A person comes and mends what no rotator can.
  void lendAHand() {
    switch (beginning.mishap()) {
      case NONE -> {}
      case ANOTHER_READER -> workload(OTHER_READER).scale(0);
      case PAUSED -> firstDeployment().pause(false);
      case BROKEN_IMAGE, SLOW_PODS -> startLike(Startup.NORMAL);
      case KEY_RECORD_SPOILED -> {
        if (cluster()
            .secret(SECRET)
            .flatMap(it -> it.annotation(SecretVersion.LAST_USED_KEY))
            .filter("rotate"::equals)
            .isPresent()) {
          cluster()
              .writeSecret(
                  SECRET, it -> it.withAnnotation(SecretVersion.LAST_USED_KEY, "primary"), ADMIN);
        }
      }
      case SECRET_MISSING -> {
        if (cluster().secret(SECRET).isEmpty()) {
          cluster().writeSecret(SECRET, it -> it.withData("ca.crt", "not ours"), ADMIN);
        }
      }
    }
    of.workloads().forEach(name -> deleteFormerPods(workload(name)));
  }

  /// One by one, as the message of the rotator asks for.
  private void deleteFormerPods(Workload workload) {
    if (!workload.snapshot().byHand()) {
      return;
    }
    if (workload instanceof StatefulSet set && set.partition() > 0) {
      set.partition(0);
      world.time().pass(Duration.ofMinutes(10));
      set.partition(1);
      return;
    }
    for (int i = 0; i < REPLICAS && workload.deleteFormerPod(); i++) {
      world.time().pass(Duration.ofMinutes(2));
    }
  }

  private static String fingerprint(String secretText) {
    String token = secretText.substring("GatewayKey ".length());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
