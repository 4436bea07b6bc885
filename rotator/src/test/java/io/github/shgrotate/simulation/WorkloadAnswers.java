package io.github.shgrotate.simulation;

import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.LogsAnswer;
import io.github.shgrotate.rotation.PastRotation;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.PodsAnswer;
import io.github.shgrotate.rotation.Reason;
import io.github.shgrotate.rotation.TemplateStamp;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.rotation.Workloads;
import io.github.shgrotate.simulation.world.Cluster;
import io.github.shgrotate.simulation.world.Pod;
import io.github.shgrotate.simulation.world.Template;
import io.github.shgrotate.simulation.world.Workload;
import io.github.shgrotate.simulation.world.World;
import io.github.shgrotate.simulation.world.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// What Kubernetes does about a request for workloads and pods that has arrived.
final class WorkloadAnswers implements Workloads {
  private static final String REFUSAL = "ConfigurationApiV2NotAvailable: StatusCode: Unauthorized";

  private final World world;
  private final int run;
  private final Rights rights;

  WorkloadAnswers(World world, int run, Rights rights) {
    this.world = world;
    this.run = run;
    this.rights = rights;
  }

  @Override
  public WorkloadFacts workload(WorkloadRef ref) {
    return Reading.facts(ref, the(ref));
  }

  private Workload the(WorkloadRef ref) {
    return world
        .cluster()
        .workload(ref.name())
        .orElseThrow(() -> Refusal.of(Reason.WORKLOAD_NOT_FOUND, "no " + ref));
  }

  @Override
  public Restart restart(WorkloadFacts seen, PastRotation rotation) {
    List<PastRotation> history = new ArrayList<>(seen.history());
    history.add(rotation);
    return patched(
        seen,
        annotations -> {
          annotations.put(Notation.FORMER_TEMPLATE, Notation.text(seen.template()));
          annotations.put(Notation.HISTORY, Notation.text(history));
        },
        template ->
            template
                .with(Template.STAMP, rotation.token().hex())
                .with(Template.RESTARTED_AT, Refusal.seconds(rotation.at())));
  }

  @Override
  public Restart noteResult(WorkloadFacts seen, PastRotation.Result result) {
    Refusal.arrived(world, run, "patch " + seen.ref());
    Workload workload = the(seen.ref());
    Cluster.Written written =
        world
            .cluster()
            .annotateWorkload(
                workload.name(),
                _ -> Reading.facts(seen.ref(), workload).template().equals(seen.template()),
                annotations ->
                    annotations.put(Notation.HISTORY, Notation.text(withResult(seen, result))));
    return answer(written, seen, workload);
  }

  @Override
  public Restart putBack(WorkloadFacts seen) {
    TemplateStamp former = seen.former().orElseThrow(IllegalArgumentException::new);
    return patched(
        seen,
        annotations -> {
          annotations.remove(Notation.FORMER_TEMPLATE);
          if (seen.lastRotation().isPresent()) {
            annotations.put(
                Notation.HISTORY, Notation.text(withResult(seen, PastRotation.Result.PUT_BACK)));
          }
        },
        template ->
            with(
                with(template, Template.STAMP, former.token().map(Fingerprint::hex)),
                Template.RESTARTED_AT,
                former.restartedAt()));
  }

  private static Template with(Template template, String annotation, Optional<String> text) {
    return text.map(it -> template.with(annotation, it))
        .orElseGet(() -> template.without(annotation));
  }

  private static List<PastRotation> withResult(WorkloadFacts seen, PastRotation.Result result) {
    List<PastRotation> history = new ArrayList<>(seen.history());
    PastRotation last = history.removeLast();
    history.add(new PastRotation(last.at(), last.key(), last.token(), last.expiresAt(), result));
    return history;
  }

  private Restart patched(
      WorkloadFacts seen,
      Consumer<Map<String, String>> annotations,
      UnaryOperator<Template> template) {
    Refusal.arrived(world, run, "patch " + seen.ref());
    Workload workload = the(seen.ref());
    Cluster.Written written =
        world
            .cluster()
            .patchWorkload(
                workload.name(),
                Long.parseLong(seen.resourceVersion()),
                annotations,
                template,
                new Writer.Run(run));
    return answer(written, seen, workload);
  }

  private static Restart answer(Cluster.Written written, WorkloadFacts seen, Workload workload) {
    return written == Cluster.Written.CONFLICT
        ? new Restart.Conflict()
        : new Restart.Asked(Reading.facts(seen.ref(), workload));
  }

  @Override
  public PodsAnswer readers(String secretName) {
    return pods(
        world.cluster().readers(secretName).stream()
            .flatMap(workload -> workload.pods().stream())
            .toList());
  }

  @Override
  public PodsAnswer pods(WorkloadFacts workload) {
    return pods(the(workload.ref()).pods());
  }

  private PodsAnswer pods(List<Pod> pods) {
    return rights.listPods()
        ? new PodsAnswer.Pods(pods.stream().map(Reading::facts).toList())
        : new PodsAnswer.NotPermitted("list on pods");
  }

  @Override
  public LogsAnswer logs(WorkloadFacts workload, List<PodFacts> pods, List<String> patterns) {
    List<String> names = pods.stream().map(PodFacts::name).toList();
    for (Pod pod : the(workload.ref()).pods()) {
      if (names.contains(pod.name()) && pod.isRefused()) {
        return new LogsAnswer.Refusal(pod.name(), REFUSAL);
      }
    }
    return new LogsAnswer.NoRefusal(names.size());
  }

  @Override
  public WorkloadFacts awaitChange(WorkloadFacts seen, Duration atMost) {
    Workload workload = the(seen.ref());
    long version = Long.parseLong(seen.resourceVersion());
    world.time().passUntil(() -> workload.version() != version, world.time().now().plus(atMost));
    return Reading.facts(seen.ref(), workload);
  }
}
