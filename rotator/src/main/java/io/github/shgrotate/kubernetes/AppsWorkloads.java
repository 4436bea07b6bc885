package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.rotation.Fingerprint;
import io.github.shgrotate.rotation.LogsAnswer;
import io.github.shgrotate.rotation.PastRotation;
import io.github.shgrotate.rotation.Pause;
import io.github.shgrotate.rotation.PodFacts;
import io.github.shgrotate.rotation.PodsAnswer;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.TemplateStamp;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.rotation.Workloads;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The workloads of one namespace: the API group `apps`, and their pods.
final class AppsWorkloads implements Workloads, AutoCloseable {
  private final ApiServer api;
  private final Identities identities;
  private final String namespace;
  private final Optional<String> secretName;
  private final Clock clock;
  private final Pause pause;
  private final Consumer<String> notices;
  private final Map<WorkloadRef, WorkloadWaiting> waiting = new LinkedHashMap<>();

  /// @param secretName the Secret that holds the gateway's token, where that is known
  AppsWorkloads(
      ApiServer api,
      Identities identities,
      String namespace,
      Optional<String> secretName,
      Clock clock,
      Pause pause,
      Consumer<String> notices) {
    this.api = api;
    this.identities = identities;
    this.namespace = namespace;
    this.secretName = secretName;
    this.clock = clock;
    this.pause = pause;
    this.notices = notices;
  }

  @Override
  public WorkloadFacts workload(WorkloadRef ref) {
    ApiCall call = call(ApiCall.Verb.GET, ref);
    ApiAnswer answer = api.required(call, api.send(call, Optional.empty(), Patience.NEEDED));
    return read(call, answer, ref);
  }

  @Override
  public Restart restart(WorkloadFacts seen, PastRotation rotation) {
    TemplateStamp next =
        new TemplateStamp(
            Optional.of(rotation.token()),
            Optional.of(rotation.at().truncatedTo(ChronoUnit.SECONDS).toString()));
    ObjectNode patch = guarded(seen);
    annotations(patch)
        .put(Annotations.FORMER_TEMPLATE, Notes.text(seen.template()))
        .put(Annotations.HISTORY, History.with(seen.history(), rotation));
    stamp(patch, next);
    return patched(seen, patch);
  }

  @Override
  public Restart noteResult(WorkloadFacts seen, PastRotation.Result result) {
    // A resourceVersion would be too strict: a controller writes its status at any time, above all
    // when the last pod has just come up.
    ApiCall call = call(ApiCall.Verb.EDIT, seen.ref());
    ArrayNode edit = Json.newArray();
    expect(edit, Annotations.TOKEN_ID, seen.stamp().map(Fingerprint::hex));
    expect(edit, Annotations.RESTARTED_AT, seen.restartedAt());
    edit.addObject()
        .put("op", "add")
        .put("path", "/metadata/annotations/" + pointer(Annotations.HISTORY))
        .put("value", History.with(seen.history(), result));
    ApiAnswer answer = api.send(call, Optional.of(edit), Patience.NEEDED);
    return answer.foundOtherThanExpected()
        ? new Restart.Conflict()
        : new Restart.Asked(read(call, api.required(call, answer), seen.ref()));
  }

  /// An operation that makes the API refuse all of them where the pod template says something else.
  private static void expect(ArrayNode edit, String annotation, Optional<String> text) {
    edit.addObject()
        .put("op", "test")
        .put("path", "/spec/template/metadata/annotations/" + pointer(annotation))
        .put("value", text.orElse(null));
  }

  /// An annotation's name as a step of a JSON pointer (RFC 6901).
  private static String pointer(String annotation) {
    return annotation.replace("~", "~0").replace("/", "~1");
  }

  @Override
  public Restart putBack(WorkloadFacts seen) {
    TemplateStamp former =
        seen.former()
            .orElseThrow(() -> new IllegalArgumentException(seen.ref() + " has nothing to go to"));
    ObjectNode patch = guarded(seen);
    annotations(patch).putNull(Annotations.FORMER_TEMPLATE);
    if (seen.lastRotation().isPresent()) {
      annotations(patch)
          .put(Annotations.HISTORY, History.with(seen.history(), PastRotation.Result.PUT_BACK));
    }
    stamp(patch, former);
    return patched(seen, patch);
  }

