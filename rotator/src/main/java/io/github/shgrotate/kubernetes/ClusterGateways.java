package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.shgrotate.kubernetes.ContainerSettings.Setting;
import io.github.shgrotate.rotation.DataKey;
import io.github.shgrotate.rotation.Failure;
import io.github.shgrotate.rotation.PodsAnswer;
import io.github.shgrotate.rotation.WorkloadFacts;
import io.github.shgrotate.rotation.WorkloadKind;
import io.github.shgrotate.rotation.WorkloadRef;
import io.github.shgrotate.status.Found;
import io.github.shgrotate.status.FoundGateway;
import io.github.shgrotate.status.GatewaySearch;
import io.github.shgrotate.status.Scope;
import io.github.shgrotate.status.SecretAnswer;
import io.github.shgrotate.status.SignIn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Finds the gateways of a cluster: lists workloads, and then asks only for what a gateway names.
/// Reads and never writes, and lists no Secrets.
final class ClusterGateways implements GatewaySearch {
  private final ApiServer api;
  private final Function<String, PodsOf> podsIn;
  private final Map<String, NamedObjects> objects = new HashMap<>();

  /// Asks for the pods of a workload.
  @FunctionalInterface
  interface PodsOf {
    PodsAnswer pods(WorkloadFacts workload);
  }

  /// @param podsIn by namespace
  ClusterGateways(ApiServer api, Function<String, PodsOf> podsIn) {
    this.api = api;
    this.podsIn = podsIn;
  }

  @Override
  public Found find(Scope scope) {
    // What an earlier search has read may have changed.
    objects.clear();
    List<FoundGateway> gateways = new ArrayList<>();
    List<Found.BlindSpot> blindSpots = new ArrayList<>();
    Optional<Failure> refusal = Optional.empty();
    for (WorkloadKind kind : WorkloadKind.values()) {
      switch (listed(kind, scope)) {
        case PagedList.Listing.Items<JsonNode>(var workloads) ->
            workloads.forEach(each -> found(kind, each).ifPresent(gateways::add));
        case PagedList.Listing.NotPermitted<JsonNode>(var call, var answer) -> {
          blindSpots.add(new Found.BlindSpot(call.permission(), kind.kind() + "s"));
          refusal = Optional.of(api.failures().refused(call, answer));
        }
      }
    }
    if (refusal.isPresent() && blindSpots.size() == WorkloadKind.values().length) {
      throw advised(refusal.get(), scope).thrown();
    }
    return new Found(scope, gateways, blindSpots, api.ahead());
  }

  private static Failure advised(Failure refusal, Scope scope) {
    return new Failure(
        refusal.reason(),
        refusal.what(),
        refusal.where(),
        refusal.why(),
        (scope.namespace().isEmpty() ? "Name a namespace with -n, or g" : "G")
            + "rant the role that docs/reference/status.md shows.",
        refusal.requestIds());
  }

  /// The gateways among the workloads.
  private PagedList.Listing<JsonNode> listed(WorkloadKind kind, Scope scope) {
    return PagedList.of(
        api,
        page -> list(kind, scope, page),
        workload ->
            Optional.of(workload)
                .filter(
                    each ->
                        !GatewayMarks.containers(each.path("spec").path("template")).isEmpty()));
  }

  private static ApiCall list(WorkloadKind kind, Scope scope, String page) {
    return new ApiCall(
        ApiCall.Verb.LIST,
        kind.plural(),
        kind.plural() + ".apps",
        scope.namespace().orElse(""),
        "/apis/apps/v1%s/%s?%s"
            .formatted(
                scope.namespace().map(name -> "/namespaces/" + name).orElse(""),
                kind.plural(),
                page));
  }

  private Optional<FoundGateway> found(WorkloadKind kind, JsonNode workload) {
    JsonNode metadata = workload.path("metadata");
    WorkloadRef ref = new WorkloadRef(kind, metadata.path("name").asText());
    String namespace = metadata.path("namespace").asText();
    NamedObjects named = objects.computeIfAbsent(namespace, name -> new NamedObjects(api, name));
    List<ContainerSettings> containers = new ArrayList<>();
    for (JsonNode container : GatewayMarks.containers(workload.path("spec").path("template"))) {
      containers.add(new ContainerSettings(container, named));
    }
    Set<SignIn> signIns = new LinkedHashSet<>();
    containers.forEach(each -> SignInReading.of(each, named).ifPresent(signIns::add));
    if (signIns.isEmpty()) {
      signIns.add(new SignIn.Unclear("nothing sets %s in its containers".formatted(DataKey.AUTH)));
    }
    return WorkloadReading.facts(ref, workload)
        .map(
            facts ->
                new FoundGateway(
                    namespace,
                    facts,
                    List.copyOf(signIns),
                    setting(containers, "gateway.name", signIns),
                    setting(containers, "config.service.endpoint", signIns),
                    containers.stream()
                        .flatMap(each -> each.notPermitted().stream())
                        .distinct()
                        .toList(),
                    podsIn.apply(namespace).pods(facts)));
  }

  /// A ConfigMap is asked for only when the Secret does not tell which gateway this is.
  private static Optional<String> setting(
      List<ContainerSettings> containers, String variable, Set<SignIn> signIns) {
    boolean isRecorded = signIns.stream().anyMatch(ClusterGateways::tellsItsGateway);
    for (ContainerSettings container : containers) {
      Optional<Setting> setting = container.named(variable);
      if (setting.isEmpty() && !isRecorded) {
        setting = container.fromConfigMaps(variable);
      }
      if (setting.isPresent() && setting.get() instanceof Setting.Text text) {
        return Optional.of(text.value()).filter(value -> !value.isBlank());
      }
    }
    return Optional.empty();
  }

  private static boolean tellsItsGateway(SignIn signIn) {
    return signIn instanceof SignIn.Token(_, _, SecretAnswer.Read read)
        && read.gatewayId().isPresent();
  }
}
