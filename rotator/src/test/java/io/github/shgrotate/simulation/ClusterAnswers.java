package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.Deed;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.GatewayToken;
import io.github.shgrotate.rotation.Journal;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.PodsAnswer;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.TokenRecord;
import io.github.shgrotate.rotation.TokenStore;
import io.github.shgrotate.rotation.TokenText;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.rotation.Workloads;
import io.github.shgrotate.simulation.world.Cluster;
import io.github.shgrotate.simulation.world.Entry;
import io.github.shgrotate.simulation.world.Installation;
import io.github.shgrotate.simulation.world.Pod;
import io.github.shgrotate.simulation.world.SecretVersion;
import io.github.shgrotate.simulation.world.Template;
import io.github.shgrotate.simulation.world.Workload;
import io.github.shgrotate.simulation.world.World;
import io.github.shgrotate.simulation.world.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Kubernetes does about a request that has arrived.
final class ClusterAnswers implements TokenStore, Workloads, Journal {
  private final World world;
  private final Installation of;
  private final int run;
  private final Rights rights;

  ClusterAnswers(World world, Installation of, int run, Rights rights) {
    this.world = world;
    this.of = of;
    this.run = run;
    this.rights = rights;
  }

  @Override
  public SecretFacts secret() {
    return facts(version());
  }

  private SecretVersion version() {
    return world
        .cluster()
        .secret(of.secret())
        .orElseThrow(() -> failed(Reason.SECRET_NOT_FOUND, "no Secret " + of.secret()));
  }

  private static SecretFacts facts(SecretVersion version) {
    Map<String, TokenText> data = new HashMap<>();
    version.data().forEach((key, text) -> data.put(key, GatewayToken.judge(text)));
    return new SecretFacts(
        Long.toString(version.version()),
        "Opaque",
        version.immutable(),
        data,
        version.annotation(SecretVersion.LAST_USED_KEY),
        version.annotation(SecretVersion.PREFIX + "token-id").map(Fingerprint::new));
  }

  @Override
  public Written store(SecretFacts seen, GatewayToken token, TokenRecord record) {
    arrived("patch Secret");
    SecretVersion before = version();
    if (before.immutable()) {
      throw failed(Reason.SECRET_IMMUTABLE, "it is immutable");
    }
    Cluster.Written written =
        world
            .cluster()
            .patchSecret(
                of.secret(),
                Long.parseLong(seen.resourceVersion()),
                version ->
                    version
                        .withData(record.dataKey(), token.secretValue())
                        .withAnnotation(SecretVersion.LAST_USED_KEY, record.key().wireName())
                        .withAnnotation(
                            SecretVersion.PREFIX + "gateway", record.gateway().resourceId())
                        .withAnnotation(
                            SecretVersion.PREFIX + "token-id", record.token().fingerprint().hex())
                        .withAnnotation(
                            SecretVersion.PREFIX + "issued-at", seconds(record.issuedAt()))
                        .withAnnotation(
                            SecretVersion.PREFIX + "expires-at",
                            seconds(record.token().expiresAt())),
                new Writer.Run(run));
    return written == Cluster.Written.CONFLICT
        ? new Written.Conflict()
        : new Written.Stored(facts(version()));
  }

  @Override
  public WorkloadFacts workload(WorkloadRef ref) {
    return Reading.facts(ref, the(ref));
  }

  private Workload the(WorkloadRef ref) {
    return world
        .cluster()
        .workload(ref.name())
        .orElseThrow(() -> failed(Reason.WORKLOAD_NOT_FOUND, "no " + ref));
  }

  @Override
  public Restart restart(WorkloadFacts seen, Fingerprint stamp, Instant at) {
    arrived("patch " + seen.ref());
    Workload workload = the(seen.ref());
    Cluster.Written written =
        world
            .cluster()
            .patchTemplate(
                workload.name(),
                Long.parseLong(seen.resourceVersion()),
                template ->
                    template
                        .with(Template.STAMP, stamp.hex())
                        .with(Template.RESTARTED_AT, seconds(at)),
                new Writer.Run(run));
    return written == Cluster.Written.CONFLICT
        ? new Restart.Conflict()
        : new Restart.Asked(Reading.facts(seen.ref(), workload));
  }

  @Override
  public PodsAnswer pods(WorkloadFacts workload) {
    if (!rights.listPods()) {
      return new PodsAnswer.NotPermitted("list on pods");
    }
    return new PodsAnswer.Pods(
        the(workload.ref()).pods().stream().map(ClusterAnswers::facts).toList());
  }

  private static PodFacts facts(Pod pod) {
    return new PodFacts(
        pod.name(),
        pod.template().stamp().map(Fingerprint::new),
        pod.ready(),
        pod.terminating(),
        false,
        pod.trouble());
  }

  @Override
  public WorkloadFacts awaitChange(WorkloadFacts seen, Duration atMost) {
    Workload workload = the(seen.ref());
    long version = Long.parseLong(seen.resourceVersion());
    world.time().passUntil(() -> workload.version() != version, world.time().now().plus(atMost));
    return Reading.facts(seen.ref(), workload);
  }

  @Override
  public Optional<String> record(Deed deed) {
    if (!rights.createEvents()) {
      return Optional.of("create on events");
    }
    arrived("create event");
    world.chronicle().add(new Entry.EventWritten(world.time().now(), run, deed.toString()));
    return Optional.empty();
  }

  private void arrived(String request) {
    world.chronicle().add(new Entry.WriteArrived(world.time().now(), run, request));
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static RuntimeException failed(Reason reason, String why) {
    return new Failure(reason, why, "Kubernetes", why, "", List.of()).thrown();
  }
}