  private Restart patched(WorkloadFacts seen, JsonNode patch) {
    ApiCall call = call(ApiCall.Verb.PATCH, seen.ref());
    ApiAnswer answer = api.send(call, Optional.of(patch), Patience.NEEDED);
    return answer.status() == HttpURLConnection.HTTP_CONFLICT
        ? new Restart.Conflict()
        : new Restart.Asked(read(call, api.required(call, answer), seen.ref()));
  }

  /// A merge patch that the API refuses when the workload has changed; what it does not name stays.
  private static ObjectNode guarded(WorkloadFacts seen) {
    ObjectNode patch = Json.newObject();
    patch.putObject("metadata").put("resourceVersion", seen.resourceVersion());
    return patch;
  }

  private static ObjectNode annotations(ObjectNode patch) {
    return patch.withObject("/metadata/annotations");
  }

  // Null takes an annotation away.
  private static void stamp(ObjectNode patch, TemplateStamp next) {
    patch
        .withObject("/spec/template/metadata/annotations")
        .put(Annotations.TOKEN_ID, next.token().map(Fingerprint::hex).orElse(null))
        .put(Annotations.RESTARTED_AT, next.restartedAt().orElse(null));
  }

  @Override
  public PodsAnswer readers(String secretName) {
    return listed("", pod -> PodReading.reader(secretName, pod));
  }

  @Override
  public PodsAnswer pods(WorkloadFacts workload) {
    String selector = URLEncoder.encode(workload.podSelector(), StandardCharsets.UTF_8);
    return listed("labelSelector=%s&".formatted(selector), pod -> PodReading.of(workload, pod));
  }

  /// @param selection the begin of the query
  private PodsAnswer listed(String selection, Function<JsonNode, Optional<PodFacts>> wanted) {
    PagedList.Listing<PodFacts> listing =
        PagedList.of(
            api,
            page ->
                new ApiCall(
                    ApiCall.Verb.LIST,
                    "pods",
                    "pods",
                    namespace,
                    "/api/v1/namespaces/%s/pods?%s%s".formatted(namespace, selection, page)),
            wanted);
    return switch (listing) {
      case PagedList.Listing.Items<PodFacts>(var pods) -> new PodsAnswer.Pods(pods);
      case PagedList.Listing.NotPermitted<PodFacts>(var call, _) ->
          new PodsAnswer.NotPermitted(call.permission());
    };
  }

  @Override
  public LogsAnswer logs(WorkloadFacts workload, List<PodFacts> pods, List<String> patterns) {
    return new PodLogs(api, namespace, secretName).read(workload, pods, patterns);
  }

  @Override
  public WorkloadFacts awaitChange(WorkloadFacts seen, Duration atMost) {
    return waiting
        .computeIfAbsent(
            seen.ref(),
            ref ->
                new WorkloadWaiting(
                    api,
                    this,
                    namespace,
                    ref,
                    clock,
                    pause,
                    notices,
                    WorkloadWaiting.SUSPICIOUS_SILENCE))
        .awaitChange(seen, atMost);
  }

  /// Reads a workload as a watch tells it.
  WorkloadFacts read(WorkloadRef ref, JsonNode workload) {
    ApiAnswer event = new ApiAnswer(HttpURLConnection.HTTP_OK, workload, Optional.empty());
    return read(call(ApiCall.Verb.WATCH, ref), event, ref);
  }

  private WorkloadFacts read(ApiCall call, ApiAnswer answer, WorkloadRef ref) {
    WorkloadFacts facts =
        WorkloadReading.facts(ref, answer.body())
            .orElseThrow(
                () ->
                    api.failures()
                        .unreadable(call, answer, "it is no " + ref.kind().kind())
                        .thrown());
    identities.saw(ref.kind().kind(), namespace, ref.name(), facts.uid());
    return facts;
  }

  /// The failure of a workload that was there a moment ago.
  RotationFailed gone(WorkloadRef ref) {
    return api.failures().gone(call(ApiCall.Verb.WATCH, ref), ref).thrown();
  }

  private ApiCall call(ApiCall.Verb verb, WorkloadRef ref) {
    String resource = ref.kind().plural();
    String query = verb.method().equals("PATCH") ? "?fieldManager=" + Author.NAME : "";
    return new ApiCall(
        verb,
        resource,
        resource + "/" + ref.name(),
        namespace,
        "/apis/apps/v1/namespaces/%s/%s/%s%s".formatted(namespace, resource, ref.name(), query));
  }

  @Override
  public void close() {
    waiting.values().forEach(WorkloadWaiting::close);
  }
}
