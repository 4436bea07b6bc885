package io.github.shgrotate.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.shgrotate.doctor.Asked;
import io.github.shgrotate.doctor.ClusterExamination;
import io.github.shgrotate.doctor.ClusterFacts;
import io.github.shgrotate.doctor.ClusterFacts.DisruptionBudget;
import io.github.shgrotate.doctor.WorkloadDetails;
import io.github.shgrotate.rotation.ClusterRight;
import io.github.shgrotate.rotation.RequiredRights;
import io.github.shgrotate.rotation.RotationFailed;
import io.github.shgrotate.rotation.RotationRequest;
import io.github.shgrotate.rotation.SecretFacts;
import io.github.shgrotate.rotation.WorkloadRef;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Looks at all that a rotation would use. It writes nothing: reviews of access are created, which
/// keeps none.
public final class ClusterExaminer implements ClusterExamination {
  private static final String ISSUER = "/.well-known/openid-configuration";
  private static final String IDENTITY = "azure.workload.identity/client-id";

  private final KubernetesConnection connection;
  private final ApiServer api;

  public ClusterExaminer(KubernetesConnection connection) {
    this.connection = connection;
    this.api = connection.api();
  }

  @Override
  public ClusterFacts examine(RotationRequest request) {
    List<ClusterRight> rights = RequiredRights.inCluster(request);
    Asked<Boolean> first = asked(() -> isGranted(rights.getFirst(), request.namespace()));
    if (first instanceof Asked.Failed<Boolean>(var failure) && !isAboutTheReview(first)) {
      return ClusterFacts.notReached(request, new Asked.Failed<>(failure));
    }
    List<ClusterFacts.Granted> granted = new ArrayList<>();
    granted.add(new ClusterFacts.Granted(rights.getFirst(), first));
    for (ClusterRight right : rights.subList(1, rights.size())) {
      granted.add(
          new ClusterFacts.Granted(right, asked(() -> isGranted(right, request.namespace()))));
    }
    boolean allGranted = granted.stream().allMatch(each -> each.granted().told().orElse(false));
    return new ClusterFacts(
        new Asked.Told<>(api.access().toString()),
        allGranted ? Optional.empty() : asked(this::user).told(),
        granted,
        secret(request),
        workloads(request),
        asked(this::issuer),
        api.ahead());
  }

  /// Such an answer is the server's all the same.
  private static boolean isAboutTheReview(Asked<Boolean> answer) {
    return answer instanceof Asked.Failed<Boolean>(var failure)
        && switch (failure.reason()) {
          case KUBERNETES_PERMISSION_MISSING, REQUEST_INVALID -> true;
          default -> false;
        };
  }

  private static <T> Asked<T> asked(Supplier<T> question) {
    try {
      return new Asked.Told<>(question.get());
    } catch (RotationFailed e) {
      return new Asked.Failed<>(e.failure());
    }
  }

  private boolean isGranted(ClusterRight right, String namespace) {
    ObjectNode review = review("authorization.k8s.io/v1", "SelfSubjectAccessReview");
    int slash = right.resource().indexOf('/');
    ObjectNode attributes = review.putObject("spec").putObject("resourceAttributes");
    attributes
        .put("namespace", namespace)
        .put("verb", right.verb())
        .put("group", right.group())
        .put("resource", slash < 0 ? right.resource() : right.resource().substring(0, slash));
    if (slash >= 0) {
      attributes.put("subresource", right.resource().substring(slash + 1));
    }
    right.name().ifPresent(name -> attributes.put("name", name));
    return reviewed("authorization.k8s.io", "selfsubjectaccessreviews", review)
        .path("status")
        .path("allowed")
        .asBoolean();
  }

  private String user() {
    return reviewed(
            "authentication.k8s.io",
            "selfsubjectreviews",
            review("authentication.k8s.io/v1", "SelfSubjectReview"))
        .at("/status/userInfo/username")
        .asText();
  }

  private static ObjectNode review(String apiVersion, String kind) {
    return Json.newObject().put("apiVersion", apiVersion).put("kind", kind);
  }

  private JsonNode reviewed(String group, String resource, ObjectNode review) {
    ApiCall call =
        new ApiCall(
            ApiCall.Verb.CREATE,
            resource,
            resource + "." + group,
            "",
            "/apis/%s/v1/%s".formatted(group, resource));
    return api.required(call, api.send(call, Optional.of(review), Patience.BRIEF)).body();
  }

  private Asked<SecretFacts> secret(RotationRequest request) {
    return asked(() -> connection.tokenStore(request.namespace(), request.secretName()).secret());
  }

  private List<ClusterFacts.Found> workloads(RotationRequest request) {
    if (request.workloads().isEmpty()) {
      return List.of();
    }
    String namespace = request.namespace();
    Asked<JsonNode> budgets =
        asked(
            () ->
                body(
                    ApiCall.Verb.LIST,
                    "poddisruptionbudgets",
                    "poddisruptionbudgets.policy",
                    namespace,
                    "/apis/policy/v1/namespaces/%s/poddisruptionbudgets".formatted(namespace)));
    return request.workloads().stream().map(ref -> found(namespace, ref, budgets)).toList();
  }

  private ClusterFacts.Found found(String namespace, WorkloadRef ref, Asked<JsonNode> budgets) {
    Asked<JsonNode> workload = asked(() -> workload(namespace, ref));
    return switch (workload) {
      case Asked.Told<JsonNode>(JsonNode body) -> {
        WorkloadDetails details =
            WorkloadReading.facts(ref, body)
                .map(facts -> WorkloadDetailsReading.of(facts, body))
                .orElseThrow();
        yield new ClusterFacts.Found(
            ref,
            new Asked.Told<>(details),
            budgets(budgets, body.at("/spec/template/metadata/labels")),
            identity(namespace, details));
      }
      case Asked.Failed<JsonNode>(var failure) ->
          new ClusterFacts.Found(
              ref,
              new Asked.Failed<>(failure),
              new Asked.NotAsked<>(failure.what()),
              new Asked.NotAsked<>(failure.what()));
      case Asked.NotAsked<JsonNode>(String why) ->
          new ClusterFacts.Found(
              ref, new Asked.NotAsked<>(why), new Asked.NotAsked<>(why), new Asked.NotAsked<>(why));
    };
  }

  private JsonNode workload(String namespace, WorkloadRef ref) {
    String plural = ref.kind().plural();
    ApiCall call =
        new ApiCall(
            ApiCall.Verb.GET,
            plural,
            plural + ".apps/" + ref.name(),
            namespace,
            "/apis/apps/v1/namespaces/%s/%s/%s".formatted(namespace, plural, ref.name()));
    ApiAnswer answer = api.required(call, api.send(call, Optional.empty(), Patience.BRIEF));
    if (WorkloadReading.facts(ref, answer.body()).isEmpty()) {
      throw api.failures().unreadable(call, answer, "it is no " + ref.kind().kind()).thrown();
    }
    return answer.body();
  }

  private static Asked<List<DisruptionBudget>> budgets(Asked<JsonNode> all, JsonNode labels) {
    return switch (all) {
      case Asked.NotAsked<JsonNode>(String why) -> new Asked.NotAsked<>(why);
      case Asked.Failed<JsonNode>(var failure) -> new Asked.Failed<>(failure);
      case Asked.Told<JsonNode>(JsonNode list) -> {
        List<DisruptionBudget> its = new ArrayList<>();
        for (JsonNode budget : list.path("items")) {
          if (LabelMatch.matches(budget.path("spec").path("selector"), labels)) {
            JsonNode status = budget.path("status");
            its.add(
                new DisruptionBudget(
                    budget.path("metadata").path("name").asText(),
                    status.path("expectedPods").asInt(),
                    status.path("desiredHealthy").asInt()));
          }
        }
        yield new Asked.Told<>(its);
      }
    };
  }

  private Asked<Boolean> identity(String namespace, WorkloadDetails details) {
    String name = details.pods().serviceAccount().orElse("default");
    return asked(
        () ->
            Annotations.text(
                    body(
                            ApiCall.Verb.GET,
                            "serviceaccounts",
                            "serviceaccounts/" + name,
                            namespace,
                            "/api/v1/namespaces/%s/serviceaccounts/%s".formatted(namespace, name))
                        .path("metadata"),
                    IDENTITY)
                .isPresent());
  }

  private Optional<String> issuer() {
    ApiCall call = new ApiCall(ApiCall.Verb.GET, ISSUER, ISSUER, "", ISSUER);
    ApiAnswer answer = api.send(call, Optional.empty(), Patience.BRIEF);
    return answer.status() == HttpURLConnection.HTTP_NOT_FOUND
        ? Optional.empty()
        : Json.text(api.required(call, answer).body(), "issuer");
  }

  private JsonNode body(
      ApiCall.Verb verb, String resource, String subject, String namespace, String path) {
    ApiCall call = new ApiCall(verb, resource, subject, namespace, path);
    return api.required(call, api.send(call, Optional.empty(), Patience.BRIEF)).body();
  }
}
